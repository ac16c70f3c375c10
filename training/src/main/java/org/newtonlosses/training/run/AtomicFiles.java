package org.newtonlosses.training.run;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** Files and folders that appear whole or not at all, also if the machine stops. */
public final class AtomicFiles {
  /** What a folder fills before it is published. */
  interface Content {
    void write(Path folder) throws IOException;
  }

  private static final String TEMPORARY = ".tmp-";

  private AtomicFiles() {}

  /** The name under which something is written before it gets its own. */
  static String temporary(String name) {
    return TEMPORARY + name;
  }

  /** Writes a file, replacing it. */
  static void write(Path file, String text) throws IOException {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Writes a file, replacing it.
   *
   * @throws IOException if it cannot be written; what was there stays
   */
  public static void write(Path file, byte[] content) throws IOException {
    Path temporary = file.resolveSibling(temporary(file.getFileName().toString()));
    Files.write(temporary, content);
    sync(temporary);
    publish(temporary, file);
  }

  /** Writes a new folder. */
  static void writeFolder(Path folder, Content content) throws IOException {
    Path temporary = folder.resolveSibling(temporary(folder.getFileName().toString()));
    delete(temporary);
    Files.createDirectory(temporary);
    content.write(temporary);
    try (Stream<Path> files = Files.walk(temporary)) {
      for (Path path : files.toList()) {
        sync(path);
      }
    }
    publish(temporary, folder);
  }

  /** Deletes what an interrupted write has left in a folder. */
  static void deleteTemporaries(Path folder) throws IOException {
    for (Path path : children(folder)) {
      if (isTemporary(path)) {
        delete(path);
      }
    }
  }

  /** Whether a path is what an interrupted write has left. */
  static boolean isTemporary(Path path) {
    return path.getFileName().toString().startsWith(TEMPORARY);
  }

  static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.sorted().toList();
    }
  }

  static void delete(Path path) throws IOException {
    if (Files.exists(path)) {
      MoreFiles.deleteRecursively(path, RecursiveDeleteOption.ALLOW_INSECURE);
    }
  }

  private static void publish(Path temporary, Path target) throws IOException {
    Files.move(
        temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    sync(target.toAbsolutePath().getParent());
  }

  private static void sync(Path path) throws IOException {
    boolean folder = Files.isDirectory(path);
    try (FileChannel channel =
        FileChannel.open(path, folder ? StandardOpenOption.READ : StandardOpenOption.WRITE)) {
      channel.force(true);
    } catch (IOException e) {
      // Windows cannot open folders; there, the rename itself has to do.
      if (!folder) {
        throw e;
      }
    }
  }
}
