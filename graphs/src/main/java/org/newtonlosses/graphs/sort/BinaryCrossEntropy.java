package org.newtonlosses.graphs.sort;

import org.newtonlosses.graphs.op.Select;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.family.TNumber;

/**
 * The binary cross-entropy of the entries of a soft permutation: −mean over r and i of
 * Q<sub>ri</sub> log P<sub>ri</sub> + (1 − Q<sub>ri</sub>) log(1 − P<sub>ri</sub>).
 *
 * <p>Where P is a softmax its logarithms are taken from the logits. Elsewhere P and 1 − P are kept
 * above 10<sup>−18</sup> (float32) or 10<sup>−150</sup> (float64), below which the gradient is 0:
 * value, gradient and second derivative are finite at probability 0 and 1 too.
 *
 * <pre>{@code
 * Operand<TFloat64> scores = tf.constant(new double[][] {{2, 0.5, 1}});
 * Operand<TFloat64> values = tf.constant(new double[][] {{30, 20, 10}});
 * Operand<TFloat64> order = HardPermutation.of(tf, values, TFloat64.class);
 * new BinaryCrossEntropy().call(tf, new NeuralSort(1, false).call(tf, scores), order);
 * // → [0.5301]
 * }</pre>
 */
public record BinaryCrossEntropy() implements RankingLoss {

  @Override
  public <T extends TNumber> Operand<T> call(Ops tf, SoftPermutation<T> p, Operand<T> target) {
    Logarithms.requireShape(p, target);
    Operand<T> logs = Logarithms.of(tf, p);
    Operand<T> complements = Logarithms.ofComplement(tf, p, logs);
    // Q is 0 or 1: choosing is the weighted sum, in fewer nodes and without 0 · log 0.
    Operand<TBool> isTarget = tf.math.less(tf.constant(target.type(), 0.5), target);
    Operand<T> terms = Select.of(tf, isTarget, logs, complements);
    int n = Math.toIntExact(p.probabilities().shape().get(2));
    return tf.math.div(
        tf.sum(terms, tf.constant(new int[] {1, 2})), tf.constant(target.type(), -(double) n * n));
  }

  @Override
  public boolean examplesAreIndependent() {
    return true;
  }
}
