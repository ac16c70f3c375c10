package org.newtonlosses.training.recipe;

import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * The Warcraft terrain maps, or own maps in the same files. Image and grid have the size that the
 * files have.
 *
 * @param folder of the nine .npy files, or a .npz file of nine arrays; {@code cache} is the user's
 *     cache folder, into which missing files are fetched
 * @param train how many of the training maps are used, from the first on; empty (in YAML {@code
 *     unlimited}): all
 * @param validation the most maps of a validation, at least 1
 * @param test the most maps of the final test, at least 1
 */
public record WarcraftData(String folder, OptionalLong train, int validation, int test)
    implements PathData {

  /** The source's name. */
  public static final String SOURCE = "warcraft";

  /** The folder's name that stands for the user's cache folder. */
  public static final String CACHE = RankingData.CACHE;

  /** Checks the numbers. */
  public WarcraftData {
    if (folder.isBlank()) {
      throw new IllegalArgumentException(
          "folder must be a path, or %s for the user's cache folder, found \"%s\""
              .formatted(CACHE, folder));
    }
    train.ifPresent(maps -> Recipe.atLeast(1, "train", maps));
    Recipe.atLeast(1, "validation", validation);
    Recipe.atLeast(1, "test", test);
  }

  static WarcraftData defaults() {
    return new WarcraftData(CACHE, OptionalLong.empty(), 1_000, 1_000);
  }

  @Override
  public long trainLimit() {
    return train.orElse(Long.MAX_VALUE);
  }

  /** Does nothing: the files say how large a map is. */
  @Override
  public void checkBatch(int batch) {}

  @Override
  public PathData resolved() {
    return folder.equals(CACHE)
        ? this
        : new WarcraftData(
            Path.of(folder).toAbsolutePath().normalize().toString(), train, validation, test);
  }

  @Override
  public String describe() {
    return folder.equals(CACHE) ? "Warcraft maps" : "maps of " + folder;
  }
}
