package org.newtonlosses.graphs.sort;

import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.types.family.TNumber;

/**
 * A relaxed permutation matrix P: P[b, r, i] says how much item i holds rank r; ranks ascend.
 *
 * @param permutation P, [B, n, n], rows sum to 1
 * @param logits the logits whose softmax over the last axis is P, [B, n, n], where P is one
 */
public record SoftPermutation<T extends TNumber>(
    Operand<T> permutation, Optional<Operand<T>> logits) {

  /**
   * The relaxed sorted scores, P · s.
   *
   * @param tf builds the nodes
   * @param scores s, [B, n]
   * @return [B, n], ascending where P is exact
   */
  public Operand<T> sorted(Ops tf, Operand<T> scores) {
    Operand<T> columns = tf.expandDims(scores, tf.constant(-1));
    return tf.squeeze(tf.linalg.matMul(permutation, columns), Squeeze.axis(List.of(-1L)));
  }
}
