package org.newtonlosses.data;

/**
 * Counter-based random numbers: the i-th number depends only on the key and i, so any position can
 * be drawn without drawing those before it.
 *
 * <p>Number i is the (i+1)-th output of SplitMix64 started at the key: mix(key + (i+1)·γ), with γ =
 * 0x9E3779B97F4A7C15 and the finaliser of Stafford's variant 13. Written out here, instead of
 * {@link java.util.SplittableRandom}, because the JDK does not promise the same bounded numbers in
 * every version, and runs must repeat.
 *
 * <p>Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators" (OOPSLA 2014).
 *
 * @param key any number; {@link #of} makes one from a seed and a stream
 */
public record CounterRandom(long key) {
  private static final long GAMMA = 0x9E3779B97F4A7C15L;

  /**
   * Returns the generator of one stream of a seed.
   *
   * @param seed what the user chose
   * @param stream what the numbers are for (an epoch, a digit, …); streams are independent
   */
  public static CounterRandom of(long seed, long stream) {
    return new CounterRandom(mix(mix(seed + GAMMA) + (stream + 1) * GAMMA));
  }

  /** Returns number i, 64 random bits; i counts from 0. */
  public long bits(long i) {
    return mix(key + (i + 1) * GAMMA);
  }

  /**
   * Returns number i as one of 0 … bound − 1; its bias is below bound / 2³².
   *
   * @param i which number, from 0
   * @param bound at least 1
   */
  public int below(long i, int bound) {
    return (int) (((bits(i) >>> 32) * bound) >>> 32);
  }

  /**
   * Returns number i as one in [low, high).
   *
   * @param i which number, from 0
   * @param low the least number
   * @param high above all numbers
   */
  public double uniform(long i, double low, double high) {
    return low + (high - low) * ((bits(i) >>> 11) * 0x1.0p-53);
  }

  /**
   * Returns a random order of 0 … size − 1, by Fisher and Yates, from the numbers 0 … size − 1.
   *
   * @param size at least 0
   */
  public int[] permutation(int size) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      int j = below(i, i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
