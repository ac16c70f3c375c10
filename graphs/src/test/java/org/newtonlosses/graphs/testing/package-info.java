/** What the tests of graphs share: golden vectors, running small graphs, central differences. */
package org.newtonlosses.graphs.testing;
