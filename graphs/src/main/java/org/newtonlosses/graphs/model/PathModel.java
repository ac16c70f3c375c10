package org.newtonlosses.graphs.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.newtonlosses.graphs.net.CostMap;
import org.newtonlosses.graphs.net.Ports;
import org.newtonlosses.graphs.net.Standardization;
import org.newtonlosses.graphs.newton.Loss;
import org.newtonlosses.graphs.path.Grid;
import org.newtonlosses.graphs.path.PathAlgorithm;
import org.newtonlosses.graphs.path.PathLoss;
import org.newtonlosses.graphs.path.PathMetrics;
import org.newtonlosses.graphs.path.Route;
import org.newtonlosses.graphs.path.ShortestPath;
import org.newtonlosses.graphs.smooth.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
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
 * <tr><td>served</td><td>costs [B, h, w], path [B, h, w]: the shortest one on these costs; where a
 *     path costs what it enters, lengths [B, h, w], see {@link Route}</td></tr>
 * <tr><td>metrics</td><td>perfect_match, cost_match, cost_ratio, cost_correlation</td></tr>
 * </table>
 *
 * <p>Further features and labels are those of the {@link PathInputs}, if there are any.
 *
 * <p>A model of any size takes maps of any size where it serves and is evaluated, in the same
 * number of pixels a cell, if its network does; it is trained on maps of one size. Its loss in
 * evaluations is then that between the exact path on the predicted costs and the true one, whatever
 * the algorithm.
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
 * @param inputs what there is beside the maps: ends, obstacles
 * @param anySize whether maps of any size are served
 */
