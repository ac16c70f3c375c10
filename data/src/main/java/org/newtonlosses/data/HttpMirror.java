package org.newtonlosses.data;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/**
 * A web folder with the four files of MNIST, each as gzip.
 *
 * @param base its address, ending in a slash
 */
record HttpMirror(URI base) implements MnistOrigin {
  /** Well-known mirrors, in the order to be tried. */
  static final ImmutableList<HttpMirror> PUBLIC =
      ImmutableList.of(
          new HttpMirror(URI.create("https://storage.googleapis.com/cvdf-datasets/mnist/")),
          new HttpMirror(URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/")));

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(15);
  private static final Duration FILE_TIMEOUT = Duration.ofMinutes(10);

  @Override
  public void fetch(Path folder, Consumer<String> progress) throws IOException {
    HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT_TIMEOUT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    for (MnistFile file : MnistFile.values()) {
      URI address = base.resolve(file.fileName() + ".gz");
      progress.accept("downloading " + address);
      Path compressed = folder.resolve(file.fileName() + ".gz");
      download(client, address, compressed);
      try (InputStream in = new GZIPInputStream(Files.newInputStream(compressed), 1 << 16)) {
        Files.copy(in, folder.resolve(file.fileName()));
      } catch (IOException e) {
        throw new IOException(
            "%s: damaged gzip file: %s".formatted(compressed.getFileName(), e.getMessage()), e);
      }
    }
  }

  private static void download(HttpClient client, URI address, Path target) throws IOException {
    // A request's own timeout ends with the response's headers; this one covers the body as well.
    CompletableFuture<HttpResponse<Path>> answer =
        client.sendAsync(
            HttpRequest.newBuilder(address).timeout(FILE_TIMEOUT).build(),
            BodyHandlers.ofFile(target));
    try {
      HttpResponse<Path> response = answer.get(FILE_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
      if (response.statusCode() != 200) {
        throw new IOException(
            "%s: HTTP status %d".formatted(target.getFileName(), response.statusCode()));
      }
    } catch (ExecutionException e) {
      throw new IOException(
          "%s: not reachable: %s".formatted(target.getFileName(), e.getCause()), e);
    } catch (TimeoutException e) {
      throw new IOException(
          "%s: took more than %d minutes".formatted(target.getFileName(), FILE_TIMEOUT.toMinutes()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("%s: interrupted".formatted(target.getFileName()), e);
    } finally {
      answer.cancel(true);
    }
  }

  @Override
  public String toString() {
    return base.toString();
  }
}
