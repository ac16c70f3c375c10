package org.newtonlosses.graphs.net;

import java.util.List;
import org.newtonlosses.graphs.parameter.Ranges;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/**
 * Brings inputs to a common scale: (t(x) − mean)/deviation by channel, the last axis, with t(x) =
 * x, or sign(x) log(1 + |x|) for channels of heavy tails.
 *
 * <pre>{@code
 * Operand<TUint8> images = tf.dtypes.cast(tf.constant(new int[][] {{0, 255}}), TUint8.class);
 * Standardization.range(255).call(tf, images); // → [[0, 1]]
 * Operand<TFloat32> table = tf.constant(new float[][] {{3, 0}, {Float.NaN, (float) Math.E - 1}});
 * Standardization.ofTable(List.of(1.0, 0.5), List.of(2.0, 1.0), List.of(false, true))
 *     .call(tf, table); // → [[1, -0.5], [0, 0.5]]
 * }</pre>
 *
 * @param means of the training inputs t(x) by channel, [c]; one for all channels; or none, as
 *     deviations
 * @param deviations of the training inputs t(x) by channel, &gt; 0, as many as means
 * @param logarithms which channels are taken to sign(x) log(1 + |x|), as many as means; or none
 * @param missing whether NaN stands for a value that is not known, and becomes 0, the mean
 */
public record Standardization(
    List<Double> means, List<Double> deviations, List<Boolean> logarithms, boolean missing)
    implements Scaling {

  /** Leaves inputs as they are. */
  public static final Standardization NONE = new Standardization(List.of(), List.of());

  /** Checks the values; throws {@link IllegalArgumentException} naming what was found. */
  public Standardization {
    means = List.copyOf(means);
    deviations = List.copyOf(deviations);
    logarithms = List.copyOf(logarithms);
    if (means.size() != deviations.size()) {
      throw new IllegalArgumentException(
          "each channel must have a mean and a deviation, found means %s and deviations %s"
              .formatted(means, deviations));
    }
    if (!logarithms.isEmpty() && logarithms.size() != means.size()) {
      throw new IllegalArgumentException(
          "it must be said of each of the %d channels, or of none, whether it has a logarithm, found %s"
              .formatted(means.size(), logarithms));
    }
    if (!means.stream().allMatch(Double::isFinite)) {
      throw new IllegalArgumentException("channel means must be finite, found " + means);
    }
    deviations.forEach(deviation -> Ranges.requirePositive("channel deviation", deviation));
  }

  /** Without logarithms, of inputs that are all known. */
  public Standardization(List<Double> means, List<Double> deviations) {
    this(means, deviations, List.of(), false);
  }

  /** Of the columns of a table in which NaN stands for what is not known. */
  public static Standardization ofTable(
      List<Double> means, List<Double> deviations, List<Boolean> logarithms) {
    return new Standardization(means, deviations, logarithms, true);
  }

  /** x/range of all channels alike, such as grey values in a range of 255. */
  public static Standardization range(double range) {
    return new Standardization(List.of(0.0), List.of(range));
  }

  @Override
  public int channels() {
    return means.size();
  }

  @Override
  public Operand<TFloat32> call(Ops tf, Operand<? extends TType> input) {
    Operand<TFloat32> numbers = compressed(tf, tf.dtypes.cast(input, TFloat32.class));
    Operand<TFloat32> scaled =
        means.isEmpty()
            ? numbers
            : tf.math.div(tf.math.sub(numbers, floats(tf, means)), floats(tf, deviations));
    return missing
        ? tf.select(tf.math.equal(scaled, scaled), scaled, tf.zerosLike(scaled))
        : scaled;
  }

  /** t(x). */
  private Operand<TFloat32> compressed(Ops tf, Operand<TFloat32> x) {
    if (!logarithms.contains(true)) {
      return x;
    }
    Operand<TFloat32> logs = tf.math.mul(tf.math.sign(x), tf.math.log1p(tf.math.abs(x)));
    boolean[] which = new boolean[logarithms.size()];
    for (int i = 0; i < which.length; i++) {
      which[i] = logarithms.get(i);
    }
    return tf.select(tf.constant(which), logs, x);
  }

  private static Operand<TFloat32> floats(Ops tf, List<Double> values) {
    float[] array = new float[values.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = values.get(i).floatValue();
    }
    return tf.constant(array);
  }
}
