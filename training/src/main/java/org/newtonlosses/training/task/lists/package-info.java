/** Learning to rank from tables: queries with documents that have features and grades. */
package org.newtonlosses.training.task.lists;
