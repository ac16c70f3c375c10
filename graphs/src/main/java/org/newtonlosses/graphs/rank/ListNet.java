package org.newtonlosses.graphs.rank;

import org.newtonlosses.graphs.newton.Loss;
import org.newtonlosses.graphs.sort.RelaxedSort;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Sum;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * The cross-entropy of the softmax of the scores, −Σ<sub>i</sub> t<sub>i</sub> log
 * softmax(s)<sub>i</sub>, where the targets t say how likely each item should be the first.
 *
 * <p>In time O(m); the second derivatives are in closed form. Lists of one grade teach nothing:
 * loss and derivatives are 0.
 *
 * <pre>{@code
 * Operand<TFloat32> grades = tf.constant(new float[][] {{0, 2, 1, -1}});
 * Operand<TFloat64> scores = tf.constant(new double[][] {{1, 1.4, 2, 9}});
 * ListLoss listNet = new ListNet(ListNet.Targets.SOFTMAX);
 * Loss<TFloat64> loss = listNet.loss(tf, new NeuralSort(1, false), grades, TFloat64.class);
 * loss.value(tf, scores); // → [1.1398]
 * loss.expand(tf, scores).gradient(); // → [[0.1019, -0.3789, 0.277, 0]]
 * }</pre>
 *
 * <p>Source: Cao, Qin, Liu, Tsai and Li, "Learning to Rank: From Pairwise Approach to Listwise
 * Approach", ICML 2007 (top one, with the softmax of the grades).
 *
 * @param targets t
 */
public record ListNet(Targets targets) implements ListLoss {

  /**
   * How likely each item should be the first.
   *
   * <pre>{@code
   * ListNet.Targets.valueOf("SOFTMAX"); // → SOFTMAX
   * }</pre>
   */
  public enum Targets {

    /** The softmax of the grades. */
    SOFTMAX {
      @Override
      <T extends TNumber> Operand<T> weights(Grades<T> grades) {
        return grades.exponentials();
      }
    },

    /** In proportion to {@link Gain#EXPONENTIAL}. */
    EXPONENTIAL {
      @Override
      <T extends TNumber> Operand<T> weights(Grades<T> grades) {
        return grades.gains(Gain.EXPONENTIAL);
      }
    },

    /** In proportion to {@link Gain#LINEAR}. */
    LINEAR {
      @Override
      <T extends TNumber> Operand<T> weights(Grades<T> grades) {
        return grades.gains(Gain.LINEAR);
      }
    };

    /** What the targets are in proportion to, [B, m]; 0 where there is no item. */
    abstract <T extends TNumber> Operand<T> weights(Grades<T> grades);
  }

  @Override
  public <T extends TNumber> Loss<T> loss(
      Ops tf, RelaxedSort sort, Operand<TFloat32> grades, Class<T> type) {
    Grades<T> all = Grades.of(tf, grades, type);
    Operand<T> weights = targets.weights(all);
    Operand<T> sum = tf.sum(weights, tf.constant(1), Sum.keepDims(true));
    Operand<T> differ = Grades.lists(tf, all.differ());
    return new SoftmaxChoices<>(
        all,
        Grades.columns(tf, all.present()),
        Grades.rows(tf, differ),
        tf.math.mul(differ, tf.math.divNoNan(weights, sum)));
  }

  @Override
  public boolean usesSort() {
    return false;
  }
}
