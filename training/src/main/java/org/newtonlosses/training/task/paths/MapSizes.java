package org.newtonlosses.training.task.paths;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.newtonlosses.data.maps.PathShape;
import org.newtonlosses.graphs.model.PathModel;
import org.newtonlosses.graphs.model.SavedModelLayout;
import org.newtonlosses.training.model.LoadedModel;
import org.tensorflow.ndarray.Shape;

/**
 * Which maps a model takes: those of one size, or of any size in as many pixels a cell as it was
 * trained with.
 *
 * @param trained the size of the maps that it was trained on
 * @param any whether it takes others
 */
record MapSizes(PathShape trained, boolean any) {

  /** The file, among the texts that are kept with a model of any size, that says its own size. */
  static final String FILE = "maps.json";

  /** Those of a path model. */
  static MapSizes of(LoadedModel model) throws IOException {
    Shape images = model.input(SavedModelLayout.SERVE, PathModel.IMAGES);
    Shape costs = model.output(SavedModelLayout.SERVE, PathModel.COSTS);
    if (images.get(1) > 0) {
      return new MapSizes(
          new PathShape(size(images, 1), size(images, 2), size(costs, 1), size(costs, 2)), false);
    }
    Path kept =
        model
            .extra(FILE)
            .orElseThrow(
                () -> model.otherKind("a path model of any size keeps %s with it".formatted(FILE)));
    JsonNode json = new ObjectMapper().readTree(Files.readString(kept));
    return new MapSizes(
        new PathShape(
            json.path("image_height").asInt(),
            json.path("image_width").asInt(),
            json.path("height").asInt(),
            json.path("width").asInt()),
        true);
  }

  /** What {@link #FILE} holds. */
  static String json(PathShape trained) {
    return String.format(
        Locale.ROOT,
        "{\"image_height\": %d, \"image_width\": %d, \"height\": %d, \"width\": %d}%n",
        trained.imageHeight(),
        trained.imageWidth(),
        trained.height(),
        trained.width());
  }

  /**
   * The sizes of a map of so many pixels.
   *
   * @param name of the map, for the message
   * @throws IOException if the model does not take it
   */
  PathShape fit(String name, int imageHeight, int imageWidth) throws IOException {
    if (imageHeight == trained.imageHeight() && imageWidth == trained.imageWidth()) {
      return trained;
    }
    if (!any) {
      throw new IOException(
          "%s: a map of %d x %d pixels, this model takes %d x %d"
              .formatted(
                  name, imageHeight, imageWidth, trained.imageHeight(), trained.imageWidth()));
    }
    int tileHeight = trained.imageHeight() / trained.height();
    int tileWidth = trained.imageWidth() / trained.width();
    if (imageHeight % tileHeight != 0 || imageWidth % tileWidth != 0) {
      throw new IOException(
          "%s: a map of %d x %d pixels, this model takes multiples of %d x %d"
              .formatted(name, imageHeight, imageWidth, tileHeight, tileWidth));
    }
    return new PathShape(imageHeight, imageWidth, imageHeight / tileHeight, imageWidth / tileWidth);
  }

  private static int size(Shape shape, int dimension) {
    return Math.toIntExact(shape.get(dimension));
  }
}
