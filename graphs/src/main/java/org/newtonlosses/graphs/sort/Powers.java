package org.newtonlosses.graphs.sort;

import java.util.Optional;
import org.newtonlosses.graphs.op.Select;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TNumber;

/**
 * Powers of distances, with finite derivatives, which are 0 where a distance is.
 *
 * @param value |x|<sup>p</sup>
 * @param slope its derivative, p |x|<sup>p − 1</sup> sign(x)
 * @param bend its second derivative, p (p − 1) |x|<sup>p − 2</sup>, where it is not 0
 */
record Powers<T extends TNumber>(Operand<T> value, Operand<T> slope, Optional<Operand<T>> bend) {

  static <T extends TNumber> Powers<T> of(Ops tf, Operand<T> x, double p) {
    Class<T> type = x.type();
    if (p == 1) {
      return new Powers<>(tf.math.abs(x), tf.stopGradient(tf.math.sign(x)), Optional.empty());
    }
    if (p == 2) {
      Operand<T> two = tf.constant(type, 2);
      return new Powers<>(tf.math.square(x), tf.math.mul(x, two), Optional.of(two));
    }
    // Powers of 0 have infinite derivatives for p < 2, and powers of far-apart scores overflow.
    double largest = Math.pow(type == TFloat64.class ? 1e100 : 1e12, 1 / p);
    Operand<T> absolute = tf.math.abs(x);
    Operand<TBool> zero = tf.math.equal(x, tf.constant(type, 0));
    Operand<T> distances =
        tf.math.minimum(
            Select.of(tf, zero, tf.stopGradient(tf.onesLike(x)), absolute),
            tf.constant(type, largest));
    Operand<T> value =
        Select.of(
            tf,
            zero,
            tf.stopGradient(tf.zerosLike(x)),
            tf.math.pow(distances, tf.constant(type, p)));
    Operand<TBool> steep = tf.math.lessEqual(absolute, tf.constant(type, largest));
    Operand<T> signs = tf.stopGradient(tf.math.mul(tf.math.sign(x), tf.dtypes.cast(steep, type)));
    Operand<T> slopes =
        tf.math.mul(tf.math.pow(distances, tf.constant(type, p - 1)), tf.constant(type, p));
    Operand<T> bends =
        tf.math.mul(
            tf.math.pow(distances, tf.constant(type, p - 2)), tf.constant(type, p * (p - 1)));
    return new Powers<>(
        value, tf.math.mul(signs, slopes), Optional.of(tf.math.mul(tf.math.square(signs), bends)));
  }
}
