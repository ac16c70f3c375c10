package org.newtonlosses.training.task;

import java.lang.reflect.Array;
import org.newtonlosses.training.model.BatchArray;
import org.tensorflow.ndarray.Shape;

/**
 * An array of rows, one for each example.
 *
 * @param values {@code float[]}, {@code double[]}, {@code int[]}, {@code long[]} or {@code byte[]}
 * @param row the shape of a row
 */
record RowArray(Object values, Shape row) {

  int rows() {
    return Array.getLength(values) / size();
  }

  private int size() {
    return Math.toIntExact(row.size());
  }

  /** A new array with room for so many rows of this kind. */
  RowArray allocate(int rows) {
    return new RowArray(
        Array.newInstance(values.getClass().getComponentType(), rows * size()), row);
  }

  void copy(int from, RowArray target, int to) {
    System.arraycopy(values, from * size(), target.values, to * size(), size());
  }

  BatchArray toFeed(String input, int rows) {
    return new BatchArray(input, values, Shape.of(rows).append(row));
  }
}