public record PathModel(
    PathAlgorithm algorithm,
    PathLoss loss,
    Grid grid,
    int imageHeight,
    int imageWidth,
    Standardization standardization,
    CostMap costMap,
    PathInputs inputs,
    boolean anySize)
    implements SupervisedModel {

  /** From the first to the last cell of maps of one size. */
  public PathModel(
      PathAlgorithm algorithm,
      PathLoss loss,
      Grid grid,
      int imageHeight,
      int imageWidth,
      Standardization standardization,
      CostMap costMap) {
    this(
        algorithm,
        loss,
        grid,
        imageHeight,
        imageWidth,
        standardization,
        costMap,
        PathInputs.NONE,
        false);
  }

  /** Feature: the maps. */
  public static final String IMAGES = "images";

  /** Label: the true paths. */
  public static final String TARGET = "target";

  /** Evaluation label: the true costs; served: the predicted ones. */
  public static final String COSTS = "costs";

  /** Served: the shortest paths on the predicted costs. */
  public static final String PATH = "path";

  /** Served where a path costs what it enters: {@link Route#lengths} of the paths, [B, h, w]. */
  public static final String LENGTHS = "lengths";

  /** Metric: {@link PathMetrics#perfectMatch}. */
  public static final String PERFECT_MATCH = "perfect_match";

  /** Metric: {@link PathMetrics#costMatch}. */
  public static final String COST_MATCH = "cost_match";

  /** Metric: {@link PathMetrics#costRatio}. */
  public static final String COST_RATIO = "cost_ratio";

  /** Metric: {@link PathMetrics#costCorrelation}. */
  public static final String COST_CORRELATION = "cost_correlation";

  private Input<TUint8> images() {
    return new Input<>(
        IMAGES, TUint8.class, anySize ? Shape.of(-1, -1, -1, 3) : Shape.of(-1).append(image()));
  }

  private Input<TUint8> target() {
    return new Input<>(TARGET, TUint8.class, grids());
  }

  private Input<TFloat32> costs() {
    return new Input<>(COSTS, TFloat32.class, grids());
  }

  private Shape image() {
    return Shape.of(imageHeight, imageWidth, 3);
  }

  private Shape cells() {
    return Shape.of(grid.height(), grid.width());
  }

  private Shape grids() {
    return anySize ? Shape.of(-1, -1, -1) : grid.batch();
  }

  @Override
  public List<Input<?>> features() {
    return with(images(), inputs.features(grids()));
  }

  @Override
  public List<Input<?>> labels() {
    return with(target(), inputs.labels(grids()));
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
  public Operand<TFloat32> lossPredictions(Ops tf, Fed in, Operand<TFloat32> predictions) {
    return sized(tf, predictions);
  }

  /**
   * Grids of the size that is trained on; a run fails if they have another. Not by {@code
   * EnsureShape}, which has no gradient.
   */
  private Operand<TFloat32> sized(Ops tf, Operand<TFloat32> grids) {
    if (!anySize) {
      return grids;
    }
    return tf.reshape(
        tf.withControlDependencies(List.of(hasOwnSize(tf, grids))).identity(grids),
        tf.array(-1, grid.height(), grid.width()));
  }

  private Op hasOwnSize(Ops tf, Operand<?> grids) {
    Operand<TInt32> found = tf.slice(tf.shape(tf.stopGradient(grids)), tf.array(1), tf.array(2));
    Operand<TInt32> expected = tf.array(grid.height(), grid.width());
    return tf.assertThat(
        tf.reduceAll(tf.math.equal(found, expected), tf.constant(0)),
        List.of(
            tf.constant("the model is trained on grids of the size"),
            expected,
            tf.constant("found"),
            found));
  }

  /** What is fed, where all grids have the size that is trained on. */
  private Fed sized(Ops tf, Fed in) {
    Fed checked = in;
    if (anySize) {
      List<Input<?>> all = new ArrayList<>(features());
      all.addAll(labels());
      for (Input<?> input : all) {
        if (input.shape().numDimensions() == grids().numDimensions()) {
          checked = checked.after(tf, hasOwnSize(tf, in.get(input)));
        }
      }
    }
    return checked;
  }

  @Override
  public Loss<TFloat32> loss(Ops tf, Fed in, NoiseSource<TFloat32> noise) {
    Fed fed = sized(tf, in);
    return algorithm.loss(
        tf,
        grid,
        inputs.problem(tf, fed, grids()),
        loss,
        inputs.route(tf, fed, sized(tf, truth(tf, fed)), grids()),
        noise);
  }

  @Override
  public Map<String, Operand<? extends TType>> serve(
      Ops tf, Fed in, Operand<TFloat32> predictions) {
    ShortestPath<TFloat32> solved =
        ShortestPath.of(tf, predictions, inputs.problem(tf, in, grids()));
    return inputs.hasLengths()
        ? Map.of(COSTS, predictions, PATH, solved.path(), LENGTHS, solved.lengths())
        : Map.of(COSTS, predictions, PATH, solved.path());
  }

  @Override
  public Optional<Operand<TFloat32>> evaluationLosses(
      Ops tf, Fed in, Operand<TFloat32> predictions, Map<String, Operand<? extends TType>> served) {
    return anySize
        ? Optional.of(
            loss.call(
                tf, found(tf, served).path(), inputs.route(tf, in, truth(tf, in), grids()).path()))
        : Optional.empty();
  }

  @Override
  public Map<String, Operand<TFloat32>> metrics(
      Ops tf, Fed in, Operand<TFloat32> predictions, Map<String, Operand<? extends TType>> served) {
    Operand<TFloat32> costs = anySize ? predictions : grid.grids(tf, predictions);
    PathMetrics metrics =
        PathMetrics.of(
            tf,
            costs,
            found(tf, served),
            inputs.route(tf, in, truth(tf, in), grids()),
            in.get(costs()),
            inputs.blocked(tf, in, grids()));
    return Map.of(
        PERFECT_MATCH, metrics.perfectMatch(),
        COST_MATCH, metrics.costMatch(),
        COST_RATIO, metrics.costRatio(),
        COST_CORRELATION, metrics.costCorrelation());
  }

  /** The path that is served. */
  private Route<TFloat32> found(Ops tf, Map<String, Operand<? extends TType>> served) {
    Operand<TFloat32> path = PathInputs.flat(tf, served(served, PATH));
    return inputs.hasLengths()
        ? new Route<>(path, PathInputs.flat(tf, served(served, LENGTHS)))
        : Route.ofCells(path);
  }

  @SuppressWarnings("unchecked") // as it is served
  private static Operand<TFloat32> served(
      Map<String, Operand<? extends TType>> served, String name) {
    return (Operand<TFloat32>) served.get(name);
  }

  /** The true paths as numbers; a run fails if they are not of zeros and ones. */
  private Operand<TFloat32> truth(Ops tf, Fed in) {
    return tf.dtypes.cast(PathInputs.zerosAndOnes(tf, in, target()), TFloat32.class);
  }

  private static List<Input<?>> with(Input<?> first, List<Input<?>> others) {
    List<Input<?>> all = new ArrayList<>(List.of(first));
    all.addAll(others);
    return all;
  }
}
