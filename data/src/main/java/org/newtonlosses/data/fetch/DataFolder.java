package org.newtonlosses.data.fetch;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.newtonlosses.files.AtomicFiles;
import org.newtonlosses.files.Draft;

/**
 * A folder that shall hold certain files, each whole and with its md5 sum, or not at all.
 *
 * @param path where it is
 * @param files names of the files
 * @param md5 md5 sums by name; those of some files may be unknown
 */
public record DataFolder(Path path, ImmutableList<String> files, ImmutableMap<String, String> md5) {

  /**
   * Returns the folder that downloads are kept in: {@code $XDG_CACHE_HOME/newton-losses/name}, or
   * {@code ~/.cache/newton-losses/name} where the variable is unset or no absolute path.
   *
   * @param environment as {@link System#getenv()} returns it
   * @param name of the data set
   */
  public static Path inCache(Map<String, String> environment, String name) {
    Path configured = Path.of(environment.getOrDefault("XDG_CACHE_HOME", ""));
    Path cache =
        configured.isAbsolute() ? configured : Path.of(System.getProperty("user.home"), ".cache");
    return cache.resolve("newton-losses").resolve(name);
  }

  /**
   * Returns whether all files are there with their md5 sums. Reads them once.
   *
   * <p>Whoever opens the files sums them again for their provenance, half a second for the Warcraft
   * maps: so a folder is treated alike whether it was fetched or is the user's.
   */
  public boolean isComplete() {
    try {
      check(path);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Makes the folder if it is missing.
   *
   * @throws IOException if it cannot be made or written to; the message names it
   */
  public void create() throws IOException {
    try {
      AtomicFiles.createFolders(path);
    } catch (IOException e) {
      throw new IOException("%s cannot be written to: %s".formatted(path, e), e);
    }
    if (!Files.isWritable(path)) {
      throw new IOException(path + " cannot be written to: not permitted");
    }
  }

  /**
   * Has the files fetched to a folder beside their place, and moves them there once all are known
   * to be right.
   *
   * @param fetch puts the files into an empty folder
   * @throws IOException if they cannot be fetched, are missing or have other md5 sums; then the
   *     folder is as it was
   */
  public void fill(AtomicFiles.Content fetch) throws IOException {
    try (Draft arrivals = new Draft(path.resolve("fetch"))) {
      fetch.write(Files.createDirectory(arrivals.path()));
      check(arrivals.path());
      for (String file : files) {
        AtomicFiles.move(arrivals.path().resolve(file), path.resolve(file));
      }
    }
  }

  private void check(Path folder) throws IOException {
    for (String file : files) {
      if (!Files.isRegularFile(folder.resolve(file))) {
        throw new IOException(file + " is missing");
      }
      if (md5.containsKey(file)) {
        Md5.check(folder.resolve(file), md5.get(file));
      }
    }
  }
}
