package org.newtonlosses.data.pictures;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.newtonlosses.data.ChannelStatistics;
import org.newtonlosses.data.CounterRandom;
import org.newtonlosses.data.ExampleSource;

/**
 * Pictures of which orders are known: an order is a list, and the grade of a picture is its place
 * in it, 0 for the first.
 */
public final class OrderedPictures implements PictureLists {
  private final PictureSet pictures;
  private final List<int[]> orders;

  /**
   * Some orders of pictures of a set.
   *
   * @param name of them, for messages, such as {@code orders.csv, test}
   * @param pictures a set
   * @param orders at least one; each names pictures of the set, from the lowest to the highest
   * @throws IllegalArgumentException if there is none
   */
  public OrderedPictures(String name, PictureSet pictures, List<int[]> orders) {
    checkArgument(!orders.isEmpty(), "%s: no orders, at least 1 is needed", name);
    this.pictures = pictures;
    this.orders = List.copyOf(orders);
  }

  @Override
  public PictureShape shape() {
    return pictures.shape();
  }

  @Override
  public ChannelStatistics channels() {
    return pictures.channels(orders.stream().flatMapToInt(Arrays::stream).distinct());
  }

  private int longest() {
    return orders.stream().mapToInt(order -> order.length).max().orElseThrow();
  }

  @Override
  public int slots(int n) {
    checkArgument(n >= 2, "lists of %s pictures, at least 2 are allowed", n);
    return Math.min(n, longest());
  }

  @Override
  public ExampleSource<PictureBatch> training(int n, long seed) {
    return new Sampler(slots(n), seed);
  }

  @Override
  public ExampleSource<PictureBatch> evaluation(int n, long seed) {
    return new All();
  }

  /**
   * Every epoch has each order once, in a random sequence. Its pictures stand in random slots; of a
   * longer one a random n are taken, others each time.
   */
  private final class Sampler implements ExampleSource<PictureBatch> {
    private final int slots;
    private final long epochs;
    private final long examples;
    private int[] sequence = {};
    private long sequencedEpoch = -1;

    Sampler(int slots, long seed) {
      this.slots = slots;
      this.epochs = CounterRandom.of(seed, 0).key();
      this.examples = CounterRandom.of(seed, 1).key();
    }

    @Override
    public long size() {
      return UNBOUNDED;
    }

    @Override
    public PictureBatch allocate(int capacity) {
      return new PictureBatch(capacity, slots, shape());
    }

    private int[] order(long index) {
      long epoch = index / orders.size();
      if (epoch != sequencedEpoch) {
        sequence = CounterRandom.of(epochs, epoch).permutation(orders.size());
        sequencedEpoch = epoch;
      }
      return orders.get(sequence[(int) (index % orders.size())]);
    }

    @Override
    public void fill(long index, PictureBatch batch, int slot) {
      int[] order = order(index);
      CounterRandom random = CounterRandom.of(examples, index);
      int size = Math.max(order.length, slots);
      // A random order of places: the first ones say which pictures are taken if there are more
      // than slots, and in which slots they stand if there are not.
      int[] places = random.permutation(size);
      batch.clear(slot);
      if (order.length <= slots) {
        for (int i = 0; i < order.length; i++) {
          batch.put(slot, places[i], pictures, order[i], i);
        }
      } else {
        int[] taken = Arrays.copyOf(places, slots);
        for (int i = 0; i < slots; i++) {
          int place = taken[i];
          int grade = (int) IntStream.of(taken).filter(other -> other < place).count();
          batch.put(slot, i, pictures, order[place], grade);
        }
      }
    }
  }

  /** Each order as it is, with as many slots as the longest has pictures. */
  private final class All implements ExampleSource<PictureBatch> {

    @Override
    public long size() {
      return orders.size();
    }

    @Override
    public PictureBatch allocate(int capacity) {
      return new PictureBatch(capacity, longest(), shape());
    }

    @Override
    public void fill(long index, PictureBatch batch, int slot) {
      int[] order = orders.get((int) index);
      batch.clear(slot);
      for (int i = 0; i < order.length; i++) {
        batch.put(slot, i, pictures, order[i], i);
      }
    }
  }
}
