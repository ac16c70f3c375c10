package org.newtonlosses.training;

import java.util.Map;
import org.newtonlosses.data.digits.RankingBatch;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/** Feeds ranking batches: images uint8 [B, n, 28, 112] and values int32 [B, n]. */
public final class RankingFeed extends ReusedTensors<RankingBatch> {
  private static final String IMAGES = "images";
  private static final String VALUES = "values";

  /** No tensors yet. */
  public RankingFeed() {}

  @Override
  Map<String, Tensor> allocate(RankingBatch batch) {
    Shape items = Shape.of(batch.size(), batch.n());
    return Map.of(
        IMAGES, TUint8.tensorOf(items.append(RankingBatch.HEIGHT).append(RankingBatch.WIDTH)),
        VALUES, TInt32.tensorOf(items));
  }

  @Override
  void copy(RankingBatch batch, Map<String, Tensor> tensors) {
    int items = batch.size() * batch.n();
    tensors
        .get(IMAGES)
        .asRawTensor()
        .data()
        .write(batch.images(), 0, items * RankingBatch.ITEM_PIXELS);
    tensors.get(VALUES).asRawTensor().data().asInts().write(batch.values(), 0, items);
  }
}
