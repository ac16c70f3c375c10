package org.newtonlosses.data.digits;

import static com.google.common.base.Preconditions.checkArgument;

import org.newtonlosses.data.CounterRandom;
import org.newtonlosses.data.ExampleSource;

/**
 * The multi-digit ranking task: an endless source of examples of n items, each item four digits
 * drawn uniformly with replacement and set side by side.
 *
 * <p>Digit d (0 … 3) of item i of example k is the set's image number {@code below(N)} of draw
 * {@code (k·n + i)·4 + d} of a counter-based generator keyed by the seed. So example k depends on
 * the set, n, the seed and k alone; with batches of B examples, batch j holds examples jB … jB + B
 * − 1.
 *
 * <p>Source: Grover, Wang, Zweig, Ermon, "Stochastic optimization of sorting networks via
 * continuous relaxations" (ICLR 2019), section 6.1.
 */
public final class MultiDigitSampler implements ExampleSource<RankingBatch> {
  private final DigitSet digits;
  private final int n;
  private final CounterRandom random;

  /**
   * Makes a sampler.
   *
   * @param digits where the digits are drawn from, at least one
   * @param n items of an example, at least 2
   * @param seed the same seed gives the same examples
   * @throws IllegalArgumentException if the set is empty or n is smaller than 2
   */
  public MultiDigitSampler(DigitSet digits, int n, long seed) {
    checkArgument(digits.size() >= 1, "no digits to draw from, at least 1 is needed");
    checkArgument(n >= 2, "n = %s items to rank, at least 2 are allowed", n);
    this.digits = digits;
    this.n = n;
    this.random = CounterRandom.of(seed, 0);
  }

  /** Returns {@link ExampleSource#UNBOUNDED}. */
  @Override
  public long size() {
    return UNBOUNDED;
  }

  /** Returns the number of items of an example. */
  public int n() {
    return n;
  }

  @Override
  public RankingBatch allocate(int capacity) {
    return new RankingBatch(capacity, n);
  }

  @Override
  public void fill(long index, RankingBatch batch, int slot) {
    checkArgument(batch.n() == n, "batch of %s items, expected %s", batch.n(), n);
    for (int item = 0; item < n; item++) {
      int place = slot * n + item;
      int value = 0;
      for (int d = 0; d < RankingBatch.DIGITS; d++) {
        long draw = (index * n + item) * RankingBatch.DIGITS + d;
        int digit = random.below(draw, digits.size());
        value = 10 * value + digits.label(digit);
        digits.copyImage(
            digit,
            batch.images(),
            place * RankingBatch.ITEM_PIXELS + d * DigitSet.SIDE,
            RankingBatch.WIDTH);
      }
      batch.values()[place] = value;
    }
  }
}
