package org.newtonlosses.training.model;

import java.util.HashMap;
import java.util.Map;
import org.newtonlosses.data.Batch;
import org.tensorflow.Tensor;

/**
 * Feeds batches from tensors that are overwritten again and again. There is one set of them for
 * each size of a batch: the usual one, and that of the last batch of an epoch or an evaluation.
 */
abstract class ReusedTensors<B extends Batch> implements Feed<B> {
  private final Map<Integer, Map<String, Tensor>> bySize = new HashMap<>();

  @Override
  public final Map<String, Tensor> tensors(B batch) {
    Map<String, Tensor> tensors = bySize.computeIfAbsent(batch.size(), size -> allocate(batch));
    copy(batch, tensors);
    return tensors;
  }

  @Override
  public final void close() {
    bySize.values().forEach(tensors -> tensors.values().forEach(Tensor::close));
    bySize.clear();
  }

  /** New tensors for batches of this size. */
  abstract Map<String, Tensor> allocate(B batch);

  /** Copies a batch into tensors that were allocated for its size. */
  abstract void copy(B batch, Map<String, Tensor> tensors);
}
