package org.newtonlosses.training.task.paths;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.newtonlosses.data.maps.PathBatch;
import org.newtonlosses.data.maps.PathShape;
import org.newtonlosses.graphs.model.PathModel;
import org.newtonlosses.training.model.LoadedModel;
import org.tensorflow.Result;
import org.tensorflow.SessionFunction;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** A trained path model's signature {@code serving_default}: images → costs, path. */
final class PathPredictor {

  /** Maps of a run: bounds the memory that their activations take. */
  private static final int CHUNK = 50;

  private final SessionFunction serving;
  private final PathShape shape;

  /**
   * Takes a loaded model, which is not closed with this.
   *
   * @throws IllegalArgumentException if it is a SavedModel of another kind
   */
  public PathPredictor(LoadedModel model) {
    if (!suits(model)) {
      throw model.otherKind("a path model has serving_default (images → costs, path)");
    }
    serving = model.function(Signature.DEFAULT_KEY);
    Shape images = model.input(Signature.DEFAULT_KEY, PathModel.IMAGES);
    Shape costs = model.output(Signature.DEFAULT_KEY, PathModel.COSTS);
    shape = new PathShape(size(images, 1), size(images, 2), size(costs, 1), size(costs, 2));
  }

  /** Whether a model is a path model. */
  public static boolean suits(LoadedModel model) {
    return model.has(
        Signature.DEFAULT_KEY, List.of(PathModel.IMAGES), List.of(PathModel.COSTS, PathModel.PATH));
  }

  /** The size of the maps that it takes, and of the grids that it finds paths on. */
  public PathShape shape() {
    return shape;
  }

  /**
   * Finds the path on each map.
   *
   * @param maps of the model's size
   */
  public List<PredictedPath> paths(List<MapExample> maps) {
    List<PredictedPath> paths = new ArrayList<>();
    for (int from = 0; from < maps.size(); from += CHUNK) {
      List<MapExample> chunk = maps.subList(from, Math.min(maps.size(), from + CHUNK));
      try (TUint8 images =
          TUint8.tensorOf(
              Shape.of(
                  chunk.size(), shape.imageHeight(), shape.imageWidth(), PathBatch.CHANNELS))) {
        for (int i = 0; i < chunk.size(); i++) {
          images
              .asRawTensor()
              .data()
              .offset((long) i * shape.imageBytes())
              .write(chunk.get(i).pixels());
        }
        try (Result result = serving.call(Map.of(PathModel.IMAGES, images))) {
          FloatDataBuffer costs = floats(result, PathModel.COSTS);
          FloatDataBuffer path = floats(result, PathModel.PATH);
          for (int i = 0; i < chunk.size(); i++) {
            paths.add(path(costs, path, (long) i * shape.cells()));
          }
        }
      }
    }
    return paths;
  }

  private PredictedPath path(FloatDataBuffer costs, FloatDataBuffer path, long offset) {
    float[] cellCosts = new float[shape.cells()];
    costs.offset(offset).read(cellCosts);
    byte[] mask = new byte[shape.cells()];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = (byte) Math.round(path.getFloat(offset + i));
    }
    return new PredictedPath(shape.height(), shape.width(), cellCosts, mask);
  }

  private static FloatDataBuffer floats(Result result, String output) {
    return ((TFloat32) result.get(output).orElseThrow()).asRawTensor().data().asFloats();
  }

  private static int size(Shape shape, int dimension) {
    return Math.toIntExact(shape.get(dimension));
  }
}
