package org.newtonlosses.graphs.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.newtonlosses.graphs.net.CombResNet18;
import org.newtonlosses.graphs.net.CostMap;
import org.newtonlosses.graphs.net.Network;
import org.newtonlosses.graphs.net.Standardization;
import org.newtonlosses.graphs.net.TrainingPass;
import org.newtonlosses.graphs.newton.NewtonLoss;
import org.newtonlosses.graphs.newton.NewtonStep;
import org.newtonlosses.graphs.path.Grid;
import org.newtonlosses.graphs.path.PathAlgorithm;
import org.newtonlosses.graphs.path.PathLoss;
import org.newtonlosses.graphs.path.PathMetrics;
import org.newtonlosses.graphs.path.ShortestPath;
import org.newtonlosses.graphs.smooth.Noise;
import org.tensorflow.Operand;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;

/**
 * The trainable model of shortest-path supervision as one SavedModel: network → costs → path
 * algorithm → loss → Newton loss → Adam.
 *
 * <table>
 * <caption>Signatures; B is free</caption>
 * <tr><th>name</th><th>inputs</th><th>outputs</th></tr>
 * <tr><td>serving_default</td><td>images uint8 [B, H, W, 3]</td>
 *     <td>costs [B, h, w], path [B, h, w]: the shortest one on these costs</td></tr>
 * <tr><td>train_step</td><td>images, target uint8 [B, h, w]: the true paths of zeros and ones</td>
 *     <td>loss, newton_loss, gradient_norm, step: scalars; the run makes one update</td></tr>
 * <tr><td>evaluate</td><td>images, target, costs float32 [B, h, w]: the true ones</td>
 *     <td>examples, loss, perfect_match, cost_match, cost_ratio, cost_correlation: sums over the
 *     batch</td></tr>
 * <tr><td>set_learning_rate</td><td>learning_rate</td><td>learning_rate</td></tr>
 * </table>
 *
 * <p>An algorithm that samples draws its noise from the seed and the number of the step; when it is
 * evaluated, it takes the same noise for every example, so that the loss of an example depends on
 * the example alone.
 *
 * @param algorithm how costs are learnt from paths
 * @param loss the loss on paths
 * @param newton the Newton loss
 * @param grid the cells
 * @param imageHeight of the maps, in pixels
 * @param imageWidth of the maps, in pixels
 * @param channelMeans of the training maps, [3], grey values from 0 to 255
 * @param channelDeviations of the training maps, [3]
 * @param costMap from the network's output to positive costs
 * @param adam the optimiser
 * @param seed determines the initial parameters and the noise
 */
