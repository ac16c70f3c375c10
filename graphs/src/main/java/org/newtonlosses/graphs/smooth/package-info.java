/** Stochastic smoothing: derivatives of losses through algorithms that have none of their own. */
package org.newtonlosses.graphs.smooth;
