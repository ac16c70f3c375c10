package org.newtonlosses.data.maps;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.newtonlosses.data.fetch.DataFolder;
import org.newtonlosses.data.fetch.HttpDownload;
import org.newtonlosses.data.fetch.Md5;
import org.newtonlosses.data.fetch.TarGz;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches the Warcraft terrain maps of 12 × 12 cells, unless they are there already: an archive of
 * 0.9 GB, of which nine files are unpacked.
 *
 * <p>A download that was cut off goes on where it ended. The archive and the files are checked by
 * their md5 sums; the files appear together, or not at all.
 */
public final class WarcraftDownload {
  private static final Logger log = LoggerFactory.getLogger(WarcraftDownload.class);

  /**
   * A published archive.
   *
   * @param address where it is
   * @param bytes its size
   * @param md5 its md5 sum
   */
  record Archive(URI address, long bytes, String md5) {}

  private static final Archive PUBLISHED =
      new Archive(
          URI.create("https://edmond.mpg.de/api/access/datafile/102059"),
          915_169_563,
          "acea5ea60a47664ff189923a84814e96");

  private static final String CONTENTS = "warcraft_shortest_path_oneskin/12x12/";

  private final DataFolder folder;
  private final Archive archive;
  private final Consumer<String> progress;

  /**
   * Prepares a download.
   *
   * @param folder where the files shall be; made if it is missing
   * @param progress told, in a line each, what is being done
   */
  public WarcraftDownload(Path folder, Consumer<String> progress) {
    this(folder, PUBLISHED, WarcraftFile.knownMd5(), progress);
  }

  WarcraftDownload(
      Path folder, Archive archive, Map<WarcraftFile, String> md5, Consumer<String> progress) {
    ImmutableMap.Builder<String, String> md5ByName = ImmutableMap.builder();
    md5.forEach((file, sum) -> md5ByName.put(file.fileName(), sum));
    this.folder = new DataFolder(folder, WarcraftFile.fileNames(), md5ByName.buildOrThrow());
    this.archive = archive;
    this.progress = progress;
  }

  /**
   * Returns the folder that downloads are kept in: {@code $XDG_CACHE_HOME/newton-losses/warcraft},
   * or {@code ~/.cache/newton-losses/warcraft} where the variable is unset or no absolute path.
   *
   * @param environment as {@link System#getenv()} returns it
   */
  public static Path cacheFolder(Map<String, String> environment) {
    return DataFolder.inCache(environment, "warcraft");
  }

  /**
   * Makes sure that the folder holds the nine files. Reads them once to check their md5 sums; does
   * nothing more where they are right.
   *
   * @return the folder, ready for {@link WarcraftMaps#open}
   * @throws IOException if they could not be fetched; the message says why and what can be done
   *     instead
   */
  public Path fetch() throws IOException {
    if (folder.isComplete()) {
      return folder.path();
    }
    log.info(WarcraftMaps.ATTRIBUTION);
    folder.create();
    Path arrived = folder.path().resolve("warcraft_maps.tar.gz.partial");
    try {
      download(arrived);
      progress.accept("unpacking " + CONTENTS);
      folder.fill(arrivals -> TarGz.unpack(arrived, CONTENTS, WarcraftFile.fileNames(), arrivals));
    } catch (IOException e) {
      throw new IOException(
          ("The Warcraft maps could not be fetched from %s: %s%n"
                  + "The same command goes on with a download that was cut off. Without a"
                  + " network, give a folder with the nine files (--data-dir), or generate maps like"
                  + " them (newton data generate terrain).")
              .formatted(archive.address(), e.getMessage()),
          e);
    }
    Files.delete(arrived);
    progress.accept("the Warcraft maps are in " + folder.path());
    return folder.path();
  }

  private void download(Path arrived) throws IOException {
    if (!Files.exists(arrived) || Files.size(arrived) < archive.bytes()) {
      progress.accept("fetching %d MB".formatted(archive.bytes() / 1_000_000));
      new HttpDownload(archive.address(), arrived, progress).fetch();
    }
    try {
      Md5.check(arrived, archive.md5());
    } catch (IOException e) {
      Files.delete(arrived);
      throw e;
    }
  }
}