public record PathModel(
    PathAlgorithm algorithm,
    PathLoss loss,
    NewtonLoss newton,
    Grid grid,
    int imageHeight,
    int imageWidth,
    List<Double> channelMeans,
    List<Double> channelDeviations,
    CostMap costMap,
    Adam adam,
    long seed) {

  /** The second half of the seed of the evaluation's noise; steps count from 0. */
  private static final long EVALUATION = -1;

  /** Copies the lists. */
  public PathModel {
    channelMeans = List.copyOf(channelMeans);
    channelDeviations = List.copyOf(channelDeviations);
  }

  /**
   * Writes the SavedModel with initial parameters.
   *
   * @param directory the new folder; appears whole or not at all
   * @param extras texts by file name, kept with the model in {@code assets.extra}
   * @throws IllegalArgumentException if the images or the channels' statistics are not possible, or
   *     the curvature needs a Hessian that the algorithm does not have
   * @throws IOException if the folder exists or cannot be written
   */
  public void export(Path directory, Map<String, String> extras) throws IOException {
    SavedModels.export(directory, extras, seed, this::signatures);
  }

  private List<Signature> signatures(Ops tf, Variables variables) {
    Shape cells = Shape.of(-1, grid.height(), grid.width());
    Input<TUint8> images =
        Input.of(tf, "images", TUint8.class, Shape.of(-1, imageHeight, imageWidth, 3));
    Input<TUint8> target = Input.of(tf, "target", TUint8.class, cells);
    Input<TFloat32> trueCosts = Input.of(tf, "costs", TFloat32.class, cells);
    Network network =
        CombResNet18.create(
            variables,
            grid.height(),
            grid.width(),
            new Standardization(channelMeans, channelDeviations));

    Operand<TFloat32> costs = costMap.call(tf, network.call(tf, images.value()));
    Operand<TFloat32> path = ShortestPath.of(tf, costs).path();
    Signature serving =
        Input.signature(Signature.DEFAULT_KEY, images)
            .output("costs", costs)
            .output("path", path)
            .build();

    Operand<TFloat32> truth = zerosAndOnes(tf, target.value());
    TrainStep training = training(tf, variables, network, images, target, grid.flat(tf, truth));

    Op sameBatch = Input.sameBatch(tf, images, target, trueCosts);
    Operand<TFloat32> predicted = tf.withControlDependencies(sameBatch).identity(costs);
    PathMetrics metrics = PathMetrics.of(tf, predicted, path, truth, trueCosts.value());
    Operand<TFloat32> y = grid.flat(tf, predicted);
    Operand<TFloat32> losses =
        algorithm.loss(grid, loss, grid.flat(tf, truth), evaluationNoise(tf, y)).value(tf, y);
    return List.of(
        serving,
        training.signature(images, target),
        Evaluation.signature(tf, losses, images, target, trueCosts)
            .output("perfect_match", metrics.perfectMatch())
            .output("cost_match", metrics.costMatch())
            .output("cost_ratio", metrics.costRatio())
            .output("cost_correlation", metrics.costCorrelation())
            .build(),
        training.learningRateSignature());
  }

  private TrainStep training(
      Ops tf,
      Variables variables,
      Network network,
      Input<TUint8> images,
      Input<TUint8> target,
      Operand<TFloat32> truth) {
    Ops checked = tf.withControlDependencies(Input.sameBatch(tf, images, target));
    TrainingPass pass = network.train(tf, checked.identity(images.value()));
    Operand<TFloat32> y = grid.flat(tf, costMap.call(tf, pass.predictions()));
    Variable<TInt64> counter = TrainStep.counter(tf, variables);
    Operand<TInt64> noiseSeed = tf.stack(List.of(tf.constant(seed), counter.value()));
    Optional<Operand<TFloat32>> noise =
        algorithm.smoothing().map(smoothing -> Noise.sample(tf, smoothing, noiseSeed, y));
    NewtonStep<TFloat32> step = newton.call(tf, algorithm.loss(grid, loss, truth, noise), y);
    return TrainStep.build(tf, variables, counter, step, pass.updates(), adam);
  }

  /** The same noise for every example, [S, B, m]. */
  private Optional<Operand<TFloat32>> evaluationNoise(Ops tf, Operand<TFloat32> y) {
    Operand<TFloat32> oneExample = tf.constant(new float[1][grid.cells()]);
    Operand<TInt64> noiseSeed = tf.constant(new long[] {seed, EVALUATION});
    return algorithm
        .smoothing()
        .map(smoothing -> Noise.sample(tf, smoothing, noiseSeed, oneExample))
        .map(noise -> tf.math.add(noise, tf.zerosLike(y)));
  }

  private static Operand<TFloat32> zerosAndOnes(Ops tf, Operand<TUint8> target) {
    Operand<TFloat32> numbers = tf.dtypes.cast(target, TFloat32.class);
    Operand<TFloat32> largest = tf.max(numbers, tf.constant(new int[] {0, 1, 2}));
    Op check =
        tf.assertThat(
            tf.math.lessEqual(largest, tf.constant(1f)),
            List.of(tf.constant("target must be of zeros and ones, found"), largest));
    return tf.withControlDependencies(check).identity(numbers);
  }
}
