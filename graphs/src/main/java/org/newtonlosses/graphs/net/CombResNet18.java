package org.newtonlosses.graphs.net;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.newtonlosses.graphs.op.MaxPool;
import org.newtonlosses.graphs.variable.ParameterSource;
import org.newtonlosses.graphs.variable.State;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/**
 * The network of the shortest-path task: the first layers of a ResNet-18, from a terrain map to one
 * number for each cell of a grid.
 *
 * <pre>
 * images [N, H, W, 3], (x − mean)/deviation by channel
 *   → convolution 7×7, 64 channels, stride 2 → batch normalisation → ReLU → max pool 3×3, stride 2
 *   → two basic blocks of 64 channels                           [N, ⌈H/4⌉, ⌈W/4⌉, 64]
 *   → adaptive max pool to the grid → mean over channels        [N, h, w]
 * </pre>
 *
 * <p>Images whose height and width are not known when the graph is built have as many pixels for
 * each cell as those for which the network was made: where these are 4, 8, 12, … each way it takes
 * them too, and gives a grid of their size.
 *
 * <p>It has 157 504 trainable parameters for any size of images and grid, initialised as in
 * torchvision's ResNet-18; filters are [height, width, in, out]. In training, batch normalisation
 * uses the statistics of the batch, in inference the running ones.
 *
 * <pre>{@code
 * Variables variables = new Variables(tf, 7);
 * Standardization colours =
 *     new Standardization(List.of(110.0, 120.0, 100.0), List.of(50.0, 50.0, 40.0));
 * Ports ports = new Ports(TUint8.class, Shape.of(96, 96, 3), Shape.of(12, 12), colours);
 * Network network = CombResNet18.create(variables, ports);
 * variables.parameterCount(); // → 157504
 * Operand<TUint8> images = tf.dtypes.cast(tf.constant(new int[2][96][96][3]), TUint8.class);
 * network.call(tf, images).shape(); // → [2, 12, 12]
 * }</pre>
 *
 * <p>Source: Vlastelica et al., <i>Differentiation of Blackbox Combinatorial Solvers</i>, ICLR
 * 2020; Petersen et al., <i>Newton Losses</i>, NeurIPS 2024.
 */
public final class CombResNet18 implements Network {

  private static final long CHANNELS = 64;

  /** Of the features, in pixels. */
  private static final int STRIDE = 4;

  private final int height;
  private final int width;
  private final Optional<Tile> tile;
  private final Scaling standardization;
  private final Convolution convolution;
  private final BatchNormalization normalization;
  private final BasicBlock block1;
  private final BasicBlock block2;

  private CombResNet18(
      ParameterSource parameters,
      int height,
      int width,
      Optional<Tile> tile,
      Scaling standardization) {
    this.height = height;
    this.width = width;
    this.tile = tile;
    this.standardization = standardization;
    convolution =
        Convolution.create(parameters, "convolution", 7, standardization.channels(), CHANNELS, 2);
    normalization = BatchNormalization.create(parameters, "normalization", CHANNELS);
    block1 = BasicBlock.create(parameters, "block1", CHANNELS);
    block2 = BasicBlock.create(parameters, "block2", CHANNELS);
  }

  /**
   * Declares the parameters of the network.
   *
   * @param parameters gives the parameters; it is asked for each of them once
   * @param height h, rows of the grid
   * @param width w, columns of the grid
   * @param standardization of the 3 colours
   * @return the network, which can be called any number of times
   * @throws IllegalArgumentException if the grid has no cell, or there are not 3 colours
   */
  public static CombResNet18 create(
      ParameterSource parameters, int height, int width, Scaling standardization) {
    return create(parameters, height, width, Optional.empty(), standardization);
  }

