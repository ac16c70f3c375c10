/**
 * Learning to rank: losses and metrics of lists of different lengths whose items have grades, with
 * ties.
 */
package org.newtonlosses.graphs.rank;
