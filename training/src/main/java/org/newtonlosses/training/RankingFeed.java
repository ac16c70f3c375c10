package org.newtonlosses.training;

import java.util.HashMap;
import java.util.Map;
import org.newtonlosses.data.RankingBatch;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/**
 * Feeds ranking batches: images uint8 [B, n, 28, 112] and values int32 [B, n]. There is one pair of
 * tensors for each size of a batch: the usual one, and that of the last batch of an evaluation.
 */
public final class RankingFeed implements Feed<RankingBatch> {

  private record Pair(TUint8 images, TInt32 values) {}

  private final Map<Integer, Pair> bySize = new HashMap<>();

  /** No tensors yet. */
  public RankingFeed() {}

  @Override
  public Map<String, Tensor> tensors(RankingBatch batch) {
    int size = batch.size();
    Pair pair = bySize.computeIfAbsent(size, examples -> allocate(examples, batch.n()));
    int items = size * batch.n();
    pair.images().asRawTensor().data().write(batch.images(), 0, items * RankingBatch.ITEM_PIXELS);
    pair.values().asRawTensor().data().asInts().write(batch.values(), 0, items);
    return Map.of("images", pair.images(), "values", pair.values());
  }

  @Override
  public void close() {
    bySize
        .values()
        .forEach(
            pair -> {
              pair.images().close();
              pair.values().close();
            });
    bySize.clear();
  }

  private static Pair allocate(int examples, int n) {
    return new Pair(
        TUint8.tensorOf(Shape.of(examples, n, RankingBatch.HEIGHT, RankingBatch.WIDTH)),
        TInt32.tensorOf(Shape.of(examples, n)));
  }
}
