/** Ranking supervision: four-digit numbers, of which only the order is known. */
package org.newtonlosses.training.task.ranking;
