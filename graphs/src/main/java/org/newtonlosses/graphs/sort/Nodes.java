package org.newtonlosses.graphs.sort;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * Nodes whose gradients are small: a Hessian has several times the nodes of its function for each
 * row.
 *
 * <p>Linear maps are products with constant matrices of zeros and factors: the gradient of a matrix
 * product has 2 nodes where that of a multiplication, addition or slice, which may broadcast, has
 * about 10. Only in float64: GPUs and mixed precision round the factors of float32 products.
 */
final class Nodes {

  private Nodes() {}

  /**
   * Each column times each of the factors.
   *
   * @param tf builds the nodes
   * @param x [B, k]
   * @param factors f, of length m
   * @return [B, k·m]: f<sub>0</sub> x<sub>0</sub>, f<sub>1</sub> x<sub>0</sub>, …
   */
  static Operand<TFloat64> linear(Ops tf, Operand<TFloat64> x, double[] factors) {
    int k = Math.toIntExact(x.shape().get(1));
    int m = factors.length;
    double[][] matrix = new double[k][k * m];
    for (int i = 0; i < k; i++) {
      System.arraycopy(factors, 0, matrix[i], i * m, m);
    }
    return tf.linalg.matMul(x, tf.constant(matrix));
  }

  /**
   * Each column times each of the factors, plus the offset that belongs to the factor.
   *
   * @param tf builds the nodes
   * @param x [B, k]
   * @param factors f, of length m
   * @param offsets o, of length m
   * @return [B, k·m]: f<sub>0</sub> x<sub>0</sub> + o<sub>0</sub>, f<sub>1</sub> x<sub>0</sub> +
   *     o<sub>1</sub>, …
   */
  static Operand<TFloat64> affine(Ops tf, Operand<TFloat64> x, double[] factors, double[] offsets) {
    int k = Math.toIntExact(x.shape().get(1));
    double[] repeated = new double[k * offsets.length];
    for (int i = 0; i < repeated.length; i++) {
      repeated[i] = offsets[i % offsets.length];
    }
    return tf.nn.biasAdd(linear(tf, x, factors), tf.constant(repeated));
  }

  /** A matrix, [rows, columns]. */
  static <T extends TNumber> Operand<T> matrix(Ops tf, double[][] values, Class<T> type) {
    return typed(tf, tf.constant(values), type);
  }

  /** x_r − x_k of scores x: [B, n] → [B, n, n]. */
  static <T extends TNumber> Operand<T> differences(Ops tf, Operand<T> scores) {
    return tf.math.sub(
        tf.expandDims(scores, tf.constant(2)), tf.expandDims(scores, tf.constant(1)));
  }

  /**
   * How far each score is from the nearest other, a constant.
   *
   * @param tf builds the nodes
   * @param scores [B, n], in descending order
   * @return [B, n, 1]
   */
  static <T extends TNumber> Operand<T> gaps(Ops tf, Operand<T> scores) {
    int n = Math.toIntExact(scores.shape().get(1));
    Operand<T> gaps =
        tf.math.sub(
            tf.slice(scores, tf.array(0, 0), tf.array(-1, n - 1)),
            tf.slice(scores, tf.array(0, 1), tf.array(-1, n - 1)));
    Operand<T> none = tf.constant(scores.type(), Double.POSITIVE_INFINITY);
    Operand<T> nearest =
        tf.math.minimum(
            tf.pad(gaps, tf.constant(new int[][] {{0, 0}, {0, 1}}), none),
            tf.pad(gaps, tf.constant(new int[][] {{0, 0}, {1, 0}}), none));
    return tf.stopGradient(tf.expandDims(nearest, tf.constant(2)));
  }

  /** Places along the first axis, [length, 1]. */
  static Operand<TInt32> indices(Ops tf, int[] places) {
    return tf.constant(Shape.of(places.length, 1), DataBuffers.of(places));
  }

  /** A column, [rows, 1]. */
  static <T extends TNumber> Operand<T> column(Ops tf, double[] values, Class<T> type) {
    double[][] column = new double[values.length][1];
    for (int i = 0; i < values.length; i++) {
      column[i][0] = values[i];
    }
    return matrix(tf, column, type);
  }

  /** Numbers of the type that is asked for. */
  static <T extends TNumber> Operand<T> typed(Ops tf, Operand<TFloat64> values, Class<T> type) {
    if (type == TFloat64.class) {
      @SuppressWarnings("unchecked") // T is TFloat64
      Operand<T> same = (Operand<T>) values;
      return same;
    }
    return tf.dtypes.cast(values, type);
  }
}
