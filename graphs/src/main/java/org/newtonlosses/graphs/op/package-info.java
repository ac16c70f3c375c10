/** Operations of TensorFlow for which its Java interface has no method. */
package org.newtonlosses.graphs.op;
