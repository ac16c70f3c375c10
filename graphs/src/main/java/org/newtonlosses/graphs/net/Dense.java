package org.newtonlosses.graphs.net;

import java.util.ArrayList;
import java.util.List;
import org.newtonlosses.graphs.parameter.Ranges;
import org.newtonlosses.graphs.variable.FrameworkInitializer;
import org.newtonlosses.graphs.variable.InitialValue;
import org.newtonlosses.graphs.variable.ParameterSource;
import org.tensorflow.Operand;
import org.tensorflow.framework.activations.Activation;
import org.tensorflow.framework.activations.ReLU;
import org.tensorflow.framework.initializers.Glorot;
import org.tensorflow.framework.initializers.He;
import org.tensorflow.framework.initializers.VarianceScaling.Distribution;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Fully connected layers, x → activation(x W + b), the last without an activation.
 *
 * <p>Biases are 0 at the start; weights are from a truncated normal distribution with the variance
 * 2/inputs (He et al., 2015), those of the last layer 2/(inputs + outputs) (Glorot and Bengio,
 * 2010).
 *
 * @param weights [inputs, outputs] of each layer
 * @param biases [outputs] of each layer
 * @param activation after each layer but the last
 */
record Dense(
    List<Operand<TFloat32>> weights, List<Operand<TFloat32>> biases, Activation activation) {

  /** He's initialisation. */
  static final InitialValue HE =
      new FrameworkInitializer(seed -> new He<>(Distribution.TRUNCATED_NORMAL, seed));

  /** Glorot's initialisation. */
  static final InitialValue GLOROT =
      new FrameworkInitializer(seed -> new Glorot<>(Distribution.TRUNCATED_NORMAL, seed));

  static final InitialValue ZERO = new InitialValue.Constant(0);

  /** One for all, since activations of the framework are not equal to each other. */
  static final Activation RELU = new ReLU();

  /** Declares the parameters of layers of these widths, and of one more of so many outputs. */
  static Dense create(
      ParameterSource parameters,
      long inputs,
      List<Integer> widths,
      long outputs,
      Activation activation) {
    List<Operand<TFloat32>> weights = new ArrayList<>();
    List<Operand<TFloat32>> biases = new ArrayList<>();
    long from = inputs;
    for (int layer = 0; layer <= widths.size(); layer++) {
      boolean last = layer == widths.size();
      long to = last ? outputs : widths.get(layer);
      String name = "dense" + (layer + 1);
      weights.add(parameters.trainable(name + "/weights", Shape.of(from, to), last ? GLOROT : HE));
      biases.add(parameters.trainable(name + "/bias", Shape.of(to), ZERO));
      from = to;
    }
    return new Dense(weights, biases, activation);
  }

  /** [N, inputs] → [N, outputs]. */
  Operand<TFloat32> call(Ops tf, Operand<TFloat32> x) {
    return call(tf, x, Dropout.NONE);
  }

  /** [N, inputs] → [N, outputs], with a dropout behind each activation. */
  Operand<TFloat32> call(Ops tf, Operand<TFloat32> x, Dropout dropout) {
    Operand<TFloat32> y = x;
    for (int layer = 0; layer < weights.size(); layer++) {
      if (layer > 0) {
        y = dropout.call(tf, activation.call(tf, y), layer);
      }
      y = tf.math.add(tf.linalg.matMul(y, weights.get(layer)), biases.get(layer));
    }
    return y;
  }

  /**
   * The widths of layers, copied; throws {@link IllegalArgumentException} if one is not positive.
   */
  static List<Integer> requireWidths(String name, List<Integer> widths) {
    widths.forEach(width -> Ranges.requireAtLeast(name, 1, width));
    return List.copyOf(widths);
  }
}
