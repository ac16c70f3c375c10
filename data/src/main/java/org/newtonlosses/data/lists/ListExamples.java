package org.newtonlosses.data.lists;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;
import org.newtonlosses.data.ExampleSource;

/**
 * All lists as they are, to evaluate: example k is list k, its documents in their order from slot 0
 * on, in as many slots as the longest list has documents.
 */
public final class ListExamples implements ExampleSource<ListBatch> {
  private final RankedLists lists;
  private final int slots;

  /** Makes a source of all lists. */
  public ListExamples(RankedLists lists) {
    this.lists = lists;
    this.slots = lists.longest();
  }

  /** Returns the number of lists. */
  @Override
  public long size() {
    return lists.size();
  }

  /** Returns how many documents the longest list has. */
  public int slots() {
    return slots;
  }

  @Override
  public ListBatch allocate(int capacity) {
    return new ListBatch(capacity, slots, lists.columns().size());
  }

  @Override
  public void fill(long index, ListBatch batch, int slot) {
    checkArgument(batch.slots() == slots, "batch of %s slots, expected %s", batch.slots(), slots);
    int list = (int) index;
    int length = lists.length(list);
    int columns = lists.columns().size();
    int first = slot * slots;
    for (int document = 0; document < length; document++) {
      batch.grades()[first + document] = lists.grade(list, document);
      lists.copyFeatures(list, document, batch.features(), (first + document) * columns);
    }
    Arrays.fill(batch.grades(), first + length, first + slots, -1);
    Arrays.fill(batch.features(), (first + length) * columns, (first + slots) * columns, 0);
  }
}
