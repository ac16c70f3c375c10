package org.newtonlosses.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A file or folder that is being written beside its place, under a name of its own, and gets its
 * name once it is complete.
 *
 * <pre>{@code
 * try (Draft draft = new Draft(file)) {
 *   … write draft.path() …
 *   draft.publish();
 * }
 * }</pre>
 *
 * <p>What is published survives a power cut: contents are on the disk before the name is, and the
 * name is before {@link #publish} returns. What is not published is deleted by {@link #close}. If
 * the process is killed before, it stays, as {@code .tmp-NAME-…}: see {@link
 * AtomicFiles#deleteDrafts}.
 */
public final class Draft implements Closeable {
  private static final String PREFIX = ".tmp-";

  private final Path target;
  private final Path path;

  /**
   * Starts a draft, and writes nothing.
   *
   * @param target where it shall appear; its folder must exist
   * @throws NoSuchFileException if there is no such folder
   */
  public Draft(Path target) throws NoSuchFileException {
    this.target = target.toAbsolutePath();
    Path folder = this.target.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new NoSuchFileException(String.valueOf(target.getParent()));
    }
    // Random, so that two writers of one target do not get into each other's way.
    String number = "%08x".formatted(ThreadLocalRandom.current().nextInt());
    this.path = folder.resolve(prefix(target) + number);
  }

  /** Returns whether a path has the name of a draft. */
  public static boolean isDraft(Path path) {
    return path.getFileName().toString().startsWith(PREFIX);
  }

  static boolean isDraftOf(Path path, Path target) {
    String name = path.getFileName().toString();
    return name.startsWith(prefix(target)) && name.length() == prefix(target).length() + 8;
  }

  private static String prefix(Path target) {
    return PREFIX + target.getFileName() + "-";
  }

  /** Returns where the file or folder is to be written. */
  public Path path() {
    return path;
  }

  /**
   * Puts what was written to its place; a file or an empty folder there is replaced.
   *
   * @throws IOException if it cannot be moved; what was there stays
   */
  public void publish() throws IOException {
    AtomicFiles.move(path, target);
  }

  /** Deletes what was not published. */
  @Override
  public void close() throws IOException {
    AtomicFiles.delete(path);
  }
}
