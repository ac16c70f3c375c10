/** {@code newton data}: the data sets on this machine. */
package org.newtonlosses.training.cli.data;
