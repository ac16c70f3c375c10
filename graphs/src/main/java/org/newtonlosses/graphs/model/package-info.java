/** Variables, the optimiser, trainable models, and SavedModels. */
package org.newtonlosses.graphs.model;
