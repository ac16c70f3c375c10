package org.newtonlosses.data.maps;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.newtonlosses.data.Splits;
import org.newtonlosses.data.npy.NpyHeader;
import org.newtonlosses.data.npy.NpyType;
import org.newtonlosses.data.npy.NpyWriter;
import org.newtonlosses.files.AtomicFiles;

/**
 * Writes maps as a folder with the nine files of {@link WarcraftFile}, one map after the other:
 * pictures uint8 [N, H, W, 3], paths uint8 [N, h, w], costs float16 [N, h, w].
 */
public final class WarcraftWriter {
  private static final int PROGRESS_MAPS = 1000;

  private WarcraftWriter() {}

  /**
   * Writes a folder, which appears when it is complete.
   *
   * @param maps what to write, such as {@link TerrainMaps#splits}
   * @param folder must not exist, or be empty
   * @param progress told, in a line each, how far it is
   * @throws IOException if the folder holds something or cannot be written
   */
  public static void write(Splits<PathSet> maps, Path folder, Consumer<String> progress)
      throws IOException {
    AtomicFiles.fillFolder(
        folder,
        partial -> {
          write(
              maps.train(),
              partial,
              WarcraftFile.TRAIN_MAPS,
              WarcraftFile.TRAIN_SHORTEST_PATHS,
              WarcraftFile.TRAIN_VERTEX_WEIGHTS,
              progress);
          write(
              maps.validation(),
              partial,
              WarcraftFile.VAL_MAPS,
              WarcraftFile.VAL_SHORTEST_PATHS,
              WarcraftFile.VAL_VERTEX_WEIGHTS,
              progress);
          write(
              maps.test(),
              partial,
              WarcraftFile.TEST_MAPS,
              WarcraftFile.TEST_SHORTEST_PATHS,
              WarcraftFile.TEST_VERTEX_WEIGHTS,
              progress);
        });
  }

  private static void write(
      PathSet maps,
      Path folder,
      WarcraftFile images,
      WarcraftFile paths,
      WarcraftFile costs,
      Consumer<String> progress)
      throws IOException {
    PathShape shape = maps.shape();
    NpyHeader imageHeader =
        NpyHeader.of(
            NpyType.UINT8,
            maps.size(),
            shape.imageHeight(),
            shape.imageWidth(),
            PathBatch.CHANNELS);
    NpyHeader pathHeader = NpyHeader.of(NpyType.UINT8, maps.size(), shape.height(), shape.width());
    NpyHeader costHeader =
        NpyHeader.of(NpyType.FLOAT16, maps.size(), shape.height(), shape.width());
    try (NpyWriter imageOut = new NpyWriter(folder.resolve(images.fileName()), imageHeader);
        NpyWriter pathOut = new NpyWriter(folder.resolve(paths.fileName()), pathHeader);
        NpyWriter costOut = new NpyWriter(folder.resolve(costs.fileName()), costHeader);
        PathBatch batch = maps.allocate(1)) {
      for (long i = 0; i < maps.size(); i++) {
        maps.fill(i, batch, 0);
        imageOut.write(batch.images(), 0, batch.images().length);
        pathOut.write(batch.paths(), 0, batch.paths().length);
        for (float cost : batch.costs()) {
          costOut.write(cost);
        }
        if ((i + 1) % PROGRESS_MAPS == 0 || i + 1 == maps.size()) {
          progress.accept("%s: %d of %d maps".formatted(images.fileName(), i + 1, maps.size()));
        }
      }
    }
  }
}
