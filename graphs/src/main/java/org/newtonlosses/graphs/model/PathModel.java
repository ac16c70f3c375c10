package org.newtonlosses.graphs.model;

import java.util.List;
import java.util.Map;
import org.newtonlosses.graphs.net.CostMap;
import org.newtonlosses.graphs.net.Ports;
import org.newtonlosses.graphs.net.Standardization;
import org.newtonlosses.graphs.newton.Loss;
import org.newtonlosses.graphs.path.Grid;
import org.newtonlosses.graphs.path.PathAlgorithm;
import org.newtonlosses.graphs.path.PathLoss;
import org.newtonlosses.graphs.path.PathMetrics;
import org.newtonlosses.graphs.path.ShortestPath;
import org.newtonlosses.graphs.smooth.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

/**
 * Shortest-path supervision: maps, of which only the shortest path is known → costs of cells → path
 * algorithm → loss on paths.
 *
 * <table>
 * <caption>Tensors; B is free</caption>
 * <tr><td>features</td><td>images uint8 [B, H, W, 3]</td></tr>
 * <tr><td>labels</td><td>target uint8 [B, h, w]: the true paths of zeros and ones</td></tr>
 * <tr><td>evaluation labels</td><td>costs float32 [B, h, w]: the true ones</td></tr>
 * <tr><td>served</td><td>costs [B, h, w], path [B, h, w]: the shortest one on these costs</td></tr>
 * <tr><td>metrics</td><td>perfect_match, cost_match, cost_ratio, cost_correlation</td></tr>
 * </table>
 *
 * <pre>{@code
 * Grid grid = new Grid(12, 12);
 * Standardization colours =
 *     new Standardization(List.of(110.0, 120.0, 100.0), List.of(50.0, 50.0, 40.0));
 * PathAlgorithm algorithm = new SolverPaths.SmoothedPathLoss(Smoothing.gaussian(10, 0.5));
 * PathModel model =
 *     new PathModel(
 *         algorithm, new PathLoss.L2(), grid, 96, 96, colours, CostMap.SOFTPLUS);
 * model.width(); // → 144
 * model.ports().output(); // → [12, 12]
 * }</pre>
 *
 * @param algorithm how costs are learnt from paths
 * @param loss the loss on paths
 * @param grid the cells
 * @param imageHeight of the maps, in pixels
 * @param imageWidth of the maps, in pixels
 * @param standardization of the 3 colours, from the training maps
 * @param costMap from the network's output to positive costs
 */
public record PathModel(
    PathAlgorithm algorithm,
    PathLoss loss,
    Grid grid,
    int imageHeight,
    int imageWidth,
    Standardization standardization,
    CostMap costMap)
    implements SupervisedModel {

  /** Feature: the maps. */
  public static final String IMAGES = "images";

  /** Label: the true paths. */
  public static final String TARGET = "target";

  /** Evaluation label: the true costs; served: the predicted ones. */
  public static final String COSTS = "costs";

  /** Served: the shortest paths on the predicted costs. */
  public static final String PATH = "path";

  /** Metric: {@link PathMetrics#perfectMatch}. */
  public static final String PERFECT_MATCH = "perfect_match";

  /** Metric: {@link PathMetrics#costMatch}. */
  public static final String COST_MATCH = "cost_match";

  /** Metric: {@link PathMetrics#costRatio}. */
  public static final String COST_RATIO = "cost_ratio";

  /** Metric: {@link PathMetrics#costCorrelation}. */
  public static final String COST_CORRELATION = "cost_correlation";

  private Input<TUint8> images() {
    return new Input<>(IMAGES, TUint8.class, Shape.of(-1).append(image()));
  }

  private Input<TUint8> target() {
    return new Input<>(TARGET, TUint8.class, Shape.of(-1).append(cells()));
  }

  private Input<TFloat32> costs() {
    return new Input<>(COSTS, TFloat32.class, Shape.of(-1).append(cells()));
  }

  private Shape image() {
    return Shape.of(imageHeight, imageWidth, 3);
  }

  private Shape cells() {
    return Shape.of(grid.height(), grid.width());
  }

  @Override
  public List<Input<?>> features() {
    return List.of(images());
  }

  @Override
  public List<Input<?>> labels() {
    return List.of(target());
  }

  @Override
  public List<Input<?>> evaluationLabels() {
    return List.of(costs());
  }

  @Override
  public Ports ports() {
    return new Ports(TUint8.class, image(), cells(), standardization);
  }

  @Override
  public int width() {
    return grid.cells();
  }

  @Override
  public Operand<TFloat32> predict(Ops tf, Fed in, NetworkCall network) {
    return costMap.call(tf, network.call(in.get(images())));
  }

  @Override
  public Loss<TFloat32> loss(Ops tf, Fed in, NoiseSource<TFloat32> noise) {
    return algorithm.loss(tf, grid, loss, grid.flat(tf, truth(tf, in)), noise);
  }

  @Override
  public Map<String, Operand<? extends TType>> serve(
      Ops tf, Fed in, Operand<TFloat32> predictions) {
    return Map.of(COSTS, predictions, PATH, ShortestPath.of(tf, predictions).path());
  }

  @Override
  public Map<String, Operand<TFloat32>> metrics(
      Ops tf, Fed in, Operand<TFloat32> predictions, Map<String, Operand<? extends TType>> served) {
    @SuppressWarnings("unchecked") // as it is served
    Operand<TFloat32> path = (Operand<TFloat32>) served.get(PATH);
    PathMetrics metrics =
        PathMetrics.of(tf, grid.grids(tf, predictions), path, truth(tf, in), in.get(costs()));
    return Map.of(
        PERFECT_MATCH, metrics.perfectMatch(),
        COST_MATCH, metrics.costMatch(),
        COST_RATIO, metrics.costRatio(),
        COST_CORRELATION, metrics.costCorrelation());
  }

  /** The true paths as numbers; a run fails if they are not of zeros and ones. */
  private Operand<TFloat32> truth(Ops tf, Fed in) {
    Operand<TFloat32> numbers = tf.dtypes.cast(in.get(target()), TFloat32.class);
    Operand<TFloat32> largest = tf.max(numbers, tf.constant(new int[] {0, 1, 2}));
    Op check =
        tf.assertThat(
            tf.math.lessEqual(largest, tf.constant(1f)),
            List.of(tf.constant("target must be of zeros and ones, found"), largest));
    return tf.withControlDependencies(List.of(check)).identity(numbers);
  }
}
