package org.newtonlosses.data.lists;

import static com.google.common.base.Preconditions.checkArgument;

import org.newtonlosses.data.Batch;

/**
 * Lists of at most {@code slots} documents: features [B, slots, F] and grades [B, slots]. A slot
 * without a document has the grade −1 and features 0.
 */
public final class ListBatch extends Batch {
  private final int mostSlots;
  private final int columns;
  private final float[] features;
  private final float[] grades;
  private int slots;

  /**
   * Allocates the arrays.
   *
   * @param capacity the most lists, at least 1
   * @param slots places for documents, at least 1
   * @param columns features of a document, F, at least 1
   * @throws IllegalArgumentException if one is smaller or there are more than 2³¹ features
   */
  public ListBatch(int capacity, int slots, int columns) {
    super(capacity);
    checkArgument(slots >= 1, "%s slots, at least 1 is allowed", slots);
    checkArgument(columns >= 1, "%s features, at least 1 is allowed", columns);
    checkArgument(
        (double) capacity * slots * columns <= Integer.MAX_VALUE - 8,
        "a batch of %s lists of %s documents with %s features takes more than %s numbers",
        capacity,
        slots,
        columns,
        Integer.MAX_VALUE - 8);
    this.mostSlots = slots;
    this.slots = slots;
    this.columns = columns;
    this.features = new float[capacity * slots * columns];
    this.grades = new float[capacity * slots];
  }

  /** Returns how many slots each list takes in the arrays. */
  public int slots() {
    return slots;
  }

  /** Returns how many slots it was made for. */
  int mostSlots() {
    return mostSlots;
  }

  /** Lets each list take so many slots, no more than it was made for. */
  void use(int fewer) {
    checkArgument(
        fewer >= 1 && fewer <= mostSlots, "%s slots, 1 to %s are allowed", fewer, mostSlots);
    slots = fewer;
  }

  /** Returns how many features a document has, F. */
  public int columns() {
    return columns;
  }

  /**
   * Returns the features, [size, slots, F] in row-major order, at the start of the buffer itself.
   */
  public float[] features() {
    return features;
  }

  /**
   * Returns the grades, −1 where there is no document, [size, slots], at the start of the buffer
   * itself.
   */
  public float[] grades() {
    return grades;
  }
}
