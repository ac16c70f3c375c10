/**
 * Data sets for learning with differentiable algorithms, from files to batches of plain arrays.
 *
 * <p>Two halves meet in one interface:
 *
 * <ul>
 *   <li>an {@link org.newtonlosses.data.ExampleSource} has examples with random access: {@link
 *       org.newtonlosses.data.MultiDigitSampler} draws ranking examples from a {@link
 *       org.newtonlosses.data.DigitSet}, which comes from idx files ({@link
 *       org.newtonlosses.data.Mnist}) or from strokes ({@link
 *       org.newtonlosses.data.SyntheticDigits}); a {@link org.newtonlosses.data.PathSet} has maps
 *       with shortest paths, from .npy files ({@link org.newtonlosses.data.WarcraftMaps}) or drawn
 *       ({@link org.newtonlosses.data.TerrainMaps});
 *   <li>a {@link org.newtonlosses.data.Dataset} says how the examples of any source become batches
 *       (shuffled, batched, repeated, prefetched), and {@link org.newtonlosses.data.Batches}
 *       assembles them in the background into reused {@link org.newtonlosses.data.Batch} buffers.
 * </ul>
 *
 * <p>Every random choice is a function of a seed and a position, never of what was drawn before:
 * batch k of a resumed run equals batch k of the run that was not stopped. Images stay unsigned
 * bytes. Nothing in this package knows TensorFlow.
 */
package org.newtonlosses.data;
