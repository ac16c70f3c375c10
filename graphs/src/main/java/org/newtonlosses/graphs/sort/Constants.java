package org.newtonlosses.graphs.sort;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TNumber;

/** Constants of a type that is known only as a type parameter. */
final class Constants {

  private Constants() {}

  /** A matrix, [rows, columns]. */
  static <T extends TNumber> Operand<T> matrix(Ops tf, double[][] values, Class<T> type) {
    return typed(tf, tf.constant(values), type);
  }

  /** A column, [rows, 1]. */
  static <T extends TNumber> Operand<T> column(Ops tf, double[] values, Class<T> type) {
    double[][] column = new double[values.length][1];
    for (int i = 0; i < values.length; i++) {
      column[i][0] = values[i];
    }
    return matrix(tf, column, type);
  }

  private static <T extends TNumber> Operand<T> typed(
      Ops tf, Operand<TFloat64> values, Class<T> type) {
    if (type == TFloat64.class) {
      @SuppressWarnings("unchecked") // T is TFloat64
      Operand<T> same = (Operand<T>) values;
      return same;
    }
    return tf.dtypes.cast(values, type);
  }
}
