/** First and second derivatives of static graphs. */
package org.newtonlosses.graphs.autodiff;
