package org.newtonlosses.training.recipe;

import java.nio.file.Path;

/** The folder of a data set, as recipes name it: a path, or the user's cache folder. */
public final class FolderName {

  /** The name that stands for the user's cache folder. */
  public static final String CACHE = "cache";

  private FolderName() {}

  static void check(String folder) {
    if (folder.isBlank()) {
      throw new IllegalArgumentException(
          "folder must be a path, or %s for the user's cache folder, found \"%s\""
              .formatted(CACHE, folder));
    }
  }

  /** The name as an absolute path. */
  static String resolved(String folder) {
    return folder.equals(CACHE) ? CACHE : Path.of(folder).toAbsolutePath().normalize().toString();
  }
}
