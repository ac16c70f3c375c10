package org.newtonlosses.graphs.rank;

import org.newtonlosses.graphs.newton.DifferentiableLoss;
import org.newtonlosses.graphs.newton.Loss;
import org.newtonlosses.graphs.sort.RelaxedSort;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * The binary cross-entropy of which grade holds which rank, where any order within a grade is
 * right: with S<sub>rg</sub> = Σ P<sub>ri</sub> over the items of grade g it is −mean, over the L
 * ranks r of a list's items and its different grades g, of log S<sub>rg</sub> where g belongs at
 * rank r and log(1 − S<sub>rg</sub>) elsewhere. Where all grades differ it is {@link
 * org.newtonlosses.graphs.sort.BinaryCrossEntropy}.
 *
 * <p>Where P is a softmax its logarithms are taken from the logits. Elsewhere S and 1 − S are kept
 * above 10<sup>−18</sup> (float32) or 10<sup>−150</sup> (float64), below which the gradient is 0.
 * In the hard mode of a relaxed sort the loss is that of the relaxed permutation. Lists of one
 * grade teach nothing: loss and derivatives are 0.
 *
 * <pre>{@code
 * Operand<TFloat32> grades = tf.constant(new float[][] {{1, 2, 1, -1}});
 * Operand<TFloat64> scores = tf.constant(new double[][] {{1, 1.4, 2, 9}});
 * RelaxedSort sort = new NeuralSort(1, false);
 * Loss<TFloat64> loss = new GradeBinaryCrossEntropy().loss(tf, sort, grades, TFloat64.class);
 * loss.value(tf, scores); // → [0.7367]
 * loss.expand(tf, scores).gradient(); // → [[0.1268, -0.4264, 0.2996, 0]]
 * }</pre>
 */
public record GradeBinaryCrossEntropy() implements ListLoss {

  @Override
  public <T extends TNumber> Loss<T> loss(
      Ops tf, RelaxedSort sort, Operand<TFloat32> grades, Class<T> type) {
    Grades<T> all = Grades.of(tf, grades, type);
    DifferentiableLoss<T> loss = (ops, scores) -> call(ops, sort, all, scores);
    return sort.examplesAreIndependent() ? loss.independent() : loss;
  }

  private static <T extends TNumber> Operand<T> call(
      Ops tf, RelaxedSort sort, Grades<T> grades, Operand<T> scores) {
    Class<T> type = scores.type();
    OrderedGrades order = grades.order();
    GradeRows<T> rows = new GradeRows<>(tf, grades.sorted(tf, sort, scores), order);
    Operand<T> logs =
        tf.math.mul(order.filled(type), tf.math.add(rows.logRight(), rows.logOthers()));
    Operand<T> entries = tf.math.mul(grades.items(), order.different(type));
    Operand<T> factor = tf.math.divNoNan(grades.differ(), entries);
    return tf.math.neg(tf.math.mul(factor, tf.sum(logs, tf.constant(1))));
  }
}
