package org.newtonlosses.data.maps;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.newtonlosses.data.DataProvenance;
import org.newtonlosses.data.Splits;
import org.newtonlosses.data.fetch.Md5;
import org.newtonlosses.data.npy.NpyArray;
import org.newtonlosses.data.npy.NpzFile;

/**
 * Reads the Warcraft terrain maps, or any maps in the same nine arrays ({@link WarcraftFile}): any
 * number, any grid, any size of the pictures.
 *
 * <p>Files are mapped into memory, not read as a whole.
 */
public final class WarcraftMaps {
  /** Who made the Warcraft terrain maps, and where their licence is. */
  public static final String ATTRIBUTION =
      "Warcraft terrain maps: M. Vlastelica et al. (2020), Edmond, https://doi.org/10.17617/3.YJCQ5S;"
          + " see there for the licence";

  private static final String UNKNOWN_ATTRIBUTION =
      "unknown: the files are not the Warcraft maps' own; see their origin for authors and licence";

  private WarcraftMaps() {}

  /**
   * Opens the maps and checks them: all costs are positive, all labels are paths, and a sample of
   * 100 of each split costs what the shortest path costs.
   *
   * @param folder holds the nine .npy files, or is a .npz file with nine arrays of their names
   * @param messages told, in a line each, what must be known: as when the md5 sums are not the
   *     Warcraft maps' own
   * @return the splits; their provenance is verified and named "Warcraft terrain maps" only if all
   *     files whose sums are known have them, else it is "terrain maps like Warcraft's"
   * @throws IOException if a file is missing or damaged, does not fit the others or holds what is
   *     not allowed; the message names file and value
   */
  public static Splits<PathSet> open(Path folder, Consumer<String> messages) throws IOException {
    return open(folder, WarcraftFile.knownMd5(), messages);
  }

  static Splits<PathSet> open(
      Path folder, Map<WarcraftFile, String> knownMd5, Consumer<String> messages)
      throws IOException {
    if (Files.isDirectory(folder)) {
      return open(folder, folder, knownMd5, messages);
    }
    if (!Files.isRegularFile(folder)) {
      throw new IOException(folder + ": no such folder or .npz file");
    }
    try (NpzFile unpacked = new NpzFile(folder, WarcraftFile.fileNames())) {
      return open(folder, unpacked.folder(), knownMd5, messages);
    }
  }

  /** Reads the files in a folder as those of an origin, which messages name. */
  private static Splits<PathSet> open(
      Path origin, Path folder, Map<WarcraftFile, String> knownMd5, Consumer<String> messages)
      throws IOException {
    checkComplete(origin, folder);
    Map<WarcraftFile, NpyArray> arrays = new EnumMap<>(WarcraftFile.class);
    Map<WarcraftFile, String> md5 = new EnumMap<>(WarcraftFile.class);
    for (WarcraftFile file : WarcraftFile.values()) {
      Path path = folder.resolve(file.fileName());
      arrays.put(file, NpyArray.open(path, origin.resolve(file.fileName()).toString()));
      md5.put(file, Md5.of(path));
    }
    PathSet train =
        maps(
            arrays.get(WarcraftFile.TRAIN_MAPS),
            arrays.get(WarcraftFile.TRAIN_SHORTEST_PATHS),
            arrays.get(WarcraftFile.TRAIN_VERTEX_WEIGHTS));
    PathSet validation =
        maps(
            arrays.get(WarcraftFile.VAL_MAPS),
            arrays.get(WarcraftFile.VAL_SHORTEST_PATHS),
            arrays.get(WarcraftFile.VAL_VERTEX_WEIGHTS));
    PathSet test =
        maps(
            arrays.get(WarcraftFile.TEST_MAPS),
            arrays.get(WarcraftFile.TEST_SHORTEST_PATHS),
            arrays.get(WarcraftFile.TEST_VERTEX_WEIGHTS));
    if (!train.shape().equals(validation.shape()) || !train.shape().equals(test.shape())) {
      throw new IOException(
          "%s: sizes differ: train %s, val %s, test %s"
              .formatted(origin, train.shape(), validation.shape(), test.shape()));
    }
    return new Splits<>(train, validation, test, provenance(origin, md5, knownMd5, messages));
  }

  private static void checkComplete(Path origin, Path folder) throws IOException {
    List<String> missing = new ArrayList<>();
    for (WarcraftFile file : WarcraftFile.values()) {
      if (!Files.isRegularFile(folder.resolve(file.fileName()))) {
        missing.add(file.fileName());
      }
    }
    if (!missing.isEmpty()) {
      throw new IOException(
          "%s: found no %s; a data folder, or a .npz file, holds %s"
              .formatted(
                  origin,
                  String.join(", ", missing),
                  "{train,val,test}_{maps,shortest_paths,vertex_weights}.npy"));
    }
  }

  private static PathSet maps(NpyArray images, NpyArray paths, NpyArray costs) throws IOException {
    NpyMaps maps = new NpyMaps(images, paths, costs);
    maps.checkLabels();
    return maps;
  }

  private static DataProvenance provenance(
      Path origin,
      Map<WarcraftFile, String> found,
      Map<WarcraftFile, String> known,
      Consumer<String> messages) {
    ImmutableMap.Builder<String, String> md5 = ImmutableMap.builder();
    List<String> others = new ArrayList<>();
    found.forEach(
        (file, sum) -> {
          md5.put(file.fileName(), sum);
          if (!sum.equals(known.getOrDefault(file, sum))) {
            others.add(file.fileName());
          }
        });
    boolean own = others.isEmpty();
    if (!own) {
      messages.accept(
          "%s: not the Warcraft maps' own files, by their md5 sums: %s"
              .formatted(origin, String.join(", ", others)));
    }
    return new DataProvenance(
        own ? "Warcraft terrain maps" : "terrain maps like Warcraft's",
        origin.toAbsolutePath().normalize().toString(),
        md5.buildOrThrow(),
        own,
        own ? ATTRIBUTION : UNKNOWN_ATTRIBUTION);
  }
}
