package org.newtonlosses.graphs.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.newtonlosses.graphs.path.Grid;
import org.newtonlosses.graphs.path.PathProblem;
import org.newtonlosses.graphs.path.RelaxedBellmanFord;
import org.tensorflow.Signature;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * The relaxed path as a SavedModel of its own.
 *
 * <p>{@code serving_default}: costs [B, h, w] → path [B, h, w], with further inputs as the {@link
 * PathInputs} say; B is free.
 *
 * <pre>{@code
 * RelaxedBellmanFord algorithm =
 *     new RelaxedBellmanFord(2, 8, new RelaxedLoop.For(), new TConorm.Probabilistic());
 * new RelaxedPathModel<>(algorithm, new Grid(4, 4), TFloat32.class)
 *     .export(folder.resolve("relaxed"), Map.of());
 * SavedModelBundle loaded = SavedModelBundle.load(folder.resolve("relaxed").toString());
 * loaded.function("serving_default").signature().outputNames(); // → [path]
 * loaded.close();
 * }</pre>
 *
 * @param algorithm the relaxed algorithm
 * @param grid the cells
 * @param inputs what there is beside the costs: ends, obstacles
 * @param type TFloat32 or TFloat64
 */
public record RelaxedPathModel<T extends TNumber>(
    RelaxedBellmanFord algorithm, Grid grid, PathInputs inputs, Class<T> type) {

  /** From the first to the last cell. */
  public RelaxedPathModel(RelaxedBellmanFord algorithm, Grid grid, Class<T> type) {
    this(algorithm, grid, PathInputs.NONE, type);
  }

  /**
   * Writes the SavedModel.
   *
   * @param directory the new folder; appears whole or not at all
   * @param extras texts by file name, kept with the model in {@code assets.extra}
   * @throws IOException if the folder exists or cannot be written
   */
  public void export(Path directory, Map<String, String> extras) throws IOException {
    SavedModels.export(directory, extras, this::signature);
  }

  private Signature signature(Ops tf) {
    Input<T> costs = new Input<>(PathModel.COSTS, type, grid.batch());
    Fed in = inputs.fed(tf, costs, grid.batch());
    PathProblem problem = inputs.problem(tf, in, grid.batch());
    return in.signature(SavedModelLayout.SERVE)
        .output(PathModel.PATH, algorithm.call(tf, in.get(costs), problem))
        .build();
  }
}
