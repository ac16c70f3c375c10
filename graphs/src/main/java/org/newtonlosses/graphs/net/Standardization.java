package org.newtonlosses.graphs.net;

import java.util.List;
import org.newtonlosses.graphs.parameter.Ranges;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/**
 * Standardises images by channel: (x − mean)/deviation.
 *
 * @param means of the training images by channel, [c], grey values from 0 to 255
 * @param deviations of the training images by channel, [c], &gt; 0
 */
public record Standardization(List<Double> means, List<Double> deviations) {

  /** Checks the values; throws {@link IllegalArgumentException} naming what was found. */
  public Standardization {
    means = List.copyOf(means);
    deviations = List.copyOf(deviations);
    if (means.isEmpty() || means.size() != deviations.size()) {
      throw new IllegalArgumentException(
          "each channel must have a mean and a deviation, found means %s and deviations %s"
              .formatted(means, deviations));
    }
    if (!means.stream().allMatch(Double::isFinite)) {
      throw new IllegalArgumentException("channel means must be finite, found " + means);
    }
    deviations.forEach(deviation -> Ranges.requirePositive("channel deviation", deviation));
  }

  /** The number c of channels. */
  public int channels() {
    return means.size();
  }

  /** [N, H, W, c] → [N, H, W, c]. */
  Operand<TFloat32> call(Ops tf, Operand<TUint8> images) {
    Operand<TFloat32> pixels = tf.dtypes.cast(images, TFloat32.class);
    return tf.math.div(tf.math.sub(pixels, floats(tf, means)), floats(tf, deviations));
  }

  private static Operand<TFloat32> floats(Ops tf, List<Double> values) {
    float[] array = new float[values.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = values.get(i).floatValue();
    }
    return tf.constant(array);
  }
}
