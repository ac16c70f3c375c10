package org.newtonlosses.graphs.rank;

import org.newtonlosses.graphs.newton.DifferentiableLoss;
import org.newtonlosses.graphs.newton.Loss;
import org.newtonlosses.graphs.parameter.Ranges;
import org.newtonlosses.graphs.sort.RelaxedSort;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * What the relaxed order lacks of the best normalised discounted cumulative gain, 1 − NDCG@k: with
 * the rows P<sub>j</sub> of the largest scores it is 1 − Σ<sub>j &lt; k</sub> D<sub>j</sub>
 * Σ<sub>i</sub> P<sub>ji</sub> G(g<sub>i</sub>) / maxDCG@k, where D<sub>j</sub> = 1 / log₂(j + 2).
 *
 * <p>In the hard mode of a relaxed sort it is that of the exact order, with the relaxed order's
 * derivatives. Lists of one grade teach nothing: loss and derivatives are 0.
 *
 * <pre>{@code
 * Operand<TFloat32> grades = tf.constant(new float[][] {{0, 2, 1, -1}});
 * Operand<TFloat64> scores = tf.constant(new double[][] {{1, 1.4, 2, 9}});
 * SoftNdcg all = new SoftNdcg(0, Gain.EXPONENTIAL);
 * Loss<TFloat64> loss = all.loss(tf, new NeuralSort(1, false), grades, TFloat64.class);
 * loss.value(tf, scores); // → [0.1329]
 * loss.expand(tf, scores).gradient(); // → [[0.1149, -0.1716, 0.0567, 0]]
 * }</pre>
 *
 * <p>Sources: Grover, Wang, Zweig and Ermon, "Stochastic Optimization of Sorting Networks via
 * Continuous Relaxations", ICLR 2019; Swezey, Grover, Charron and Ermon, "PiRank: Scalable Learning
 * To Rank via Differentiable Sorting", NeurIPS 2021.
 *
 * @param k the places that count; 0: all
 * @param gain G
 */
public record SoftNdcg(int k, Gain gain) implements ListLoss {

  /**
   * Checks k.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public SoftNdcg {
    Ranges.requireAtLeast("k", 0, k);
  }

  @Override
  public <T extends TNumber> Loss<T> loss(
      Ops tf, RelaxedSort sort, Operand<TFloat32> grades, Class<T> type) {
    Grades<T> all = Grades.of(tf, grades, type);
    DifferentiableLoss<T> loss = (ops, scores) -> call(ops, sort, all, scores);
    return sort.examplesAreIndependent() ? loss.independent() : loss;
  }

  private <T extends TNumber> Operand<T> call(
      Ops tf, RelaxedSort sort, Grades<T> grades, Operand<T> scores) {
    grades.requireShape(scores);
    Class<T> type = scores.type();
    int places = k == 0 ? grades.slots() : Math.min(k, grades.slots());
    Operand<T> top = sort.top(tf, scores, grades.present(), places).permutation();
    Operand<T> gains = Grades.columns(tf, grades.gains(gain));
    Operand<T> gained = tf.sum(tf.math.mul(top, gains), tf.constant(2));
    Operand<T> dcg = tf.sum(tf.math.mul(gained, Discounts.of(tf, places, type)), tf.constant(1));
    Operand<T> ideal = grades.idealDcg(gain, places);
    Operand<T> lacking = tf.math.sub(tf.constant(type, 1), tf.math.divNoNan(dcg, ideal));
    return tf.math.mul(lacking, grades.differ());
  }
}
