/**
 * First-order optimisers on resource variables, the same bits for the same seed.
 *
 * <p>The optimisers of tensorflow-framework are not used: their slots are variables that TensorFlow
 * Java's saver leaves out of a SavedModel that has resource variables, and its Adam does not order
 * the update of βᵗ after its use, so that its results differ from run to run.
 */
package org.newtonlosses.graphs.optimizer;
