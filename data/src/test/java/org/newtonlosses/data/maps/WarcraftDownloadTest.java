package org.newtonlosses.data.maps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.google.common.collect.ImmutableMap;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.newtonlosses.data.fetch.HttpDownload;
import org.newtonlosses.data.fetch.Md5;

/** Fetches a small archive in the Warcraft maps' place from a local web server. */
class WarcraftDownloadTest {
  @TempDir private Path temp;
  private Path origin;
  private Path target;
  private byte[] archive;
  private String archiveMd5;
  private HttpServer server;
  private final List<String> ranges = new ArrayList<>();
  private final List<String> progress = new ArrayList<>();

  @BeforeEach
  void serveSmallArchive() throws IOException {
    origin = temp.resolve("origin");
    target = temp.resolve("cache").resolve("warcraft");
    WarcraftWriter.write(TerrainMaps.splits(6, 2, 2, 12, 12, 1), origin, line -> {});
    Path file = temp.resolve("maps.tar.gz");
    pack(file);
    archive = Files.readAllBytes(file);
    archiveMd5 = Md5.of(file);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
  }

  @Test
  void filesAreUnpackedAndSecondFetchDoesNothing() throws IOException {
    serve(archive.length);

    assertThat(download().fetch()).isEqualTo(target);

    assertHoldsExactlyTheFiles();
    assertThat(
            WarcraftMaps.open(target, GridMoves.PLAIN, md5(), progress::add)
                .provenance()
                .verified())
        .isTrue();
    assertThat(ranges).containsExactly("none");
    assertThat(progress)
        .containsSubsequence(
            "fetching 0 MB",
            "downloading " + address(),
            "unpacking warcraft_shortest_path_oneskin/12x12/",
            "the Warcraft maps are in " + target);
    assertThat(download().fetch()).isEqualTo(target);
    assertThat(ranges).hasSize(1);
  }

  @Test
  void lostConnectionsAreMadeAgain() throws IOException {
    int part = archive.length / 3 + 1;
    serve(part);

    download().fetch();

    assertHoldsExactlyTheFiles();
    assertThat(ranges)
        .containsExactly("none", "bytes=%d-".formatted(part), "bytes=%d-".formatted(2 * part));
    assertThat(progress)
        .contains("going on after warcraft_maps.tar.gz.partial: connection lost at byte " + part);
  }

  @Test
  void partOfAnEarlierProgramIsContinued() throws IOException {
    serve(archive.length);
    Files.createDirectories(target);
    Files.write(partial(), Arrays.copyOf(archive, 1000));

    download().fetch();

    assertHoldsExactlyTheFiles();
    assertThat(ranges).containsExactly("bytes=1000-");
  }

  @Test
  void wholeArchiveOfAnEarlierProgramIsNotFetchedAgain() throws IOException {
    serve(archive.length);
    Files.createDirectories(target);
    Files.write(partial(), archive);

    download().fetch();

    assertHoldsExactlyTheFiles();
    assertThat(ranges).isEmpty();
  }

  @Test
  void serverWithoutRangesSendsAllAgain() throws IOException {
    server.createContext("/maps", exchange -> send(exchange, 200, archive));
    Files.createDirectories(target);
    Files.write(partial(), new byte[1000]);

    download().fetch();

    assertHoldsExactlyTheFiles();
  }

  @Test
  void otherMd5SumIsNamedAndTheArchiveDropped() throws IOException {
    archive[archive.length / 2] ^= 1;
    serve(archive.length);

    assertThatIOException()
        .isThrownBy(() -> download().fetch())
        .withMessageContaining("warcraft_maps.tar.gz.partial: md5 sum ")
        .withMessageContaining("expected " + archiveMd5);
    assertThat(target).isEmptyDirectory();
  }

  @Test
  void otherMd5SumOfAFileIsNamed() throws IOException {
    serve(archive.length);
    Map<WarcraftFile, String> md5 = ImmutableMap.of(WarcraftFile.VAL_MAPS, "0123");
    assertThatIOException()
        .isThrownBy(() -> new WarcraftDownload(target, published(), md5, progress::add).fetch())
        .withMessageContaining("val_maps.npy: md5 sum ");
    assertThat(target.resolve("val_maps.npy")).doesNotExist();
  }

  @Test
  void statusIsNamedAndWhatArrivedIsKept() throws IOException {
    server.createContext("/maps", exchange -> send(exchange, 404, new byte[2000]));
    Files.createDirectories(target);
    Files.write(partial(), new byte[1000]);

    assertThatIOException()
        .isThrownBy(() -> download().fetch())
        .withMessageStartingWith(
            "The Warcraft maps could not be fetched from "
                + address()
                + ": warcraft_maps.tar.gz.partial: HTTP status 404")
        .withMessageContaining("--data-dir")
        .withMessageContaining("newton data generate terrain");
    assertThat(partial()).hasSize(1000);
  }

