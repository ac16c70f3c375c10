package org.newtonlosses.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A batch of numbers: what {@link NumberSource} gives. */
final class NumberBatch extends Batch {
  final long[] numbers;

  NumberBatch(int capacity) {
    super(capacity);
    numbers = new long[capacity];
  }

  /** Returns a copy of the valid numbers. */
  List<Long> toList() {
    return Arrays.stream(numbers).limit(size()).boxed().collect(Collectors.toList());
  }
}
