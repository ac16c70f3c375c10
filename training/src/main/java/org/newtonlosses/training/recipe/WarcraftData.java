package org.newtonlosses.training.recipe;

import java.util.OptionalLong;
import org.newtonlosses.graphs.parameter.Ranges;

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

  /** Checks the numbers. */
  public WarcraftData {
    FolderName.check(folder);
    train.ifPresent(maps -> Ranges.requireAtLeast("train", 1, maps));
    Ranges.requireAtLeast("validation", 1, validation);
    Ranges.requireAtLeast("test", 1, test);
  }

  static WarcraftData defaults() {
    return new WarcraftData(FolderName.CACHE, OptionalLong.empty(), 1_000, 1_000);
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
    return new WarcraftData(FolderName.resolved(folder), train, validation, test);
  }

  @Override
  public String describe() {
    return folder.equals(FolderName.CACHE) ? "Warcraft maps" : "maps of " + folder;
  }
}
