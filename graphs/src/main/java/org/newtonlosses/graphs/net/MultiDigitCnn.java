package org.newtonlosses.graphs.net;

import java.util.List;
import org.newtonlosses.graphs.op.MaxPool;
import org.newtonlosses.graphs.variable.InitialValue;
import org.newtonlosses.graphs.variable.ParameterSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/**
 * The convolutional network of the ranking task: an image of four digits → one score.
 *
 * <pre>
 * images [N, 28, 112] / 255
 *   → convolution 5×5, 32 channels, same → ReLU → max pool 2   [N, 14, 56, 32]
 *   → convolution 5×5, 64 channels, same → ReLU → max pool 2   [N, 7, 28, 64]
 *   → dense 64 → ReLU → dense 1                                [N]
 * </pre>
 *
 * <p>It has 855 041 parameters, initialised as PyTorch does by default: weights and biases are
 * uniform in ±1/√fan_in. The flattened features are in the order (height, width, channel).
 *
 * <pre>{@code
 * Variables variables = new Variables(tf, 7);
 * Network network = MultiDigitCnn.create(variables);
 * variables.parameterCount(); // → 855041
 * Operand<TUint8> images = tf.dtypes.cast(tf.constant(new int[2][28][112]), TUint8.class);
 * network.call(tf, images).shape(); // → [2]
 * }</pre>
 *
 * <p>Source: Petersen et al., <i>Newton Losses</i>, NeurIPS 2024 (the network of the four-digit
 * MNIST benchmark of Grover et al., <i>Stochastic Optimization of Sorting Networks via Continuous
 * Relaxations</i>, ICLR 2019).
 *
 * @param filter1 [5, 5, 1, 32]
 * @param bias1 [32]
 * @param filter2 [5, 5, 32, 64]
 * @param bias2 [64]
 * @param dense1 [12544, 64]
 * @param denseBias1 [64]
 * @param dense2 [64, 1]
 * @param denseBias2 [1]
 */
public record MultiDigitCnn(
    Operand<TFloat32> filter1,
    Operand<TFloat32> bias1,
    Operand<TFloat32> filter2,
    Operand<TFloat32> bias2,
    Operand<TFloat32> dense1,
    Operand<TFloat32> denseBias1,
    Operand<TFloat32> dense2,
    Operand<TFloat32> denseBias2)
    implements Network {

  /** Height of an image in pixels. */
  public static final int HEIGHT = 28;

  /** Width of an image in pixels: four digits beside each other. */
  public static final int WIDTH = 112;

  private static final int KERNEL = 5;
  private static final int CHANNELS_1 = 32;
  private static final int CHANNELS_2 = 64;
  private static final int FEATURES = (HEIGHT / 4) * (WIDTH / 4) * CHANNELS_2;
  private static final int HIDDEN = 64;

  /**
   * Declares the parameters of the network.
   *
   * @param parameters gives the parameters; it is asked for each of them once
   * @return the network, which can be called any number of times
   */
  public static MultiDigitCnn create(ParameterSource parameters) {
    int fanIn1 = KERNEL * KERNEL;
    int fanIn2 = KERNEL * KERNEL * CHANNELS_1;
    return new MultiDigitCnn(
        uniform(parameters, "convolution1/filter", fanIn1, KERNEL, KERNEL, 1, CHANNELS_1),
        uniform(parameters, "convolution1/bias", fanIn1, CHANNELS_1),
        uniform(parameters, "convolution2/filter", fanIn2, KERNEL, KERNEL, CHANNELS_1, CHANNELS_2),
        uniform(parameters, "convolution2/bias", fanIn2, CHANNELS_2),
        uniform(parameters, "dense1/weights", FEATURES, FEATURES, HIDDEN),
        uniform(parameters, "dense1/bias", FEATURES, HIDDEN),
        uniform(parameters, "dense2/weights", HIDDEN, HIDDEN, 1),
        uniform(parameters, "dense2/bias", HIDDEN, 1));
  }

  /**
   * Declares the parameters of the network, as an {@link Architecture}.
   *
   * @param parameters gives the parameters; it is asked for each of them once
   * @param ports images [28, 112] → one number
   * @return the network, which can be called any number of times
   * @throws IllegalArgumentException if the ports are others
   */
  public static MultiDigitCnn create(ParameterSource parameters, Ports ports) {
    if (!ports.input().equals(Shape.of(HEIGHT, WIDTH)) || ports.output().size() != 1) {
      throw new IllegalArgumentException(
          "multi-digit-cnn takes images [28, 112] and gives one number, asked for %s → %s"
              .formatted(ports.input(), ports.output()));
    }
    return create(parameters);
  }

  private static Operand<TFloat32> uniform(
      ParameterSource parameters, String name, int fanIn, long... shape) {
    return parameters.trainable(
        name, Shape.of(shape), new InitialValue.Uniform(1 / Math.sqrt(fanIn)));
  }

  /**
   * Scores each image.
   *
   * @param tf builds the nodes
   * @param images [N, 28, 112], grey values from 0 to 255; N is free
   * @return scores [N]
   * @throws IllegalArgumentException if images have not the shape [N, 28, 112]
   */
  @Override
  public Operand<TFloat32> call(Ops tf, Operand<? extends TType> images) {
    Shape expected = Shape.of(Shape.UNKNOWN_SIZE, HEIGHT, WIDTH);
    Shape found = images.shape();
    if (!found.isCompatibleWith(expected) || found.tail().hasUnknownDimension()) {
      throw new IllegalArgumentException("images must have the shape [N, 28, 112], found " + found);
    }
    Operand<TFloat32> x = tf.math.div(tf.dtypes.cast(images, TFloat32.class), tf.constant(255f));
    x = tf.reshape(x, tf.array(-1, HEIGHT, WIDTH, 1));
    x = convolutionReluPool(tf, x, filter1, bias1);
    x = convolutionReluPool(tf, x, filter2, bias2);
    x = tf.reshape(x, tf.array(-1, FEATURES));
    x = tf.nn.relu(tf.math.add(tf.linalg.matMul(x, dense1), denseBias1));
    return tf.reshape(tf.math.add(tf.linalg.matMul(x, dense2), denseBias2), tf.array(-1));
  }

  /**
   * Convolution, ReLU and max pool. Adding a bias and ReLU are monotone, so that they commute with
   * the maximum: done after it, they (and their gradients) touch a quarter of the elements.
   */
  private static Operand<TFloat32> convolutionReluPool(
      Ops tf, Operand<TFloat32> x, Operand<TFloat32> filter, Operand<TFloat32> bias) {
    Operand<TFloat32> convolved = tf.nn.conv2d(x, filter, List.of(1L, 1L, 1L, 1L), "SAME");
    return tf.nn.relu(tf.nn.biasAdd(MaxPool.tiles(2, 2).call(tf, convolved), bias));
  }
}
