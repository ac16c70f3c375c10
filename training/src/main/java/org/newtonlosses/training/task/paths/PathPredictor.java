package org.newtonlosses.training.task.paths;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.newtonlosses.data.maps.GridMoves;
import org.newtonlosses.data.maps.PathBatch;
import org.newtonlosses.data.maps.PathShape;
import org.newtonlosses.graphs.model.PathInputs;
import org.newtonlosses.graphs.model.PathModel;
import org.newtonlosses.graphs.model.SavedModelLayout;
import org.newtonlosses.training.model.BatchArray;
import org.newtonlosses.training.model.LoadedModel;
import org.newtonlosses.training.task.paths.GridRoute.Cell;
import org.tensorflow.Result;
import org.tensorflow.SessionFunction;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;
import org.tensorflow.types.TFloat32;

/** A trained path model's signature {@code serving_default}: images … → costs, path. */
final class PathPredictor {

  /** Maps of a run: bounds the memory that their activations take. */
  private static final int CHUNK = 50;

  private final SessionFunction serving;
  private final MapSizes sizes;
  private final GridMoves moves;
  private final boolean ends;
  private final boolean blocked;
  private final boolean lengths;

  /**
   * Takes a loaded model, which is not closed with this.
   *
   * @param model a path model
   * @param moves that it was trained for
   * @throws IllegalArgumentException if it is a SavedModel of another kind
   * @throws IOException if what is kept with the model cannot be read
   */
  PathPredictor(LoadedModel model, GridMoves moves) throws IOException {
    if (!suits(model)) {
      throw model.otherKind("a path model has serving_default (images → costs, path)");
    }
    this.serving = model.function(SavedModelLayout.SERVE);
    this.sizes = MapSizes.of(model);
    this.moves = moves;
    Map<String, ?> inputs = model.inputs(SavedModelLayout.SERVE);
    this.ends = inputs.containsKey(PathInputs.START);
    this.blocked = inputs.containsKey(PathInputs.BLOCKED);
    this.lengths = model.outputs(SavedModelLayout.SERVE).containsKey(PathModel.LENGTHS);
  }

  /** Whether a model is a path model. */
  static boolean suits(LoadedModel model) {
    return model.has(
        SavedModelLayout.SERVE,
        List.of(PathModel.IMAGES),
        List.of(PathModel.COSTS, PathModel.PATH));
  }

  /** Which maps it takes. */
  MapSizes sizes() {
    return sizes;
  }

  /**
   * Finds the path on each map.
   *
   * @param maps of sizes that the model takes
   * @throws IOException if one of them lacks, or has, what the model takes beside the picture
   */
  List<PredictedPath> paths(List<MapExample> maps) throws IOException {
    for (MapExample map : maps) {
      check(map);
    }
    List<PredictedPath> paths = new ArrayList<>();
    int from = 0;
    while (from < maps.size()) {
      PathShape shape = shape(maps.get(from));
      int to = from + 1;
      while (to < maps.size() && to - from < CHUNK && shape(maps.get(to)).equals(shape)) {
        to++;
      }
      paths.addAll(paths(maps.subList(from, to), shape));
      from = to;
    }
    return paths;
  }

  private PathShape shape(MapExample map) throws IOException {
    return sizes.fit(map.name(), map.height(), map.width());
  }

  private void check(MapExample map) throws IOException {
    PathShape shape = shape(map);
    require(map, ends, map.start().isPresent(), "a start and a goal", "--starts and --goals");
    require(map, blocked, map.blocked().isPresent(), "blocked cells", "--blocked");
    if (ends) {
      checkInside(map, "start", map.start().orElseThrow(), shape);
      checkInside(map, "goal", map.goal().orElseThrow(), shape);
    }
    for (Optional<GridCells> grid : List.of(map.blocked(), map.label())) {
      if (grid.isPresent()
          && (grid.get().height() != shape.height() || grid.get().width() != shape.width())) {
        throw new IOException(
            "%s: has %d x %d cells, found a grid of %d x %d"
                .formatted(
                    map.name(),
                    shape.height(),
                    shape.width(),
                    grid.get().height(),
                    grid.get().width()));
      }
    }
  }

