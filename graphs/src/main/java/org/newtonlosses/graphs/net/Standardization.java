package org.newtonlosses.graphs.net;

import java.util.List;
import org.newtonlosses.graphs.parameter.Ranges;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/**
 * Brings inputs to a common scale: (x − mean)/deviation by channel, the last axis.
 *
 * <pre>{@code
 * Operand<TUint8> images = tf.dtypes.cast(tf.constant(new int[][] {{0, 255}}), TUint8.class);
 * Standardization.range(255).call(tf, images); // → [[0, 1]]
 * }</pre>
 *
 * @param means of the training inputs by channel, [c]; one for all channels; or none, as deviations
 * @param deviations of the training inputs by channel, &gt; 0, as many as means
 */
public record Standardization(List<Double> means, List<Double> deviations) {

  /** Leaves inputs as they are. */
  public static final Standardization NONE = new Standardization(List.of(), List.of());

  /** Checks the values; throws {@link IllegalArgumentException} naming what was found. */
  public Standardization {
    means = List.copyOf(means);
    deviations = List.copyOf(deviations);
    if (means.size() != deviations.size()) {
      throw new IllegalArgumentException(
          "each channel must have a mean and a deviation, found means %s and deviations %s"
              .formatted(means, deviations));
    }
    if (!means.stream().allMatch(Double::isFinite)) {
      throw new IllegalArgumentException("channel means must be finite, found " + means);
    }
    deviations.forEach(deviation -> Ranges.requirePositive("channel deviation", deviation));
  }

  /** x/range of all channels alike, such as grey values in a range of 255. */
  public static Standardization range(double range) {
    return new Standardization(List.of(0.0), List.of(range));
  }

  /** The number of channels that have a mean and a deviation of their own. */
  public int channels() {
    return means.size();
  }

  /**
   * Standardises.
   *
   * @param tf builds the nodes
   * @param input numbers of any type, [N, …, c]
   * @return float32 [N, …, c]
   */
  public Operand<TFloat32> call(Ops tf, Operand<? extends TType> input) {
    Operand<TFloat32> numbers = tf.dtypes.cast(input, TFloat32.class);
    return means.isEmpty()
        ? numbers
        : tf.math.div(tf.math.sub(numbers, floats(tf, means)), floats(tf, deviations));
  }

  private static Operand<TFloat32> floats(Ops tf, List<Double> values) {
    float[] array = new float[values.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = values.get(i).floatValue();
    }
    return tf.constant(array);
  }
}
