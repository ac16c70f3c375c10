package org.newtonlosses.data;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * A buffer that is filled again and again with examples. A subclass adds the arrays, whose leading
 * dimension is the capacity.
 *
 * <p>A batch from {@link Batches#next} is the caller's until {@link #close}, which hands the arrays
 * back to be filled again:
 *
 * <pre>{@code
 * try (RankingBatch batch = batches.next()) {
 *   … batch.images(), batch.size() …
 * }
 * }</pre>
 */
public abstract class Batch implements AutoCloseable {
  private final int capacity;
  private int size;
  private long index = -1;
  private Runnable recycler = () -> {};

  /**
   * Makes an empty batch.
   *
   * @param capacity the most examples it can hold, at least 1
   */
  protected Batch(int capacity) {
    checkArgument(capacity >= 1, "batch of %s examples, at least 1 is allowed", capacity);
    this.capacity = capacity;
    this.size = capacity;
  }

  /** Returns the most examples that this batch can hold: the leading dimension of its arrays. */
  public final int capacity() {
    return capacity;
  }

  /**
   * Returns the number of examples in this batch, B: the first B rows of the arrays are valid. Less
   * than the capacity only for the last batch of an epoch.
   */
  public final int size() {
    return size;
  }

  /**
   * Returns the number k of this batch since the start of the data set, from 0, over all epochs.
   */
  public final long index() {
    return index;
  }

  final void set(long index, int size) {
    this.index = index;
    this.size = size;
  }

  final void onClose(Runnable recycler) {
    this.recycler = recycler;
  }

  /** Hands the arrays back to be filled again; does nothing the second time. */
  @Override
  public final void close() {
    recycler.run();
  }
}
