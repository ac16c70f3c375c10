/** Networks: from inputs to the predictions that a relaxed algorithm takes, as static graphs. */
package org.newtonlosses.graphs.net;
