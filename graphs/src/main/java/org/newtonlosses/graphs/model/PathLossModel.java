package org.newtonlosses.graphs.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.newtonlosses.graphs.newton.Loss;
import org.newtonlosses.graphs.newton.NewtonLoss;
import org.newtonlosses.graphs.newton.NewtonStep;
import org.newtonlosses.graphs.path.Grid;
import org.newtonlosses.graphs.path.PathAlgorithm;
import org.newtonlosses.graphs.path.PathLoss;
import org.newtonlosses.graphs.smooth.NoiseSource;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * A loss on paths with a curvature as a SavedModel of its own.
 *
 * <p>{@code serving_default}: costs [B, h, w], target [B, h, w] and, if the algorithm samples,
 * standard noise [S, B, m] → loss [B], gradient [B, h, w], curvature [m, m], step [B, h, w],
 * newton_target [B, h, w], newton_loss [B], with further inputs as the {@link PathInputs} say; B is
 * free, m = h·w with the cells in row-major order.
 *
 * <pre>{@code
 * PathAlgorithm algorithm = new SolverPaths.PerturbedPath(Smoothing.gaussian(10, 0.5));
 * NewtonLoss newton = new NewtonLoss(new Fisher(0.1));
 * PathLossModel<TFloat32> model =
 *     new PathLossModel<>(
 *         algorithm, new PathLoss.L2(), newton, new Grid(4, 4), TFloat32.class);
 * model.export(folder.resolve("loss"), Map.of());
 * SavedModelBundle loaded = SavedModelBundle.load(folder.resolve("loss").toString());
 * loaded.function("serving_default").signature().inputNames(); // → [costs, noise, target]
 * loaded.close();
 * }</pre>
 *
 * @param algorithm how costs are learnt from paths
 * @param loss the loss on paths
 * @param newton the curvature
 * @param grid the cells
 * @param inputs what there is beside costs and true paths: ends, obstacles
 * @param type TFloat32 or TFloat64
 */
public record PathLossModel<T extends TNumber>(
    PathAlgorithm algorithm,
    PathLoss loss,
    NewtonLoss newton,
    Grid grid,
    PathInputs inputs,
    Class<T> type) {

  /** From the first to the last cell. */
  public PathLossModel(
      PathAlgorithm algorithm, PathLoss loss, NewtonLoss newton, Grid grid, Class<T> type) {
    this(algorithm, loss, newton, grid, PathInputs.NONE, type);
  }

  /**
   * Writes the SavedModel.
   *
   * @param directory the new folder; appears whole or not at all
   * @param extras texts by file name, kept with the model in {@code assets.extra}
   * @throws IllegalArgumentException if the curvature needs a Hessian that the algorithm does not
   *     have
   * @throws IOException if the folder exists or cannot be written
   */
  public void export(Path directory, Map<String, String> extras) throws IOException {
    SavedModels.export(directory, extras, this::signature);
  }

  private Signature signature(Ops tf) {
    Shape grids = grid.batch();
    Input<T> costs = new Input<>(PathModel.COSTS, type, grids);
    Input<T> target = new Input<>(PathModel.TARGET, type, grids);
    List<Input<?>> all = new ArrayList<>(List.of(costs, target));
    all.addAll(inputs.features(grids));
    all.addAll(inputs.labels(grids));
    Fed in = Fed.of(tf, all);
    NoiseSource<T> noise =
        (ops, smoothing) ->
            in.add(
                ops, new Input<>("noise", type, Shape.of(smoothing.samples(), -1, grid.cells())));
    Loss<T> onPaths =
        algorithm.loss(
            tf,
            grid,
            inputs.problem(tf, in, grids),
            loss,
            inputs.route(tf, in, in.get(target), grids),
            noise);
    Fed checked = in.after(tf, in.sameBatch(tf, all));
    NewtonStep<T> step =
        newton.call(tf, onPaths, grid.flat(tf, checked.get(costs)), new ExportContext(in));
    return LossSignature.of(tf, step, Shape.of(grid.height(), grid.width()), in);
  }
}
