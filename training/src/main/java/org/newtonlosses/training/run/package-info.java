/**
 * Run folders: recipe, provenance, metrics, TensorBoard events, checkpoints, the final SavedModel,
 * and a run that can be killed at any moment and go on bit for bit.
 */
package org.newtonlosses.training.run;
