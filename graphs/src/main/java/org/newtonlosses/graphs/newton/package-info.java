/** Second-order expansions of losses, curvatures, and Newton losses. */
package org.newtonlosses.graphs.newton;
