package org.newtonlosses.training.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.newtonlosses.data.Batch;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;

/**
 * Feeds arrays of batches from tensors that are overwritten again and again. There is one tensor of
 * an input for each shape: that of the usual batch, and that of the last one of an epoch or an
 * evaluation.
 *
 * @param <B> the batches
 */
public final class ArrayFeed<B extends Batch> implements Feed<B> {
  private final Function<B, List<BatchArray>> arrays;
  private final Map<String, Map<Shape, Tensor>> tensors = new HashMap<>();

  /**
   * No tensors yet.
   *
   * @param arrays the arrays of a batch, one for each input
   */
  public ArrayFeed(Function<B, List<BatchArray>> arrays) {
    this.arrays = arrays;
  }

  @Override
  public Map<String, Tensor> tensors(B batch) {
    Map<String, Tensor> fed = new HashMap<>();
    for (BatchArray array : arrays.apply(batch)) {
      Tensor tensor =
          tensors
              .computeIfAbsent(array.input(), input -> new HashMap<>())
              .computeIfAbsent(array.shape(), shape -> array.allocate());
      array.copy(tensor);
      fed.put(array.input(), tensor);
    }
    return fed;
  }

  @Override
  public void close() {
    tensors.values().forEach(byShape -> byShape.values().forEach(Tensor::close));
    tensors.clear();
  }
}
