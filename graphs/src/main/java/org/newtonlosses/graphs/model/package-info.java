/**
 * SavedModels: descriptions of trainable models and what is made of them, algorithms and losses by
 * themselves.
 */
package org.newtonlosses.graphs.model;
