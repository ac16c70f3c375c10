package org.newtonlosses.training.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.newtonlosses.data.WarcraftFile;

/**
 * What a folder holds of the Warcraft maps, or of a data set with their file names.
 *
 * @param found how many of the nine files are there
 */
record WarcraftState(long found) {

  /** Looks for the files; does not read them. */
  static WarcraftState of(Path folder) {
    return new WarcraftState(
        Arrays.stream(WarcraftFile.values())
            .filter(file -> Files.isRegularFile(folder.resolve(file.fileName())))
            .count());
  }

  /** The state in a few words. */
  String summary() {
    int all = WarcraftFile.values().length;
    return found == 0
        ? "not fetched yet"
        : found < all ? "%d of %d files missing".formatted(all - found, all) : "complete";
  }
}
