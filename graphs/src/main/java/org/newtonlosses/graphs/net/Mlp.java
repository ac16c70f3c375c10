package org.newtonlosses.graphs.net;

import java.util.List;
import java.util.Objects;
import org.newtonlosses.graphs.variable.ParameterSource;
import org.tensorflow.Operand;
import org.tensorflow.framework.activations.Activation;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TType;

/**
 * A multilayer perceptron for inputs of any numeric type and shape:
 *
 * <pre>
 * input [N, …] → standardised → flat [N, d]
 *   → dense → activation → dropout, for each hidden layer
 *   → dense → output [N, …]
 * </pre>
 *
 * <p>The dropout, in training alone, makes each number 0 with a probability p and divides the
 * others by 1 − p (Srivastava et al., JMLR 2014).
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
 * @param dropout p, 0 ≤ p &lt; 1; 0 is none
 */
public record Mlp(List<Integer> layers, Activation activation, double dropout)
    implements Architecture {

  /**
   * Checks the numbers; throws {@link IllegalArgumentException} if a width is not positive or p is
   * no such probability.
   */
  public Mlp {
    layers = Dense.requireWidths("the width of a layer", layers);
    Objects.requireNonNull(activation, "activation");
    if (!(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException(
          "dropout must be 0 or more and less than 1, found " + dropout);
    }
  }

  /** Without a dropout. */
  public Mlp(List<Integer> layers, Activation activation) {
    this(layers, activation, 0);
  }

  /** With ReLU, and without a dropout. */
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
    return new Network() {
      @Override
      public Operand<TFloat32> call(Ops tf, Operand<? extends TType> input) {
        return ports.shaped(tf, dense.call(tf, flat(tf, input)));
      }

      @Override
      public TrainingPass train(Ops tf, Operand<? extends TType> input, Operand<TInt64> seed) {
        return dropout == 0
            ? train(tf, input)
            : new TrainingPass(
                ports.shaped(tf, dense.call(tf, flat(tf, input), new Dropout(dropout, seed))),
                List.of());
      }

      private Operand<TFloat32> flat(Ops tf, Operand<? extends TType> input) {
        return tf.reshape(ports.standardized(tf, input), tf.array(-1L, inputs));
      }
    };
  }
}
