package org.newtonlosses.data.maps;

import com.google.common.io.Closer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.newtonlosses.data.Splits;
import org.newtonlosses.data.npy.NpyHeader;
import org.newtonlosses.data.npy.NpyType;
import org.newtonlosses.data.npy.NpyWriter;
import org.newtonlosses.files.AtomicFiles;

/**
 * Writes maps as a folder that {@link WarcraftMaps} reads, one map after the other: pictures uint8
 * [N, H, W, 3], paths uint8 [N, h, w], costs float16 [N, h, w]; where maps have them, starts and
 * goals int64 [N, 2] and blocked cells uint8 [N, h, w]. Their moves are not written.
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
              MapExtra.SPLITS.get(0),
              progress);
          write(
              maps.validation(),
              partial,
              WarcraftFile.VAL_MAPS,
              WarcraftFile.VAL_SHORTEST_PATHS,
              WarcraftFile.VAL_VERTEX_WEIGHTS,
              MapExtra.SPLITS.get(1),
              progress);
          write(
              maps.test(),
              partial,
              WarcraftFile.TEST_MAPS,
              WarcraftFile.TEST_SHORTEST_PATHS,
              WarcraftFile.TEST_VERTEX_WEIGHTS,
              MapExtra.SPLITS.get(2),
              progress);
        });
  }

  private static void write(
      PathSet maps,
      Path folder,
      WarcraftFile images,
      WarcraftFile paths,
      WarcraftFile costs,
      String split,
      Consumer<String> progress)
      throws IOException {
    PathShape shape = maps.shape();
    NpyHeader cells = NpyHeader.of(NpyType.UINT8, maps.size(), shape.height(), shape.width());
    NpyHeader ends = NpyHeader.of(NpyType.INT64, maps.size(), 2);
    try (Closer closer = Closer.create();
        PathBatch batch = maps.allocate(1)) {
      Opener opener =
          (file, header) -> closer.register(new NpyWriter(folder.resolve(file), header));
      NpyWriter imageOut =
          opener.open(
              images.fileName(),
              NpyHeader.of(
                  NpyType.UINT8,
                  maps.size(),
                  shape.imageHeight(),
                  shape.imageWidth(),
                  PathBatch.CHANNELS));
      NpyWriter pathOut = opener.open(paths.fileName(), cells);
      NpyWriter costOut =
          opener.open(
              costs.fileName(),
              NpyHeader.of(NpyType.FLOAT16, maps.size(), shape.height(), shape.width()));
      List<Extra> extras = new ArrayList<>();
      if (shape.extras().ends()) {
        NpyWriter starts = opener.open(MapExtra.STARTS.fileName(split), ends);
        NpyWriter goals = opener.open(MapExtra.GOALS.fileName(split), ends);
        extras.add(() -> starts.write(batch.starts()[0], batch.starts()[1]));
        extras.add(() -> goals.write(batch.goals()[0], batch.goals()[1]));
      }
      if (shape.extras().blocked()) {
        NpyWriter blocked = opener.open(MapExtra.BLOCKED.fileName(split), cells);
        extras.add(() -> blocked.write(batch.blocked(), 0, batch.blocked().length));
      }
      for (long i = 0; i < maps.size(); i++) {
        maps.fill(i, batch, 0);
        imageOut.write(batch.images(), 0, batch.images().length);
        pathOut.write(batch.paths(), 0, batch.paths().length);
        for (float cost : batch.costs()) {
          costOut.write(cost);
        }
        for (Extra extra : extras) {
          extra.write();
        }
        if ((i + 1) % PROGRESS_MAPS == 0 || i + 1 == maps.size()) {
          progress.accept("%s: %d of %d maps".formatted(images.fileName(), i + 1, maps.size()));
        }
      }
    }
  }

  /** Opens a file that is closed with the others. */
  @FunctionalInterface
  private interface Opener {
    NpyWriter open(String file, NpyHeader header) throws IOException;
  }

  /** Appends one map's part of a file. */
  @FunctionalInterface
  private interface Extra {
    void write() throws IOException;
  }
}
