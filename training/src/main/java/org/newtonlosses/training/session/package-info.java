/** How TensorFlow is run: devices, threads, precision, versions, and what this machine offers. */
package org.newtonlosses.training.session;
