package org.newtonlosses.graphs.rank;

import org.newtonlosses.graphs.newton.Loss;
import org.newtonlosses.graphs.sort.RelaxedSort;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Sum;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * The pairwise logistic loss: the mean over the pairs of items of different grades, g<sub>i</sub> >
 * g<sub>j</sub>, of log(1 + exp(−(s<sub>i</sub> − s<sub>j</sub>))).
 *
 * <p>In time and memory O(m²), its second derivatives too, which are in closed form. Lists of one
 * grade teach nothing: loss and derivatives are 0.
 *
 * <pre>{@code
 * Operand<TFloat32> grades = tf.constant(new float[][] {{0, 2, 1, -1}});
 * Operand<TFloat64> scores = tf.constant(new double[][] {{1, 1.4, 2, 9}});
 * Loss<TFloat64> loss = new RankNet().loss(tf, new NeuralSort(1, false), grades, TFloat64.class);
 * loss.value(tf, scores); // → [0.6213]
 * loss.expand(tf, scores).gradient(); // → [[0.2234, -0.349, 0.1256, 0]]
 * }</pre>
 *
 * <p>Source: Burges et al., "Learning to Rank using Gradient Descent", ICML 2005.
 */
public record RankNet() implements ListLoss {

  @Override
  public <T extends TNumber> Loss<T> loss(
      Ops tf, RelaxedSort sort, Operand<TFloat32> grades, Class<T> type) {
    return new PairwiseLogistic<>(Grades.of(tf, grades, type), RankNet::weights);
  }

  private static <T extends TNumber> Operand<T> weights(
      Ops tf, Grades<T> grades, Operand<T> scores) {
    Operand<T> better = tf.dtypes.cast(grades.better(), scores.type());
    Operand<T> pairs = tf.sum(better, tf.constant(new int[] {1, 2}), Sum.keepDims(true));
    return tf.math.divNoNan(tf.constant(scores.type(), 1), pairs);
  }

  @Override
  public boolean usesSort() {
    return false;
  }
}
