/**
 * SavedModels: descriptions of trainable models and what is made of them, algorithms and losses by
 * themselves.
 *
 * <p><b>Environment.</b> TensorFlow reads environment variables when it is loaded, and Java cannot
 * change those of its own process, so that they have to be set before the JVM starts (the launcher
 * of the command line does it): {@code TF_ENABLE_ONEDNN_OPTS=1} makes convolutions about twice as
 * fast on processors without VNNI, where it is off by default; {@code TF_CPP_MIN_LOG_LEVEL=1} keeps
 * a line for each node with a gradient of this library off the standard error. In code, {@code
 * System.setProperty("org.bytedeco.javacpp.maxPhysicalBytes", "0")} before TensorFlow's first use
 * keeps JavaCPP from stopping a process whose memory exceeds four times the heap.
 */
package org.newtonlosses.graphs.model;
