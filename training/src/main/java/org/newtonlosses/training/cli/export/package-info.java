/** {@code newton export}: algorithms, losses and trained models as SavedModels of their own. */
package org.newtonlosses.training.cli.export;
