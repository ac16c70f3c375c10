package org.newtonlosses.graphs.rank;

import org.newtonlosses.graphs.newton.Loss;
import org.newtonlosses.graphs.sort.RelaxedSort;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Sum;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * The cross-entropy of the softmax of the scores against the shares of the items in the gain:
 * −Σ<sub>i</sub> t<sub>i</sub> log softmax(s)<sub>i</sub> with t<sub>i</sub> = G(g<sub>i</sub>) / Σ
 * G.
 */
public record ListNet(Gain gain) implements ListLoss {

  @Override
  public <T extends TNumber> Loss<T> loss(
      Ops tf, RelaxedSort sort, Operand<TFloat32> grades, Class<T> type) {
    Grades<T> all = Grades.of(tf, grades, type);
    Operand<T> gains = all.gains(gain);
    Operand<T> sum = tf.sum(gains, tf.constant(1), Sum.keepDims(true));
    Operand<T> differ = Grades.lists(tf, all.differ());
    return new SoftmaxChoices<>(
        all,
        Grades.columns(tf, all.present()),
        Grades.rows(tf, differ),
        tf.math.mul(differ, tf.math.divNoNan(gains, sum)));
  }

  @Override
  public boolean usesSort() {
    return false;
  }
}
