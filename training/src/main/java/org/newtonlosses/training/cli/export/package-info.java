/** {@code newton export}: algorithms and losses as SavedModels of their own. */
package org.newtonlosses.training.cli.export;
