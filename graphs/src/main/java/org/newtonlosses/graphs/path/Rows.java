package org.newtonlosses.graphs.path;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/** Rows that are the same for all examples of a table [m, B]. */
final class Rows {

  private Rows() {}

  /**
   * A row for each of the values.
   *
   * @param tf builds the nodes
   * @param shape of the table
   * @return [values, B]
   */
  static <T extends TNumber> Operand<T> of(
      Ops tf, Class<T> type, Operand<TInt32> shape, double... values) {
    double[][] column = new double[values.length][1];
    for (int i = 0; i < values.length; i++) {
      column[i][0] = values[i];
    }
    Operand<TInt32> batch = tf.slice(shape, tf.array(1), tf.array(1));
    return tf.broadcastTo(
        tf.dtypes.cast(tf.constant(column), type),
        tf.concat(List.of(tf.array(values.length), batch), tf.constant(0)));
  }
}
