package org.newtonlosses.data.fetch;

import com.google.common.base.Stopwatch;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Fetches a file from the web, going on where an earlier attempt was cut off: what has arrived is
 * kept in the target, and the rest is asked for by a Range request. A server that does not know
 * such requests sends the whole file again. (The libraries here can only fetch as a whole.)
 *
 * @param address of the file
 * @param target where it goes
 * @param patience how long may pass without a byte
 * @param progress told, in a line each, how far it is
 */
public record HttpDownload(URI address, Path target, Duration patience, Consumer<String> progress) {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(15);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration REPORT = Duration.ofSeconds(10);
  private static final int OK = 200;
  private static final int PARTIAL_CONTENT = 206;
  private static final long POLL_MILLIS = 500;
  private static final long MEGABYTE = 1_000_000;

  /** Waits a minute for each byte. */
  public HttpDownload(URI address, Path target, Consumer<String> progress) {
    this(address, target, PATIENCE, progress);
  }

  /**
   * Fetches the file, or what is missing of it. Lost connections are made again as long as each
   * brings something.
   *
   * @throws IOException if the file could not be fetched; the message says why
   */
  public void fetch() throws IOException {
    progress.accept("downloading " + address);
    HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT_TIMEOUT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    while (true) {
      long before = arrived();
      try {
        fetch(client, before);
        return;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("%s: interrupted".formatted(target.getFileName()), e);
      } catch (IOException e) {
        if (arrived() <= before) {
          throw e;
        }
        progress.accept("going on after %s".formatted(e.getMessage()));
      }
    }
  }

  private void fetch(HttpClient client, long from) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(address);
    if (from > 0) {
      request.header("Range", "bytes=%d-".formatted(from));
    }
    CompletableFuture<HttpResponse<Path>> answer =
        client.sendAsync(request.build(), info -> receiver(info, from));
    try {
      HttpResponse<Path> response = await(answer);
      if (response.statusCode() != OK
          && !continues(response.statusCode(), response.headers(), from)) {
        throw new IOException(
            "%s: HTTP status %d".formatted(target.getFileName(), response.statusCode()));
      }
    } catch (ExecutionException e) {
      throw new IOException(
          arrived() > from
              ? "%s: connection lost at byte %d".formatted(target.getFileName(), arrived())
              : "%s: not reachable: %s".formatted(target.getFileName(), e.getCause()),
          e);
    } finally {
      answer.cancel(true);
    }
  }

  /** A request's own timeout ends with the response's headers; this one covers the body as well. */
  private HttpResponse<Path> await(CompletableFuture<HttpResponse<Path>> answer)
      throws IOException, InterruptedException, ExecutionException {
    long arrived = arrived();
    Stopwatch silence = Stopwatch.createStarted();
    Stopwatch sinceReport = Stopwatch.createStarted();
    while (true) {
      try {
        return answer.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        if (arrived() != arrived) {
          arrived = arrived();
          silence.reset().start();
        }
        if (silence.elapsed().compareTo(patience) > 0) {
          throw new IOException(
              "%s: nothing arrived for %d s".formatted(target.getFileName(), patience.toSeconds()),
              e);
        }
        if (sinceReport.elapsed().compareTo(REPORT) > 0) {
          progress.accept("%d MB have arrived".formatted(arrived / MEGABYTE));
          sinceReport.reset().start();
        }
      }
    }
  }

  private BodySubscriber<Path> receiver(ResponseInfo info, long from) {
    if (continues(info.statusCode(), info.headers(), from)) {
      return BodySubscribers.ofFile(target, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }
    if (info.statusCode() == OK) {
      return BodySubscribers.ofFile(
          target,
          StandardOpenOption.CREATE,
          StandardOpenOption.WRITE,
          StandardOpenOption.TRUNCATE_EXISTING);
    }
    return BodySubscribers.replacing(target);
  }

  private static boolean continues(int status, HttpHeaders headers, long from) {
    return status == PARTIAL_CONTENT
        && headers.firstValue("Content-Range").orElse("").startsWith("bytes %d-".formatted(from));
  }

  private long arrived() throws IOException {
    return Files.exists(target) ? Files.size(target) : 0;
  }
}
