package org.newtonlosses.graphs.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.newtonlosses.graphs.path.Grid;
import org.newtonlosses.graphs.path.ShortestPath;
import org.tensorflow.Operand;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * The exact shortest path as a SavedModel of its own.
 *
 * <p>{@code serving_default}: costs [B, h, w] → path [B, h, w], path_cost [B]; B is free.
 *
 * <pre>{@code
 * ShortestPathModel<TFloat32> model = new ShortestPathModel<>(new Grid(12, 12), TFloat32.class);
 * model.export(folder.resolve("paths"), Map.of());
 * SavedModelBundle loaded = SavedModelBundle.load(folder.resolve("paths").toString());
 * loaded.function("serving_default").signature().inputNames(); // → [costs]
 * loaded.close();
 * }</pre>
 *
 * @param grid the cells
 * @param type TFloat32 or TFloat64
 */
public record ShortestPathModel<T extends TNumber>(Grid grid, Class<T> type) {

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
    Fed in = Fed.nothing();
    Operand<T> costs =
        in.add(tf, new Input<>(PathModel.COSTS, type, Shape.of(-1, grid.height(), grid.width())));
    ShortestPath<T> solved = ShortestPath.of(tf, costs);
    return in.signature(SavedModelLayout.SERVE)
        .output(PathModel.PATH, solved.path())
        .output("path_cost", solved.pathCost())
        .build();
  }
}
