package org.newtonlosses.graphs.net;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.newtonlosses.graphs.op.MaxPool;
import org.newtonlosses.graphs.parameter.Ranges;
import org.newtonlosses.graphs.variable.ParameterSource;
import org.tensorflow.Operand;
import org.tensorflow.framework.activations.Activation;
import org.tensorflow.types.TFloat32;

/**
 * A small convolutional network for images of any numeric type, size and number of channels:
 *
 * <pre>
 * images [N, h, w, c] or [N, h, w] → standardised
 *   → convolution k×k, same → max pool 2×2 → + bias → activation, for each of the channels   [N, ⌈h/2⌉, ⌈w/2⌉, channels]
 *   → flat → dense → activation, for each hidden layer
 *   → dense → output [N, …]
 * </pre>
 *
 * <p>A bias, and an activation that never falls, commute with the maximum: after the pooling they
 * touch a quarter of the elements. A window that the border of an odd-sized image cuts is pooled
 * too, so that an image of any size passes through any number of convolutions.
 *
 * <p>Filters and weights of hidden layers are initially from a truncated normal distribution with
 * the variance 2/fan-in (He et al., 2015), the last weights 2/(inputs + outputs) (Glorot and
 * Bengio, 2010); biases are 0.
 *
 * <p>{@code new Cnn(List.of(16, 32), List.of(64))} on images [28, 28] with ten numbers as its
 * output has 3·3·16 + 16 + 3·3·16·32 + 32 + 7·7·32·64 + 64 + 64·10 + 10 = 105 866 parameters.
 *
 * <pre>{@code
 * Variables variables = new Variables(tf, 7);
 * Ports ports =
 *     new Ports(TUint8.class, Shape.of(28, 28), Shape.of(10), Standardization.range(255));
 * new Cnn(List.of(16, 32), List.of(64)).create(variables, ports);
 * variables.parameterCount(); // → 105866
 * }</pre>
 *
 * @param channels of each convolution; at least one
 * @param kernel k, the height and width of each filter
 * @param layers the width of each hidden layer behind them; none is allowed
 * @param activation after each convolution and hidden layer, such as {@code new Tanh()}
 */
public record Cnn(List<Integer> channels, int kernel, List<Integer> layers, Activation activation)
    implements Architecture {

  private static final int POOL = 2;
  private static final MaxPool POOLING = new MaxPool(POOL, POOL, POOL, POOL, "SAME");

  /** Checks the numbers; throws {@link IllegalArgumentException} naming what was found. */
  public Cnn {
    channels = Dense.requireWidths("the channels of a convolution", channels);
    Ranges.requireAtLeast("the number of convolutions", 1, channels.size());
    Ranges.requireAtLeast("kernel", 1, kernel);
    layers = Dense.requireWidths("the width of a layer", layers);
    Objects.requireNonNull(activation, "activation");
  }

  /** With filters 3×3 and ReLU. */
  public Cnn(List<Integer> channels, List<Integer> layers) {
    this(channels, 3, layers, Dense.RELU);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the input is not [h, w] or [h, w, c], or the
   *     standardization does not fit its channels
   */
  @Override
  public Network create(ParameterSource parameters, Ports ports) {
    int rank = ports.input().numDimensions();
    if (rank != 2 && rank != 3) {
      throw new IllegalArgumentException(
          "a cnn takes images [h, w] or [h, w, c], asked for " + ports.input());
    }
    ports.requireChannels();
    long height = ports.input().get(0);
    long width = ports.input().get(1);
    long imageChannels = rank == 3 ? ports.input().get(2) : 1;
    List<PooledConvolution> stages = new ArrayList<>();
    long h = height;
    long w = width;
    long c = imageChannels;
    for (int d : channels) {
      String name = "convolution" + (stages.size() + 1);
      stages.add(PooledConvolution.create(parameters, name, kernel, c, d));
      h = (h + 1) / POOL;
      w = (w + 1) / POOL;
      c = d;
    }
    long features = h * w * c;
    Dense dense = Dense.create(parameters, features, layers, ports.output().size(), activation);
    return (tf, input) -> {
      Operand<TFloat32> x = ports.standardized(tf, input);
      x = tf.reshape(x, tf.array(-1, height, width, imageChannels));
      for (PooledConvolution stage : stages) {
        x = stage.call(tf, x, y -> POOLING.call(tf, y), activation);
      }
      return ports.shaped(tf, dense.call(tf, tf.reshape(x, tf.array(-1L, features))));
    };
  }
}
