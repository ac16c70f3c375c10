package org.newtonlosses.data;

import java.io.IOException;

/** Example k is the number k. A test may override {@link #check} to fail or to wait. */
class NumberSource implements ExampleSource<NumberBatch> {
  private final long size;

  NumberSource(long size) {
    this.size = size;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public NumberBatch allocate(int capacity) {
    return new NumberBatch(capacity);
  }

  @Override
  public void fill(long index, NumberBatch batch, int slot) throws IOException {
    check(index);
    batch.numbers[slot] = index;
  }

  void check(long index) throws IOException {}
}
