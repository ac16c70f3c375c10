package org.newtonlosses.data.maps;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What a folder holds of the Warcraft maps, or of a data set with their file names.
 *
 * @param found how many of the nine files are there
 */
public record WarcraftState(long found) {

  /** Looks for the files; does not read them. */
  public static WarcraftState of(Path folder) {
    return new WarcraftState(
        Arrays.stream(WarcraftFile.values())
            .filter(file -> Files.isRegularFile(folder.resolve(file.fileName())))
            .count());
  }

  /** Returns the state in a few words. */
  public String summary() {
    int all = WarcraftFile.values().length;
    return found == 0
        ? "not fetched yet"
        : found < all ? "%d of %d files missing".formatted(all - found, all) : "complete";
  }
}
