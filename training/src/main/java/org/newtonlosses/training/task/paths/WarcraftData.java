package org.newtonlosses.training.task.paths;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.newtonlosses.data.Splits;
import org.newtonlosses.data.maps.GridMoves;
import org.newtonlosses.data.maps.PathSet;
import org.newtonlosses.data.maps.WarcraftDownload;
import org.newtonlosses.data.maps.WarcraftMaps;
import org.newtonlosses.training.schema.Param;
import org.newtonlosses.training.schema.Variant;
import org.newtonlosses.training.task.DataParams;

/**
 * The Warcraft terrain maps, or own maps in the same files. Image and grid have the size that the
 * files have.
 *
 * @param folder of the nine .npy files, or a .npz file of nine arrays; or the user's cache folder,
 *     into which missing files are fetched
 * @param train how many of the training maps are used, from the first on; absent: all
 * @param validation the most maps of a validation
 * @param test the most maps of the final test
 */
record WarcraftData(String folder, OptionalLong train, int validation, int test)
    implements PathData {
  static final String SOURCE = "warcraft";

  private static final Param<String> FOLDER = DataParams.folder("the nine npy files of warcraft");
  private static final Param<OptionalLong> TRAIN =
      Param.optionalCount("train", "unlimited")
          .atLeast(1)
          .option("train-examples")
          .help("training maps, from the first on");

  static Variant<PathData> variant() {
    return Variant.<PathData>of(
            SOURCE,
            "the Warcraft maps, or own maps in the same files",
            v ->
                new WarcraftData(
                    v.get(FOLDER), v.get(TRAIN), v.get(PathTask.VALIDATION), v.get(PathTask.TEST)),
            FOLDER,
            TRAIN,
            PathTask.VALIDATION,
            PathTask.TEST)
        .words(
            v ->
                v.get(FOLDER).equals(DataParams.CACHE)
                    ? "Warcraft maps"
                    : "maps of " + v.get(FOLDER));
  }

  @Override
  public Splits<PathSet> open(GridMoves moves, Consumer<String> messages) throws IOException {
    if (!folder.equals(DataParams.CACHE)) {
      return WarcraftMaps.open(Path.of(folder), moves, messages);
    }
    Path cache = WarcraftDownload.cacheFolder(System.getenv());
    if (!Files.isDirectory(cache)) {
      messages.accept("the Warcraft maps are not in " + cache + " yet: they are fetched now");
    }
    return WarcraftMaps.open(new WarcraftDownload(cache, messages).fetch(), moves, messages);
  }

  @Override
  public long trainLimit() {
    return train.orElse(Long.MAX_VALUE);
  }
}
