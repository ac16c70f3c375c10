package org.newtonlosses.data.lists;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.math.IntMath;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.newtonlosses.data.ExampleSource;

/**
 * All lists, to evaluate, the longest first; documents stand in their order from slot 0 on. A batch
 * has as many slots as its first list has documents, rounded up to a power of two, so that short
 * lists do not pay for long ones. It is filled from its first place on, and its lists are no longer
 * than the first.
 */
public final class ListExamples implements ExampleSource<ListBatch> {
  private final RankedLists lists;
  private final int[] order;
  private final int longest;

  /** Makes a source of all lists. */
  public ListExamples(RankedLists lists) {
    this.lists = lists;
    this.longest = lists.longest();
    this.order =
        IntStream.range(0, lists.size())
            .boxed()
            .sorted(Comparator.comparing(lists::length, Comparator.reverseOrder()))
            .mapToInt(Integer::intValue)
            .toArray();
  }

  /** Returns the number of lists. */
  @Override
  public long size() {
    return order.length;
  }

  @Override
  public ListBatch allocate(int capacity) {
    return new ListBatch(capacity, longest, lists.columns().size());
  }

  @Override
  public void fill(long index, ListBatch batch, int slot) {
    checkArgument(
        batch.mostSlots() == longest, "batch of %s slots, expected %s", batch.mostSlots(), longest);
    int list = order[(int) index];
    int length = lists.length(list);
    if (slot == 0) {
      batch.use(Math.min(longest, IntMath.ceilingPowerOfTwo(length)));
    }
    int slots = batch.slots();
    checkArgument(
        length <= slots,
        "list of %s documents, at most %s of the first are allowed",
        length,
        slots);
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
