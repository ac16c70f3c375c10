package org.newtonlosses.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Reads the Warcraft terrain maps, or any maps of the same nine arrays. */
@SuppressWarnings("DoNotCallSuggester")
public final class WarcraftMaps {

  private WarcraftMaps() {}

  /**
   * Opens the maps.
   *
   * @param folder holds the nine .npy files, or is a .npz file with nine arrays of their names
   * @param messages told, in a line each, what must be known
   * @throws IOException if a file is missing or damaged, or does not fit the others
   */
  public static PathSplits open(Path folder, Consumer<String> messages) throws IOException {
    throw new UnsupportedOperationException();
  }
}
