package org.newtonlosses.data;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/**
 * A web folder with the four files of MNIST, each as gzip.
 *
 * @param base its address, ending in a slash
 */
record HttpMirror(URI base) implements MnistOrigin {
  /** Well-known mirrors, in the order to be tried. */
  static final ImmutableList<HttpMirror> PUBLIC =
      ImmutableList.of(
          new HttpMirror(URI.create("https://storage.googleapis.com/cvdf-datasets/mnist/")),
          new HttpMirror(URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/")));

  @Override
  public void fetch(Path folder, Consumer<String> progress) throws IOException {
    for (MnistFile file : MnistFile.values()) {
      URI address = base.resolve(file.fileName() + ".gz");
      Path compressed = folder.resolve(file.fileName() + ".gz");
      new HttpDownload(address, compressed, progress).fetch();
      try (InputStream in = new GZIPInputStream(Files.newInputStream(compressed), 1 << 16)) {
        Files.copy(in, folder.resolve(file.fileName()));
      } catch (IOException e) {
        throw new IOException(
            "%s: damaged gzip file: %s".formatted(compressed.getFileName(), e.getMessage()), e);
      }
    }
  }

  @Override
  public String toString() {
    return base.toString();
  }
}
