package org.newtonlosses.graphs.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.newtonlosses.graphs.path.Grid;
import org.newtonlosses.graphs.path.ShortestPath;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * The exact shortest path as a SavedModel of its own.
 *
 * <p>{@code serving_default}: costs [B, h, w] → path [B, h, w], path_cost [B], with further inputs
 * as the {@link PathInputs} say; B is free. Where no path leads to the goal, path is all zeros and
 * path_cost ∞.
 *
 * <pre>{@code
 * ShortestPathModel<TFloat32> model = new ShortestPathModel<>(new Grid(12, 12), TFloat32.class);
 * model.export(folder.resolve("paths"), Map.of());
 * SavedModelBundle loaded = SavedModelBundle.load(folder.resolve("paths").toString());
 * loaded.function("serving_default").signature().inputNames(); // → [costs]
 * loaded.close();
 * }</pre>
 *
 * @param grid the cells; absent: grids of any size
 * @param inputs what there is beside the costs: ends, obstacles
 * @param type TFloat32 or TFloat64
 */
public record ShortestPathModel<T extends TNumber>(
    Optional<Grid> grid, PathInputs inputs, Class<T> type) {

  /** Output: what the path costs. */
  public static final String PATH_COST = "path_cost";

  /** From the first to the last cell of grids of one size. */
  public ShortestPathModel(Grid grid, Class<T> type) {
    this(Optional.of(grid), PathInputs.NONE, type);
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
    Shape grids = grid.map(Grid::batch).orElse(Shape.of(-1, -1, -1));
    Input<T> costs = new Input<>(PathModel.COSTS, type, grids);
    Fed in = inputs.fed(tf, costs, grids);
    ShortestPath<T> solved = ShortestPath.of(tf, in.get(costs), inputs.problem(tf, in, grids));
    return in.signature(SavedModelLayout.SERVE)
        .output(PathModel.PATH, solved.path())
        .output(PATH_COST, solved.pathCost())
        .build();
  }
}
