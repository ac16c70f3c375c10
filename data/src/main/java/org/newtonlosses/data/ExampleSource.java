package org.newtonlosses.data;

import java.io.IOException;

/**
 * Examples with random access: what a data set must be able to do to become a {@link Dataset}.
 *
 * <p>A source is used by one thread at a time, which need not be the thread that made it.
 *
 * @param <B> the buffers that its examples are written to
 */
public interface ExampleSource<B extends Batch> {
  /** The size of a source that never ends. */
  long UNBOUNDED = Long.MAX_VALUE;

  /** Returns the number of examples, or {@link #UNBOUNDED}. */
  long size();

  /** Returns a new batch with room for so many examples. */
  B allocate(int capacity);

  /**
   * Writes example {@code index} to place {@code slot} of a batch. What is written depends only on
   * the source and the index.
   *
   * @param index 0 … {@link #size} − 1
   * @param batch made by {@link #allocate}
   * @param slot 0 … capacity − 1
   * @throws IOException if the example cannot be read
   */
  void fill(long index, B batch, int slot) throws IOException;
}
