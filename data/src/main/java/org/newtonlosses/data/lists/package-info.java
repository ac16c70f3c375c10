/**
 * Tables to learn to rank from: queries, each with a list of documents that have features and
 * grades.
 *
 * <p>{@link org.newtonlosses.data.lists.RankedListsReader} reads the field's formats into {@link
 * org.newtonlosses.data.lists.RankedLists}; {@link org.newtonlosses.data.lists.ListSampler} draws
 * examples to learn from, {@link org.newtonlosses.data.lists.ListExamples} gives all of them to
 * evaluate; {@link org.newtonlosses.data.lists.SyntheticLists} generates such tables.
 */
package org.newtonlosses.data.lists;
