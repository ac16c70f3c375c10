package org.newtonlosses.data;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.OptionalLong;

/**
 * How the examples of a source become batches. Immutable: each method returns a changed copy.
 *
 * <pre>{@code
 * Dataset<RankingBatch> data = Dataset.from(new MultiDigitSampler(digits, 5, seed)).batch(100).prefetch(2);
 * try (Batches<RankingBatch> batches = data.skip(step).open()) {
 *   …
 * }
 * }</pre>
 *
 * <p>A finite source gives one epoch, or endless epochs after {@link #repeat}; a batch never spans
 * two epochs, so the last batch of an epoch may be smaller. Batch k depends only on this data set
 * and k: to resume, {@link #skip} the batches that were used, at no cost.
 *
 * @param source where the examples come from
 * @param size how many of its examples are used, from its first on, or {@link
 *     ExampleSource#UNBOUNDED}
 * @param shuffleSeed seed of the order of the examples; none: the source's order
 * @param repeated whether another epoch follows each epoch
 * @param batchSize examples of a batch
 * @param skipped how many batches are left out at the start
 * @param prefetched how many batches are assembled ahead
 * @param <B> the source's buffers
 */
public record Dataset<B extends Batch>(
    ExampleSource<B> source,
    long size,
    OptionalLong shuffleSeed,
    boolean repeated,
    int batchSize,
    long skipped,
    int prefetched) {

  /** Checks the numbers, each with a message that says what is allowed. */
  public Dataset {
    checkArgument(size >= 1, "data set of %s examples, at least 1 is needed", size);
    checkArgument(
        shuffleSeed.isEmpty() || size <= Integer.MAX_VALUE,
        "only a finite source of at most %s examples can be shuffled; this one has %s, or no end",
        Integer.MAX_VALUE,
        size);
    checkArgument(batchSize >= 1, "batch of %s examples, at least 1 is allowed", batchSize);
    checkArgument(skipped >= 0, "skip %s batches, at least 0 is allowed", skipped);
    checkArgument(prefetched >= 1, "prefetch %s batches, at least 1 is allowed", prefetched);
  }

  /** Returns all examples of a source in its own order, one a batch, two batches ahead. */
  public static <B extends Batch> Dataset<B> from(ExampleSource<B> source) {
    return new Dataset<>(source, source.size(), OptionalLong.empty(), false, 1, 0, 2);
  }

  /**
   * Uses only the first examples of the source; makes an endless source finite.
   *
   * @param examples at least 1; more than there are means all
   */
  public Dataset<B> take(long examples) {
    return new Dataset<>(
        source, Math.min(size, examples), shuffleSeed, repeated, batchSize, skipped, prefetched);
  }

  /**
   * Orders each epoch by a permutation of its examples that depends only on the seed and the epoch.
   *
   * @throws IllegalArgumentException if the source has no end: it has an order of its own
   */
  public Dataset<B> shuffle(long seed) {
    return new Dataset<>(
        source, size, OptionalLong.of(seed), repeated, batchSize, skipped, prefetched);
  }

  /** Follows each epoch by another, without end. */
  public Dataset<B> repeat() {
    return new Dataset<>(source, size, shuffleSeed, true, batchSize, skipped, prefetched);
  }

  /** Puts so many examples into a batch. */
  public Dataset<B> batch(int examples) {
    return new Dataset<>(source, size, shuffleSeed, repeated, examples, skipped, prefetched);
  }

  /** Starts at batch number {@code batches} (from 0), which keeps its number; takes no time. */
  public Dataset<B> skip(long batches) {
    return new Dataset<>(source, size, shuffleSeed, repeated, batchSize, batches, prefetched);
  }

  /** Assembles so many batches ahead, at least 1, while the caller works on one. */
  public Dataset<B> prefetch(int batches) {
    return new Dataset<>(source, size, shuffleSeed, repeated, batchSize, skipped, batches);
  }

  /** Returns the number of batches of an epoch, the last smaller one included. */
  public long batchesPerEpoch() {
    return size == ExampleSource.UNBOUNDED ? size : (size + batchSize - 1) / batchSize;
  }

  /** Starts to assemble batches in a background thread; to be closed by the caller. */
  public Batches<B> open() {
    return new Batches<>(this);
  }
}
