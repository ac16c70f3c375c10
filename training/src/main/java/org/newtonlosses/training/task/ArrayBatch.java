package org.newtonlosses.training.task;

import java.util.List;
import java.util.Map;
import org.newtonlosses.data.Batch;
import org.newtonlosses.training.model.BatchArray;

/** A batch of examples that are rows of {@link ArrayExamples}. */
public final class ArrayBatch extends Batch {
  private final Map<String, RowArray> rows;

  ArrayBatch(int capacity, Map<String, RowArray> rows) {
    super(capacity);
    this.rows = rows;
  }

  /**
   * Its array of an input: the buffer itself, of whose leading dimension {@link #size} are valid.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public Object array(String input) {
    RowArray array = rows.get(input);
    if (array == null) {
      throw new IllegalArgumentException(
          "array must be one of %s, found %s".formatted(String.join(", ", rows.keySet()), input));
    }
    return array.values();
  }

  /** All arrays, to be fed. */
  List<BatchArray> arrays() {
    return rows.entrySet().stream()
        .map(entry -> entry.getValue().toFeed(entry.getKey(), size()))
        .toList();
  }

  void fill(int slot, Map<String, RowArray> source, int row) {
    rows.forEach((name, target) -> source.get(name).copy(row, target, slot));
  }
}
