/**
 * Checks of the parameters and predictions that algorithms, losses and optimisers are given, in the
 * same words everywhere.
 */
package org.newtonlosses.graphs.parameter;
