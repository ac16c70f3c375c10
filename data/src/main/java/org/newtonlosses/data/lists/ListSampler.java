package org.newtonlosses.data.lists;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;
import org.newtonlosses.data.CounterRandom;
import org.newtonlosses.data.ExampleSource;

/**
 * An endless source of lists to learn from: every epoch has each list once, in an order of its own.
 *
 * <p>The L documents of a list stand in random ones of the m slots, so that no slot means anything;
 * of a list with L &gt; m a random m of its documents are taken, others each time. Example k
 * depends on the lists, m, the seed and k alone.
 *
 * <pre>{@code
 * new ListSampler(lists, 64, seed).allocate(16).features().length; // → 16 · 64 · F
 * }</pre>
 */
public final class ListSampler implements ExampleSource<ListBatch> {
  private final RankedLists lists;
  private final int slots;
  private final long epochs;
  private final long examples;
  private int[] order = {};
  private long orderedEpoch = -1;

  /**
   * Makes a sampler.
   *
   * @param lists what to learn from
   * @param slots places for documents, m, at least 1
   * @param seed the same seed gives the same examples
   * @throws IllegalArgumentException if there are fewer slots
   */
  public ListSampler(RankedLists lists, int slots, long seed) {
    checkArgument(slots >= 1, "%s slots, at least 1 is allowed", slots);
    this.lists = lists;
    this.slots = slots;
    this.epochs = CounterRandom.of(seed, 0).key();
    this.examples = CounterRandom.of(seed, 1).key();
  }

  /** Returns {@link ExampleSource#UNBOUNDED}. */
  @Override
  public long size() {
    return UNBOUNDED;
  }

  /** Returns how many documents of a list are taken at most, m. */
  public int slots() {
    return slots;
  }

  /** Returns which list example k shows. */
  public int list(long index) {
    long epoch = index / lists.size();
    if (epoch != orderedEpoch) {
      order = CounterRandom.of(epochs, epoch).permutation(lists.size());
      orderedEpoch = epoch;
    }
    return order[(int) (index % lists.size())];
  }

  @Override
  public ListBatch allocate(int capacity) {
    return new ListBatch(capacity, slots, lists.columns().size());
  }

  @Override
  public void fill(long index, ListBatch batch, int slot) {
    checkArgument(batch.slots() == slots, "batch of %s slots, expected %s", batch.slots(), slots);
    int list = list(index);
    int length = lists.length(list);
    int columns = lists.columns().size();
    int first = slot * slots;
    Arrays.fill(batch.grades(), first, first + slots, -1);
    Arrays.fill(batch.features(), first * columns, (first + slots) * columns, 0);
    // The same permutation chooses documents where there are more of them, and slots where there
    // are fewer.
    int[] places = CounterRandom.of(examples, index).permutation(Math.max(length, slots));
    for (int i = 0; i < Math.min(length, slots); i++) {
      int document = length > slots ? places[i] : i;
      int place = first + (length > slots ? i : places[i]);
      batch.grades()[place] = lists.grade(list, document);
      lists.copyFeatures(list, document, batch.features(), place * columns);
    }
  }
}
