package org.newtonlosses.data.fetch;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * Unpacks archives of the kind .tar.gz. Commons Compress reads them, but its {@code Expander} can
 * only unpack all of an archive.
 */
public final class TarGz {
  private TarGz() {}

  /**
   * Copies some files of one folder, and nothing else, out of an archive.
   *
   * @param archive the file
   * @param folder of the archive that is looked into, at its top or below, ending in a slash
   * @param files names of the files in it; those that it lacks are left out
   * @param target where they are put
   * @throws IOException if the archive is damaged; the message names it
   */
  public static void unpack(Path archive, String folder, List<String> files, Path target)
      throws IOException {
    try (InputStream file = new BufferedInputStream(Files.newInputStream(archive), 1 << 16);
        TarArchiveInputStream tar =
            new TarArchiveInputStream(new GzipCompressorInputStream(file))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        for (String wanted : files) {
          if (("/" + entry.getName()).endsWith("/" + folder + wanted)) {
            Files.copy(tar, target.resolve(wanted));
          }
        }
      }
    } catch (IOException e) {
      throw new IOException("%s: %s".formatted(archive.getFileName(), e.getMessage()), e);
    }
  }
}
