/** Relaxed sorting: from scores to soft permutations, and the ranking losses on them. */
package org.newtonlosses.graphs.sort;
