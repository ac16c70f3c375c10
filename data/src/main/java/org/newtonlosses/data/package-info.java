/**
 * Data sets for learning with differentiable algorithms, from files to batches of plain arrays.
 *
 * <p>Two halves meet in one interface:
 *
 * <ul>
 *   <li>an {@link org.newtonlosses.data.ExampleSource} has examples with random access: those of
 *       {@code digits} are numbers to be ranked, those of {@code maps} have shortest paths; {@code
 *       npy} reads and writes files, {@code fetch} gets them;
 *   <li>a {@link org.newtonlosses.data.Dataset} says how the examples of any source become batches
 *       (shuffled, batched, repeated, prefetched), and {@link org.newtonlosses.data.Batches}
 *       assembles them in the background into reused {@link org.newtonlosses.data.Batch} buffers.
 * </ul>
 *
 * <p>Every random choice is a function of a seed and a position, never of what was drawn before:
 * batch k of a resumed run equals batch k of the run that was not stopped. Images stay unsigned
 * bytes. Nothing in these packages knows TensorFlow.
 */
package org.newtonlosses.data;