  @Test
  void rangeThatWasNotAskedForIsRefused() throws IOException {
    server.createContext(
        "/maps",
        exchange -> {
          exchange.getResponseHeaders().add("Content-Range", "bytes 0-99/200");
          send(exchange, 206, new byte[100]);
        });
    Files.createDirectories(target);
    Files.write(partial(), new byte[1000]);

    assertThatIOException()
        .isThrownBy(() -> download().fetch())
        .withMessageContaining("HTTP status 206");
    assertThat(partial()).hasSize(1000);
  }

  @Test
  void withoutANetworkTheMessageSaysSo() {
    server.stop(0);
    assertThatIOException()
        .isThrownBy(() -> download().fetch())
        .withMessageContaining("warcraft_maps.tar.gz.partial: not reachable: ")
        .withMessageContaining("--data-dir");
  }

  @Test
  void interruptedDownloadsStop() {
    serve(archive.length);
    Thread.currentThread().interrupt();
    assertThatIOException()
        .isThrownBy(() -> new HttpDownload(address(), temp.resolve("file"), progress::add).fetch())
        .withMessage("file: interrupted");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void silenceIsNotWaitedFor() {
    CountDownLatch end = new CountDownLatch(1);
    server.createContext(
        "/maps",
        exchange -> {
          try {
            end.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          exchange.close();
        });
    HttpDownload impatient =
        new HttpDownload(address(), temp.resolve("file"), Duration.ofMillis(100), progress::add);
    assertThatIOException()
        .isThrownBy(impatient::fetch)
        .withMessage("file: nothing arrived for 0 s");
    end.countDown();
  }

  @Test
  void folderIsBesideTheOtherDownloads() {
    assertThat(WarcraftDownload.cacheFolder(Map.of("XDG_CACHE_HOME", temp.toString())))
        .isEqualTo(temp.resolve("newton-losses/warcraft"));
  }

  private WarcraftDownload download() throws IOException {
    return new WarcraftDownload(target, published(), md5(), progress::add);
  }

  private WarcraftDownload.Archive published() {
    return new WarcraftDownload.Archive(address(), archive.length, archiveMd5);
  }

  private Map<WarcraftFile, String> md5() throws IOException {
    ImmutableMap.Builder<WarcraftFile, String> known = ImmutableMap.builder();
    for (WarcraftFile file : WarcraftFile.knownMd5().keySet()) {
      known.put(file, Md5.of(origin.resolve(file.fileName())));
    }
    return known.buildOrThrow();
  }

  private Path partial() {
    return target.resolve("warcraft_maps.tar.gz.partial");
  }

  private URI address() {
    InetSocketAddress at = server.getAddress();
    return URI.create(
        "http://%s:%d/maps".formatted(at.getAddress().getHostAddress(), at.getPort()));
  }

  private void assertHoldsExactlyTheFiles() throws IOException {
    try (Stream<Path> files = Files.list(target)) {
      assertThat(files).hasSize(9);
    }
    for (WarcraftFile file : WarcraftFile.values()) {
      assertThat(target.resolve(file.fileName()))
          .hasSameBinaryContentAs(origin.resolve(file.fileName()));
    }
  }

  /** Serves ranges, but closes each connection after some bytes. */
  private void serve(int most) {
    server.createContext(
        "/maps",
        exchange -> {
          String range = exchange.getRequestHeaders().getFirst("Range");
          ranges.add(range == null ? "none" : range);
          int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
          if (range != null) {
            exchange
                .getResponseHeaders()
                .add(
                    "Content-Range",
                    "bytes %d-%d/%d".formatted(from, archive.length - 1, archive.length));
          }
          exchange.sendResponseHeaders(range == null ? 200 : 206, archive.length - from);
          exchange.getResponseBody().write(archive, from, Math.min(most, archive.length - from));
          exchange.getResponseBody().flush();
          exchange.close();
        });
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private void pack(Path file) throws IOException {
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(new GZIPOutputStream(Files.newOutputStream(file)))) {
      for (String folder :
          new String[] {
            "warcraft_shortest_path_oneskin/18x18/", "warcraft_shortest_path_oneskin/12x12/"
          }) {
        for (WarcraftFile array : WarcraftFile.values()) {
          boolean wanted = folder.contains("12x12");
          byte[] content =
              wanted ? Files.readAllBytes(origin.resolve(array.fileName())) : new byte[] {1};
          TarArchiveEntry entry = new TarArchiveEntry(folder + array.fileName());
          entry.setSize(content.length);
          tar.putArchiveEntry(entry);
          tar.write(content);
          tar.closeArchiveEntry();
        }
      }
    }
  }
}
