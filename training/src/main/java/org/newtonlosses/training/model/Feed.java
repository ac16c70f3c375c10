package org.newtonlosses.training.model;

import java.util.Map;
import org.newtonlosses.data.Batch;
import org.tensorflow.Tensor;

/**
 * Turns batches into the tensors that a model is fed with. Keeps the tensors and overwrites them,
 * so that a step allocates nothing.
 *
 * @param <B> the batches
 */
public interface Feed<B extends Batch> extends AutoCloseable {

  /**
   * Copies a batch.
   *
   * @return tensors by the name of the signatures' inputs; valid until the next call
   */
  Map<String, Tensor> tensors(B batch);

  /** Frees the tensors. */
  @Override
  void close();
}
