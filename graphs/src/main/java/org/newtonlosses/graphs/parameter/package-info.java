/** Checks of the parameters of algorithms, losses and optimisers, in the same words everywhere. */
package org.newtonlosses.graphs.parameter;
