package org.newtonlosses.graphs.net;

import java.util.ArrayList;
import java.util.List;
import org.newtonlosses.graphs.op.MaxPool;
import org.newtonlosses.graphs.parameter.Ranges;
import org.newtonlosses.graphs.variable.ParameterSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/**
 * A fully convolutional network, from images of any size to one number for each cell of a grid,
 * where a cell is a tile of pixels, at least 1×1:
 *
 * <pre>
 * images [N, H, W, c] or [N, H, W] → standardised
 *   → convolution k×k, same → max pool p×p → + bias → ReLU, for each of the channels
 *   → convolution 1×1 + bias                                                    [N, h, w]
 * </pre>
 *
 * <p>The prime factors of the height and width of a tile are pooled one after the other, as early
 * as there are convolutions; the last pools what is left. With four convolutions and 3×3 filters
 * the windows of 8×8 pixels a cell are 2, 2, 2, 1, and of one pixel 1, 1, 1, 1. A number depends on
 * its own tile and, with p<sub>i</sub> the window of convolution i, on (k − 1)/2 · Σ<sub>i</sub>
 * Π<sub>j&lt;i</sub> p<sub>j</sub> more pixels on each side: on 15, nearly 2 cells, at 8×8 pixels a
 * cell, and on 4 cells at one pixel. What a path says of a cell beyond that is not seen.
 *
 * <p>Images are of one size when the parameters are declared, but the network takes any that are
 * made of the same tiles, and also such whose height and width are not known when the graph is
 * built; then a run fails if they are not.
 *
 * <p>Filters are initially from a truncated normal distribution with the variance 2/fan-in (He et
 * al., 2015), the last 2/(inputs + outputs) (Glorot and Bengio, 2010); biases are 0.
 *
 * <pre>{@code
 * Variables variables = new Variables(tf, 7);
 * Ports ports = new Ports(TFloat32.class, Shape.of(32, 32, 2), Shape.of(32, 32));
 * Network network = new GridCnn(List.of(16, 32, 32, 32)).create(variables, ports);
 * variables.parameterCount(); // → 23473
 * network.call(tf, tf.constant(new float[1][64][48][2])).shape(); // → [1, 64, 48]
 * }</pre>
 *
 * <p>Source: Long, Shelhamer and Darrell, <i>Fully Convolutional Networks for Semantic
 * Segmentation</i>, CVPR 2015.
 *
 * @param channels of each convolution; at least one
 * @param kernel k, the height and width of each filter
 */
public record GridCnn(List<Integer> channels, int kernel) implements Architecture {

  /** Checks the numbers; throws {@link IllegalArgumentException} naming what was found. */
  public GridCnn {
    channels = Dense.requireWidths("the channels of a convolution", channels);
    Ranges.requireAtLeast("the number of convolutions", 1, channels.size());
    Ranges.requireAtLeast("kernel", 1, kernel);
  }

  /** With filters 3×3. */
  public GridCnn(List<Integer> channels) {
    this(channels, 3);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the input is not [H, W] or [H, W, c], the output not [h, w]
   *     with h a divisor of H and w of W, or the standardization does not fit the channels
   */
  @Override
  public Network create(ParameterSource parameters, Ports ports) {
    int rank = ports.input().numDimensions();
    if ((rank != 2 && rank != 3) || ports.output().numDimensions() != 2) {
      throw new IllegalArgumentException(
          "a grid-cnn takes images [H, W] or [H, W, c] and gives a grid [h, w], asked for %s → %s"
              .formatted(ports.input(), ports.output()));
    }
    ports.requireChannels();
    Tile tile = Tile.of(ports.input(), ports.output());
    long c = rank == 3 ? ports.input().get(2) : 1;
    List<PooledConvolution> convolutions = new ArrayList<>();
    for (int d : channels) {
      String name = "convolution" + (convolutions.size() + 1);
      convolutions.add(PooledConvolution.create(parameters, name, kernel, c, d));
      c = d;
    }
    Operand<TFloat32> filter =
        parameters.trainable("output/filter", Shape.of(1, 1, c, 1), Dense.GLOROT);
    Operand<TFloat32> bias = parameters.trainable("output/bias", Shape.of(1), Dense.ZERO);
    return (tf, images) -> {
      Operand<TFloat32> x = input(tf, images, ports, tile);
      int[] heights = windows(tile.height(), channels.size());
      int[] widths = windows(tile.width(), channels.size());
      for (int i = 0; i < heights.length; i++) {
        MaxPool pool = MaxPool.tiles(heights[i], widths[i]);
        boolean none = heights[i] == 1 && widths[i] == 1;
        x = convolutions.get(i).call(tf, x, y -> none ? y : pool.call(tf, y), Dense.RELU);
      }
      x = tf.nn.biasAdd(tf.nn.conv2d(x, filter, List.of(1L, 1L, 1L, 1L), "SAME"), bias);
      return tf.squeeze(x, Squeeze.axis(List.of(3L)));
    };
  }

  /** Images of any size as [N, H, W, c]. */
  private static Operand<TFloat32> input(
      Ops tf, Operand<? extends TType> images, Ports ports, Tile tile) {
    Shape expected = Shape.of(-1, -1, -1);
    boolean grey = ports.input().numDimensions() == 2;
    expected = grey ? expected : expected.append(ports.input().get(2));
    if (images.type() != ports.type()
        || images.shape().numDimensions() != expected.numDimensions()
        || !images.shape().isCompatibleWith(expected)) {
      throw new IllegalArgumentException(
          "the network takes %s %s, found %s %s"
              .formatted(
                  ports.type().getSimpleName(),
                  expected,
                  images.type().getSimpleName(),
                  images.shape()));
    }
    Operand<TFloat32> x = ports.standardization().call(tf, tile.check(tf, images));
    return grey ? tf.expandDims(x, tf.constant(3)) : x;
  }

  /** How much of the height or width of a tile each convolution pools. */
  private static int[] windows(int size, int count) {
    int[] windows = new int[count];
    int left = size;
    for (int i = 0; i < count - 1; i++) {
      windows[i] = smallestPrimeFactor(left);
      left /= windows[i];
    }
    windows[count - 1] = left;
    return windows;
  }

  /** 1 of 1. */
  private static int smallestPrimeFactor(int number) {
    for (int factor = 2; factor * factor <= number; factor++) {
      if (number % factor == 0) {
        return factor;
      }
    }
    return number;
  }
}
