/** Options that commands have in common, those of schemas above all. */
package org.newtonlosses.training.cli.options;
