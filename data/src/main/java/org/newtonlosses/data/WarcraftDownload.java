package org.newtonlosses.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/** Fetches the Warcraft terrain maps, about 0.9 GB. */
@SuppressWarnings("DoNotCallSuggester")
public final class WarcraftDownload {

  /**
   * Prepares a download.
   *
   * @param folder where the files shall be; made if it is missing
   * @param progress told, in a line each, what is being done
   */
  public WarcraftDownload(Path folder, Consumer<String> progress) {}

  /** Returns the folder that downloads are kept in. */
  public static Path cacheFolder(Map<String, String> environment) {
    throw new UnsupportedOperationException();
  }

  /**
   * Makes sure that the folder holds the nine files.
   *
   * @return the folder, ready for {@link WarcraftMaps#open}
   * @throws IOException if they could not be fetched
   */
  public Path fetch() throws IOException {
    throw new UnsupportedOperationException();
  }
}
