/**
 * First and second derivatives of static graphs.
 *
 * <p>TensorFlow logs a line to the standard error for each node whose gradient is one of {@link
 * org.newtonlosses.graphs.autodiff.MissingGradients}, unless {@code TF_CPP_MIN_LOG_LEVEL=1} (or
 * higher) is in the environment when the JVM starts.
 */
package org.newtonlosses.graphs.autodiff;
