package org.newtonlosses.data.fetch;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/**
 * A web folder with files, each as gzip: {@code NAME.gz} is fetched and unpacked.
 *
 * @param base its address, ending in a slash
 * @param files their names, without the ending .gz
 */
public record HttpMirror(URI base, ImmutableList<String> files) implements Origin {

  @Override
  public void fetch(Path folder, Consumer<String> progress) throws IOException {
    for (String file : files) {
      URI address = base.resolve(file + ".gz");
      Path compressed = folder.resolve(file + ".gz");
      new HttpDownload(address, compressed, progress).fetch();
      try (InputStream in = new GZIPInputStream(Files.newInputStream(compressed), 1 << 16)) {
        Files.copy(in, folder.resolve(file));
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