  private static CombResNet18 create(
      ParameterSource parameters,
      int height,
      int width,
      Optional<Tile> tile,
      Scaling standardization) {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "the grid must have at least one cell, found %d by %d".formatted(height, width));
    }
    if (standardization.channels() != 3) {
      throw new IllegalArgumentException(
          "the standardization must be of 3 colours, found " + standardization.channels());
    }
    return new CombResNet18(parameters, height, width, tile, standardization);
  }

  /**
   * Declares the parameters of the network, as an {@link Architecture}.
   *
   * @param parameters gives the parameters; it is asked for each of them once
   * @param ports images [H, W, 3] with a standardization of the 3 colours → [h, w]
   * @return the network, which can be called any number of times
   * @throws IllegalArgumentException if the ports are others
   */
  public static CombResNet18 create(ParameterSource parameters, Ports ports) {
    if (ports.input().numDimensions() != 3 || ports.output().numDimensions() != 2) {
      throw new IllegalArgumentException(
          "comb-resnet18 takes images [H, W, 3] and gives a grid [h, w], asked for %s → %s"
              .formatted(ports.input(), ports.output()));
    }
    return create(
        parameters,
        Math.toIntExact(ports.output().get(0)),
        Math.toIntExact(ports.output().get(1)),
        tile(ports),
        ports.standardization());
  }

  /** The tiles that are pooled alike, wherever they are. */
  private static Optional<Tile> tile(Ports ports) {
    Shape image = ports.input();
    Shape grid = ports.output();
    boolean whole =
        image.get(0) % (STRIDE * grid.get(0)) == 0 && image.get(1) % (STRIDE * grid.get(1)) == 0;
    return whole ? Optional.of(Tile.of(image, grid)) : Optional.empty();
  }

  /**
   * {@inheritDoc}
   *
   * @param images [N, H, W, 3]; H and W may be free, as the class says
   * @return [N, h, w]
   * @throws IllegalArgumentException if images do not have that shape
   */
  @Override
  public Operand<TFloat32> call(Ops tf, Operand<? extends TType> images) {
    return call(tf, images, (layer, x) -> layer.call(tf, x));
  }

  /**
   * {@inheritDoc}
   *
   * @param images [N, H, W, 3]; H and W may be free, as the class says
   * @return [N, h, w] and the updates of the running statistics
   * @throws IllegalArgumentException if images do not have that shape
   */
  @Override
  public TrainingPass train(Ops tf, Operand<? extends TType> images) {
    List<State.Update> updates = new ArrayList<>();
    Operand<TFloat32> predictions =
        call(
            tf,
            images,
            (layer, x) -> {
              TrainingPass pass = layer.train(tf, x);
              updates.addAll(pass.updates());
              return pass.predictions();
            });
    return new TrainingPass(predictions, updates);
  }

  private Operand<TFloat32> call(
      Ops tf, Operand<? extends TType> images, BatchNormalization.Mode mode) {
    Shape shape = images.shape();
    boolean free =
        shape.numDimensions() == 4
            && (shape.get(1) == Shape.UNKNOWN_SIZE || shape.get(2) == Shape.UNKNOWN_SIZE);
    if (shape.numDimensions() != 4
        || shape.get(1) == 0
        || shape.get(2) == 0
        || shape.get(3) != standardization.channels()) {
      throw new IllegalArgumentException("images must have the shape [N, H, W, 3], found " + shape);
    }
    Operand<? extends TType> input = free ? tile().check(tf, images) : images;
    Operand<TFloat32> x =
        tf.nn.relu(mode.call(normalization, convolution.call(tf, standardization.call(tf, input))));
    // After ReLU no maximum is below the zeros of the border.
    x = new MaxPool(3, 3, 2, 2, "VALID").call(tf, Padding.zeros(tf, x, 1));
    x = block2.call(tf, block1.call(tf, x, mode), mode);
    x = free ? pooled(tf, x) : AdaptiveMaxPool.call(tf, x, height, width);
    return tf.math.mean(x, tf.constant(3));
  }

  private Operand<TFloat32> pooled(Ops tf, Operand<TFloat32> x) {
    MaxPool pool = MaxPool.tiles(tile().height() / STRIDE, tile().width() / STRIDE);
    return pool.height() == 1 && pool.width() == 1 ? x : pool.call(tf, x);
  }

  private Tile tile() {
    return tile.orElseThrow(
        () ->
            new IllegalArgumentException(
                "comb-resnet18 takes images of free height and width only where it was made for cells"
                    + " of 4, 8, 12, … pixels each way"));
  }
}
