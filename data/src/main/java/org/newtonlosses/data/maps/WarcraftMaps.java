package org.newtonlosses.data.maps;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
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

  /** Opens maps whose paths are the shortest by {@link GridMoves#PLAIN}. */
  public static Splits<PathSet> open(Path folder, Consumer<String> messages) throws IOException {
    return open(folder, GridMoves.PLAIN, messages);
  }

  /**
   * Opens the maps and checks them: the costs of all free cells are positive, starts and goals are
   * free cells, all labels are paths between them, and a sample of 100 of each split costs what the
   * shortest path costs.
   *
   * <p>Costs of blocked cells may be anything; those that are not positive and finite are read as
   * 1.
   *
   * @param folder holds the nine .npy files, or is a .npz file with nine arrays of their names. It
   *     may also hold, for all three splits or for none, {@code train_starts.npy} and {@code
   *     train_goals.npy} (rows and columns from 0, [N, 2]; without them paths lead from the first
   *     to the last cell), and {@code train_blocked.npy} (1 for cells that no path enters, else 0,
   *     [N, h, w])
   * @param moves for which paths are the shortest
   * @param messages told, in a line each, what must be known: as when the md5 sums are not the
   *     Warcraft maps' own
   * @return the splits; their provenance is verified and named "Warcraft terrain maps" only if all
   *     files whose sums are known have them and there are no others, else it is "terrain maps like
   *     Warcraft's"
   * @throws IOException if a file is missing or damaged, does not fit the others or holds what is
   *     not allowed, or a goal cannot be reached; the message names file and value
   */
  public static Splits<PathSet> open(Path folder, GridMoves moves, Consumer<String> messages)
      throws IOException {
    return open(folder, moves, WarcraftFile.knownMd5(), messages);
  }

  static Splits<PathSet> open(
      Path folder, GridMoves moves, Map<WarcraftFile, String> knownMd5, Consumer<String> messages)
      throws IOException {
    if (Files.isDirectory(folder)) {
      return new Folder(folder, folder, moves).open(knownMd5, messages);
    }
    if (!Files.isRegularFile(folder)) {
      throw new IOException(folder + ": no such folder or .npz file");
    }
    List<String> arrays =
        ImmutableList.<String>builder()
            .addAll(WarcraftFile.fileNames())
            .addAll(MapExtra.allFileNames())
            .build();
    try (NpzFile unpacked = new NpzFile(folder, arrays)) {
      return new Folder(folder, unpacked.folder(), moves).open(knownMd5, messages);
    }
  }

  /**
   * Files in a folder.
   *
   * @param origin what messages name
   * @param path of the folder, which may be a copy
   * @param moves for which paths are the shortest
   */
  private record Folder(Path origin, Path path, GridMoves moves) {

    Splits<PathSet> open(Map<WarcraftFile, String> knownMd5, Consumer<String> messages)
        throws IOException {
      checkComplete();
      List<MapExtra> extras = new ArrayList<>();
      if (hasAll(MapExtra.STARTS, MapExtra.GOALS)) {
        extras.add(MapExtra.STARTS);
        extras.add(MapExtra.GOALS);
      }
      if (hasAll(MapExtra.BLOCKED)) {
        extras.add(MapExtra.BLOCKED);
      }
      NpyMaps train =
          maps(
              WarcraftFile.TRAIN_MAPS,
              WarcraftFile.TRAIN_SHORTEST_PATHS,
              WarcraftFile.TRAIN_VERTEX_WEIGHTS,
              extras(extras, MapExtra.SPLITS.get(0)));
      NpyMaps validation =
          maps(
              WarcraftFile.VAL_MAPS,
              WarcraftFile.VAL_SHORTEST_PATHS,
              WarcraftFile.VAL_VERTEX_WEIGHTS,
              extras(extras, MapExtra.SPLITS.get(1)));
      NpyMaps test =
          maps(
              WarcraftFile.TEST_MAPS,
              WarcraftFile.TEST_SHORTEST_PATHS,
              WarcraftFile.TEST_VERTEX_WEIGHTS,
              extras(extras, MapExtra.SPLITS.get(2)));
      if (!train.shape().equals(validation.shape()) || !train.shape().equals(test.shape())) {
        throw new IOException(
            "%s: sizes differ: train %s, val %s, test %s"
                .formatted(origin, train.shape(), validation.shape(), test.shape()));
      }
      return new Splits<>(train, validation, test, provenance(extras, knownMd5, messages));
    }

    private void checkComplete() throws IOException {
      List<String> missing =
          WarcraftFile.fileNames().stream().filter(Predicate.not(this::has)).toList();
      if (!missing.isEmpty()) {
        throw new IOException(
            "%s: found no %s; a data folder, or a .npz file, holds %s"
                .formatted(
                    origin,
                    String.join(", ", missing),
                    "{train,val,test}_{maps,shortest_paths,vertex_weights}.npy"));
      }
    }

    /** Returns whether there are the files of all splits; those of some only are an error. */
    private boolean hasAll(MapExtra... extras) throws IOException {
      List<String> files =
          Arrays.stream(extras).flatMap(extra -> extra.fileNames().stream()).toList();
      List<String> missing = files.stream().filter(Predicate.not(this::has)).toList();
      if (!missing.isEmpty() && missing.size() < files.size()) {
        throw new IOException(
            "%s: found no %s; there must be all of %s, or none"
                .formatted(origin, String.join(", ", missing), String.join(", ", files)));
      }
      return missing.isEmpty();
    }

    private boolean has(String file) {
      return Files.isRegularFile(path.resolve(file));
    }

    private Map<MapExtra, NpyArray> extras(List<MapExtra> extras, String split) throws IOException {
      Map<MapExtra, NpyArray> arrays = new EnumMap<>(MapExtra.class);
      for (MapExtra extra : extras) {
        arrays.put(extra, array(extra.fileName(split)));
      }
      return arrays;
    }

    private NpyArray array(String file) throws IOException {
      return NpyArray.open(path.resolve(file), origin.resolve(file).toString());
    }

    private NpyMaps maps(
        WarcraftFile images, WarcraftFile paths, WarcraftFile costs, Map<MapExtra, NpyArray> extras)
        throws IOException {
      NpyMaps maps =
          new NpyMaps(
              array(images.fileName()),
              array(paths.fileName()),
              array(costs.fileName()),
              extras,
              moves);
      maps.check();
      return maps;
    }

    private DataProvenance provenance(
        List<MapExtra> extras, Map<WarcraftFile, String> known, Consumer<String> messages)
        throws IOException {
      ImmutableMap.Builder<String, String> md5 = ImmutableMap.builder();
      List<String> others = new ArrayList<>();
      for (WarcraftFile file : WarcraftFile.values()) {
        String sum = Md5.of(path.resolve(file.fileName()));
        md5.put(file.fileName(), sum);
        if (!sum.equals(known.getOrDefault(file, sum))) {
          others.add(file.fileName());
        }
      }
      for (MapExtra extra : extras) {
        for (String file : extra.fileNames()) {
          md5.put(file, Md5.of(path.resolve(file)));
        }
      }
      boolean own = others.isEmpty() && extras.isEmpty();
      if (!own && extras.isEmpty()) {
        messages.accept(
            "%s: not the Warcraft maps' own files, by their md5 sums: %s"
                .formatted(origin, String.join(", ", others)));
      }
      return new DataProvenance(
          own
              ? "Warcraft terrain maps"
              : extras.isEmpty() ? "terrain maps like Warcraft's" : "own maps",
          origin.toAbsolutePath().normalize().toString(),
          md5.buildOrThrow(),
          own,
          own ? ATTRIBUTION : UNKNOWN_ATTRIBUTION);
    }
  }
}
