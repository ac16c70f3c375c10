package org.newtonlosses.data.fetch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A place that files can be fetched from. Its {@code toString} names it to the user. */
public interface Origin {
  /**
   * Puts the files, uncompressed, into an empty folder. The caller checks their contents.
   *
   * @param folder empty; whatever else is left in it is deleted by the caller
   * @param progress told, in a line each, what is being done
   * @throws IOException if it cannot be done; the message says why
   */
  void fetch(Path folder, Consumer<String> progress) throws IOException;
}
