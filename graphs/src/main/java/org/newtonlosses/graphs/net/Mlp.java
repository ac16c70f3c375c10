package org.newtonlosses.graphs.net;

import java.util.List;
import java.util.Objects;
import org.newtonlosses.graphs.variable.ParameterSource;
import org.tensorflow.Operand;
import org.tensorflow.framework.activations.Activation;
import org.tensorflow.types.TFloat32;

/**
 * A multilayer perceptron for inputs of any numeric type and shape:
 *
 * <pre>
 * input [N, …] → standardised → flat [N, d]
 *   → dense → activation, for each hidden layer
 *   → dense → output [N, …]
 * </pre>
 *
 * <p>Weights of hidden layers are initially from a truncated normal distribution with the variance
 * 2/inputs (He et al., 2015), those of the last 2/(inputs + outputs) (Glorot and Bengio, 2010);
 * biases are 0.
 *
 * <p>{@code new Mlp(List.of(64, 64))} on 3 numbers, with one number as its output, has 3·64 + 64 +
 * 64·64 + 64 + 64 + 1 = 4481 parameters.
 *
 * <pre>{@code
 * Variables variables = new Variables(tf, 7);
 * Ports ports = new Ports(TFloat32.class, Shape.of(3), Shape.scalar());
 * Network network = new Mlp(List.of(64, 64)).create(variables, ports);
 * variables.parameterCount(); // → 4481
 * network.call(tf, tf.constant(new float[5][3])).shape(); // → [5]
 * }</pre>
 *
 * @param layers the width of each hidden layer; none makes a linear model
 * @param activation after each hidden layer, such as {@code new Tanh()}
 */
public record Mlp(List<Integer> layers, Activation activation) implements Architecture {

  /** Checks the widths; throws {@link IllegalArgumentException} if one is not positive. */
  public Mlp {
    layers = Dense.requireWidths("the width of a layer", layers);
    Objects.requireNonNull(activation, "activation");
  }

  /** With ReLU. */
  public Mlp(List<Integer> layers) {
    this(layers, Dense.RELU);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the standardization does not fit the last axis of the input
   */
  @Override
  public Network create(ParameterSource parameters, Ports ports) {
    ports.requireChannels();
    long inputs = ports.input().size();
    Dense dense = Dense.create(parameters, inputs, layers, ports.output().size(), activation);
    return (tf, input) -> {
      Operand<TFloat32> x = ports.standardized(tf, input);
      return ports.shaped(tf, dense.call(tf, tf.reshape(x, tf.array(-1L, inputs))));
    };
  }
}
