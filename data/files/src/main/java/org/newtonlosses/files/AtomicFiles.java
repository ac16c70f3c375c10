package org.newtonlosses.files;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Files and folders that appear whole or not at all, and survive a power cut once they appear.
 *
 * <p>All of it is written by a {@link Draft}; these are the usual cases in one call.
 */
public final class AtomicFiles {
  /** What a folder is filled with before it appears. */
  @FunctionalInterface
  public interface Content {
    /**
     * Fills a folder.
     *
     * @param folder empty; it gets its name when this has returned
     * @throws IOException if it cannot be written
     */
    void write(Path folder) throws IOException;
  }

  private AtomicFiles() {}

  /**
   * Writes a text file in UTF-8, replacing it.
   *
   * @throws IOException if it cannot be written; what was there stays
   */
  public static void write(Path file, String text) throws IOException {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Writes a file, replacing it.
   *
   * @throws IOException if it cannot be written; what was there stays
   */
  public static void write(Path file, byte[] content) throws IOException {
    try (Draft draft = new Draft(file)) {
      Files.write(draft.path(), content);
      draft.publish();
    }
  }

  /**
   * Writes a new folder; makes those above it if need be.
   *
   * @param folder must not exist
   * @param content fills it
   * @throws FileAlreadyExistsException if there is such a file or folder, even an empty one
   * @throws IOException if it cannot be written; then there is none
   */
  public static void newFolder(Path folder, Content content) throws IOException {
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(folder.toString(), null, "it exists already");
    }
    createFolders(folder.toAbsolutePath().getParent());
    try (Draft draft = new Draft(folder)) {
      content.write(Files.createDirectory(draft.path()));
      draft.publish();
    }
  }

  /**
   * Makes a folder with what is in it, where there may be an empty one; deletes what interrupted
   * writes of it have left.
   *
   * @param folder must not exist, or be empty
   * @param content fills it
   * @throws IOException if the folder holds something or cannot be written
   */
  public static void fillFolder(Path folder, Content content) throws IOException {
    Path target = folder.toAbsolutePath().normalize();
    try {
      Files.deleteIfExists(target);
    } catch (DirectoryNotEmptyException e) {
      throw new IOException(folder + ": is not empty, expected a new folder", e);
    }
    deleteDraftsOf(target);
    newFolder(target, content);
  }

  /**
   * Makes a folder, and those above it, unless it is there.
   *
   * @throws IOException if it cannot be made
   */
  public static void createFolders(Path folder) throws IOException {
    Path absolute = folder.toAbsolutePath();
    Path parent = absolute.getParent();
    if (Files.isDirectory(absolute) || parent == null) {
      return;
    }
    createFolders(parent);
    // Not createDirectory: another process may have been faster.
    Files.createDirectories(absolute);
    sync(parent);
  }

  /**
   * Moves what is complete to its place, from a folder of the same file system.
   *
   * @param from a file or folder
   * @param to where; a file or an empty folder there is replaced
   * @throws IOException if it cannot be moved; what was there stays
   */
  public static void move(Path from, Path to) throws IOException {
    syncAll(from);
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    sync(to.toAbsolutePath().getParent());
  }

  /**
   * Deletes what interrupted writes have left in a folder. Only for who knows that nobody else
   * writes there.
   *
   * @throws IOException if it cannot be deleted
   */
  public static void deleteDrafts(Path folder) throws IOException {
    for (Path path : children(folder)) {
      if (Draft.isDraft(path)) {
        delete(path);
      }
    }
  }

  /**
   * Deletes what interrupted writes of one file or folder have left. Only for who knows that nobody
   * else writes it.
   *
   * @throws IOException if it cannot be deleted
   */
  public static void deleteDraftsOf(Path target) throws IOException {
    Path folder = target.toAbsolutePath().getParent();
    if (Files.isDirectory(folder)) {
      for (Path path : children(folder)) {
        if (Draft.isDraftOf(path, target)) {
          delete(path);
        }
      }
    }
  }

  /**
   * Returns what is in a folder, by name.
   *
   * @throws IOException if it cannot be read
   */
  public static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.sorted().toList();
    }
  }

  /**
   * Deletes a file, or a folder with all that is in it; does nothing if there is none.
   *
   * @throws IOException if it cannot be deleted
   */
  public static void delete(Path path) throws IOException {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      // Where the system lacks the secure way there is no other.
      MoreFiles.deleteRecursively(path, RecursiveDeleteOption.ALLOW_INSECURE);
    }
  }

  /**
   * Has a file, or the names in a folder, survive a power cut, as they are now.
   *
   * @throws IOException if there is no such file
   */
  public static void sync(Path path) throws IOException {
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

  private static void syncAll(Path root) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.toList()) {
        sync(path);
      }
    }
  }
}
