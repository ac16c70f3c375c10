/** The {@code newton} command. */
package org.newtonlosses.training.cli;
