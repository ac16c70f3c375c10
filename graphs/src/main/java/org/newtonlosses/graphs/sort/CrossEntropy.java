package org.newtonlosses.graphs.sort;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * The cross-entropy of the rows of a soft permutation: −mean over r of Σ<sub>i</sub> Q<sub>ri</sub>
 * log P<sub>ri</sub>.
 *
 * <p>Where P is a softmax its logarithms are taken from the logits. Elsewhere P is kept above
 * 10<sup>−18</sup> (float32) or 10<sup>−150</sup> (float64), below which the gradient is 0: value,
 * gradient and second derivative are finite at probability 0 and 1 too.
 *
 * <pre>{@code
 * Operand<TFloat64> scores = tf.constant(new double[][] {{2, 0.5, 1}});
 * Operand<TFloat64> values = tf.constant(new double[][] {{30, 20, 10}});
 * Operand<TFloat64> order = HardPermutation.of(tf, values, TFloat64.class);
 * new CrossEntropy().call(tf, new NeuralSort(1, false).call(tf, scores), order); // → [0.8482]
 * }</pre>
 */
public record CrossEntropy() implements RankingLoss {

  @Override
  public <T extends TNumber> Operand<T> call(Ops tf, SoftPermutation<T> p, Operand<T> target) {
    Logarithms.requireShape(p, target);
    int n = Math.toIntExact(p.probabilities().shape().get(2));
    return tf.math.div(
        tf.sum(tf.math.mul(target, Logarithms.of(tf, p)), tf.constant(new int[] {1, 2})),
        tf.constant(target.type(), -n));
  }

  @Override
  public boolean examplesAreIndependent() {
    return true;
  }
}
