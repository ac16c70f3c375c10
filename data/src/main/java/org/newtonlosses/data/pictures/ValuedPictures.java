package org.newtonlosses.data.pictures;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.newtonlosses.data.ChannelStatistics;
import org.newtonlosses.data.CounterRandom;
import org.newtonlosses.data.ExampleSource;

/**
 * Pictures with values: any n different ones of them make a list, whose grades are the dense ranks
 * of its values: 0 for the smallest value, 1 for the next larger one, …, the same for equal ones.
 */
public final class ValuedPictures implements PictureLists {
  private final String name;
  private final PictureSet pictures;
  private final int[] which;
  private final double[] values;

  /**
   * Some pictures of a set.
   *
   * @param name of them, for messages, such as {@code values.csv, test}
   * @param pictures a set
   * @param which of its pictures
   * @param values of these; as many
   */
  public ValuedPictures(String name, PictureSet pictures, int[] which, double[] values) {
    checkArgument(
        which.length == values.length, "%s pictures with %s values", which.length, values.length);
    this.name = name;
    this.pictures = pictures;
    this.which = which.clone();
    // −0 becomes 0, which has the same grade.
    this.values = Arrays.stream(values).map(value -> value + 0.0).toArray();
  }

  @Override
  public PictureShape shape() {
    return pictures.shape();
  }

  @Override
  public ChannelStatistics channels() {
    return pictures.channels(Arrays.stream(which));
  }

  @Override
  public int slots(int n) {
    checkArgument(n >= 2, "lists of %s pictures, at least 2 are allowed", n);
    checkArgument(
        which.length >= n,
        "%s: %s pictures, at least the %s of a list are needed: n must be smaller, or the part"
            + " larger",
        name,
        which.length,
        n);
    return n;
  }

  @Override
  public ExampleSource<PictureBatch> training(int n, long seed) {
    return new Sampler(slots(n), seed);
  }

  @Override
  public ExampleSource<PictureBatch> evaluation(int n, long seed) {
    return training(n, seed);
  }

  /** The dense ranks of the values of some of these pictures. */
  private int[] grades(int[] some) {
    double[] distinct =
        IntStream.of(some).mapToDouble(i -> values[i]).sorted().distinct().toArray();
    return IntStream.of(some)
        .map(i -> (int) Arrays.stream(distinct).filter(value -> value < values[i]).count())
        .toArray();
  }

  /** Random lists: picture i of example k is drawn by numbers of the stream k of the seed. */
  private final class Sampler implements ExampleSource<PictureBatch> {
    private final int n;
    private final long seed;

    Sampler(int n, long seed) {
      this.n = n;
      this.seed = seed;
    }

    @Override
    public long size() {
      return UNBOUNDED;
    }

    @Override
    public PictureBatch allocate(int capacity) {
      return new PictureBatch(capacity, n, shape());
    }

    @Override
    public void fill(long index, PictureBatch batch, int slot) {
      int[] drawn = draw(CounterRandom.of(seed, index));
      int[] grades = grades(drawn);
      for (int i = 0; i < n; i++) {
        batch.put(slot, i, pictures, which[drawn[i]], grades[i]);
      }
    }

    /**
     * n different ones: the first places of a random order, of which no more is made (Fisher and
     * Yates).
     */
    private int[] draw(CounterRandom random) {
      int[] drawn = new int[n];
      long number = 0;
      for (int i = 0; i < n; i++) {
        int candidate;
        do {
          candidate = random.below(number++, which.length);
        } while (contains(drawn, i, candidate));
        drawn[i] = candidate;
      }
      return drawn;
    }

    private boolean contains(int[] drawn, int count, int candidate) {
      return IntStream.range(0, count).anyMatch(i -> drawn[i] == candidate);
    }
  }
}
