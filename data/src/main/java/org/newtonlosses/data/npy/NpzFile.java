package org.newtonlosses.data.npy;

import java.io.Closeable;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Arrays of a .npz file (a zip archive of .npy files, compressed or not), unpacked to a temporary
 * folder, as only a file can be mapped into memory.
 *
 * <p>They are deleted on {@link #close}; those that are mapped stay readable.
 */
public final class NpzFile implements Closeable {
  private static final Logger log = LoggerFactory.getLogger(NpzFile.class);

  private final List<String> files;
  private final Path folder;

  /**
   * Unpacks a file.
   *
   * @param npz the file
   * @param files names of the arrays that are wanted, with their ending .npy; those that it lacks
   *     are left out
   * @throws IOException if it is damaged; the message names it
   */
  public NpzFile(Path npz, List<String> files) throws IOException {
    this.files = files;
    this.folder = Files.createTempDirectory("newton-losses-");
    try {
      unpack(npz);
    } catch (ZipException | EOFException e) {
      close();
      throw new IOException("%s: damaged .npz file: %s".formatted(npz, e.getMessage()), e);
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private void unpack(Path npz) throws IOException {
    try (ZipFile zip = new ZipFile(npz.toFile())) {
      for (String file : files) {
        ZipEntry entry = zip.getEntry(file);
        if (entry != null) {
          try (InputStream in = zip.getInputStream(entry)) {
            Files.copy(in, folder.resolve(file));
          }
        }
      }
    }
  }

  /** Returns the folder with the arrays. */
  public Path folder() {
    return folder;
  }

  /** Deletes the arrays: where the system refuses it, as Windows does, at the program's end. */
  @Override
  public void close() {
    // What is registered last is deleted first.
    folder.toFile().deleteOnExit();
    for (String name : files) {
      File file = folder.resolve(name).toFile();
      if (file.exists() && !file.delete()) {
        file.deleteOnExit();
      }
    }
    if (!folder.toFile().delete()) {
      log.debug("{} is deleted at the end of the program", folder);
    }
  }
}
