package org.newtonlosses.data;

/**
 * Which example of the source stands at which place of an epoch: the identity, or a permutation by
 * Fisher and Yates that depends only on the seed and the epoch.
 *
 * <p>Keeps the permutation of the last epoch asked for.
 */
final class EpochOrder {
  private final Dataset<?> data;
  private int[] permutation = {};
  private long permutedEpoch = -1;

  EpochOrder(Dataset<?> data) {
    this.data = data;
  }

  /** Returns the number of examples of batch k. */
  int sizeOf(long batch) {
    long left = data.size() - batch % data.batchesPerEpoch() * data.batchSize();
    return (int) Math.min(data.batchSize(), left);
  }

  /** Returns which example of the source goes to a place of batch k. */
  long example(long batch, int slot) {
    long place = batch % data.batchesPerEpoch() * data.batchSize() + slot;
    if (data.shuffleSeed().isEmpty()) {
      return place;
    }
    long epoch = batch / data.batchesPerEpoch();
    if (epoch != permutedEpoch) {
      permutation =
          CounterRandom.of(data.shuffleSeed().getAsLong(), epoch).permutation((int) data.size());
      permutedEpoch = epoch;
    }
    return permutation[(int) place];
  }
}