  private static void require(
      MapExample map, boolean taken, boolean given, String what, String options)
      throws IOException {
    if (taken && !given) {
      throw new IOException("%s: this model takes %s (%s)".formatted(map.name(), what, options));
    }
    if (given && !taken) {
      throw new IOException("%s: this model was trained without %s".formatted(map.name(), what));
    }
  }

  private static void checkInside(MapExample map, String what, Cell cell, PathShape shape)
      throws IOException {
    if (cell.row() < 0
        || cell.row() >= shape.height()
        || cell.column() < 0
        || cell.column() >= shape.width()) {
      throw new IOException(
          "%s: the %s must be inside %d x %d cells, found (%d,%d)"
              .formatted(
                  map.name(), what, shape.height(), shape.width(), cell.row(), cell.column()));
    }
  }

  private List<PredictedPath> paths(List<MapExample> maps, PathShape shape) {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    try {
      arrays(maps, shape).forEach(array -> inputs.put(array.input(), array.toTensor()));
      try (Result result = serving.call(inputs)) {
        FloatDataBuffer costs = floats(result, PathModel.COSTS);
        FloatDataBuffer path = floats(result, PathModel.PATH);
        Optional<FloatDataBuffer> walked =
            lengths ? Optional.of(floats(result, PathModel.LENGTHS)) : Optional.empty();
        List<PredictedPath> paths = new ArrayList<>();
        for (int i = 0; i < maps.size(); i++) {
          paths.add(path(maps.get(i), shape, costs, path, walked, (long) i * shape.cells()));
        }
        return paths;
      }
    } finally {
      inputs.values().forEach(Tensor::close);
    }
  }

  private List<BatchArray> arrays(List<MapExample> maps, PathShape shape) {
    int size = maps.size();
    List<BatchArray> arrays = new ArrayList<>();
    arrays.add(
        BatchArray.of(
            PathModel.IMAGES,
            joined(maps, MapExample::pixels, shape.imageBytes()),
            size,
            shape.imageHeight(),
            shape.imageWidth(),
            PathBatch.CHANNELS));
    if (ends) {
      arrays.add(places(PathInputs.START, maps, MapExample::start));
      arrays.add(places(PathInputs.GOAL, maps, MapExample::goal));
    }
    if (blocked) {
      arrays.add(
          BatchArray.of(
              PathInputs.BLOCKED,
              joined(maps, map -> map.blocked().orElseThrow().cells(), shape.cells()),
              size,
              shape.height(),
              shape.width()));
    }
    return arrays;
  }

  private static byte[] joined(
      List<MapExample> maps, Function<MapExample, byte[]> part, int bytes) {
    byte[] all = new byte[Math.multiplyExact(maps.size(), bytes)];
    for (int i = 0; i < maps.size(); i++) {
      System.arraycopy(part.apply(maps.get(i)), 0, all, i * bytes, bytes);
    }
    return all;
  }

  private static BatchArray places(
      String input, List<MapExample> maps, Function<MapExample, Optional<Cell>> cell) {
    int[] places =
        maps.stream()
            .map(map -> cell.apply(map).orElseThrow())
            .flatMapToInt(place -> Arrays.stream(new int[] {place.row(), place.column()}))
            .toArray();
    return BatchArray.of(input, places, maps.size(), 2);
  }

  private PredictedPath path(
      MapExample map,
      PathShape shape,
      FloatDataBuffer costs,
      FloatDataBuffer path,
      Optional<FloatDataBuffer> walked,
      long offset) {
    float[] cellCosts = new float[shape.cells()];
    costs.offset(offset).read(cellCosts);
    byte[] mask = new byte[shape.cells()];
    byte[] diagonals = new byte[shape.cells()];
    for (int i = 0; i < mask.length; i++) {
      long cell = offset + i;
      mask[i] = (byte) Math.round(path.getFloat(cell));
      diagonals[i] = (byte) (walked.isPresent() && walked.get().getFloat(cell) > 1.2 ? 1 : 0);
    }
    return new PredictedPath(
        cellCosts,
        new GridRoute(
            shape.height(),
            shape.width(),
            mask,
            walked.map(known -> diagonals),
            map.goal().orElse(new Cell(shape.height() - 1, shape.width() - 1)),
            moves));
  }

  private static FloatDataBuffer floats(Result result, String output) {
    return ((TFloat32) result.get(output).orElseThrow()).asRawTensor().data().asFloats();
  }
}
