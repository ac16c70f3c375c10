package org.newtonlosses.training.task;

import java.lang.reflect.Array;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.newtonlosses.data.ExampleSource;
import org.tensorflow.ndarray.Shape;

/**
 * Examples in memory: arrays of rows, one row of each for an example, by the names of the model's
 * inputs. Immutable.
 *
 * <pre>{@code
 * ArrayExamples examples =
 *     ArrayExamples.of("features", new float[] {1, 2, 3, 4, 5, 6}, 3).and("label", new int[] {0, 1});
 * examples.size()  // 2
 * }</pre>
 */
public final class ArrayExamples implements ExampleSource<ArrayBatch> {
  private final Map<String, RowArray> arrays;

  private ArrayExamples(Map<String, RowArray> arrays) {
    this.arrays = arrays;
  }

  /**
   * Examples with one array.
   *
   * @param input the name of the model's input
   * @param values {@code float[]}, {@code double[]}, {@code int[]}, {@code long[]} or {@code
   *     byte[]} (uint8), in row-major order; not copied
   * @param row the shape of an example's row; none: a number for each
   * @throws IllegalArgumentException if the values are no whole rows
   */
  public static ArrayExamples of(String input, Object values, long... row) {
    return new ArrayExamples(Map.of()).and(input, values, row);
  }

  /**
   * The same examples with another array, as in {@link #of}.
   *
   * @throws IllegalArgumentException if it has another number of rows, or the name is taken
   */
  public ArrayExamples and(String input, Object values, long... row) {
    RowArray array = new RowArray(values, Shape.of(row));
    int length = Array.getLength(values);
    if (array.row().size() < 1 || length == 0 || length % array.row().size() != 0) {
      throw new IllegalArgumentException(
          "%s must be whole rows of the shape %s, found %d values"
              .formatted(input, array.row(), length));
    }
    if (!arrays.isEmpty() && array.rows() != size()) {
      throw new IllegalArgumentException(
          "%s must have a row for each of the %d examples, found %d"
              .formatted(input, size(), array.rows()));
    }
    Map<String, RowArray> all = new LinkedHashMap<>(arrays);
    if (all.put(input, array) != null) {
      throw new IllegalArgumentException("there are two arrays of the name " + input);
    }
    return new ArrayExamples(all);
  }

  /** The arrays' names and rows, such as {@code features [5, 3], label []}. */
  String words() {
    return arrays.entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue().row())
        .collect(Collectors.joining(", "));
  }

  @Override
  public long size() {
    return arrays.values().iterator().next().rows();
  }

  @Override
  public ArrayBatch allocate(int capacity) {
    Map<String, RowArray> rows = new LinkedHashMap<>();
    arrays.forEach((name, array) -> rows.put(name, array.allocate(capacity)));
    return new ArrayBatch(capacity, rows);
  }

  @Override
  public void fill(long index, ArrayBatch batch, int slot) {
    batch.fill(slot, arrays, Math.toIntExact(index));
  }
}
