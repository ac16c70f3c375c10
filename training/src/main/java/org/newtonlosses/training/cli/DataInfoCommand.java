package org.newtonlosses.training.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.newtonlosses.data.IdxFile;
import org.newtonlosses.data.Mnist;
import org.newtonlosses.data.MnistDownload;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code newton data info}: what a folder holds; fails if a file is missing or damaged. */
@Command(
    name = "info",
    description =
        "Shows the files of a data folder: shapes, md5 sums, whether they are MNIST's own.")
final class DataInfoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description =
          "holds the four idx files of MNIST, or of a set with their names; default: the cache")
  private Path dataDir;

  @Override
  public Integer call() throws IOException {
    Path folder = dataDir == null ? MnistDownload.cacheFolder(System.getenv()) : dataDir;
    if (!Files.exists(folder) && dataDir == null) {
      throw new IOException(folder + ": not there yet; newton data fetch mnist fetches it");
    }
    if (!Files.exists(folder)) {
      throw new NoSuchFileException(folder.toString());
    }
    if (!Files.isDirectory(folder)) {
      throw new NotDirectoryException(folder.toString());
    }
    MnistState state = MnistState.of(folder);
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%s: %s%n", folder, state.summary());
    for (MnistState.FileState file : state.files()) {
      out.printf("  %-24s %s%n", file.file().fileName(), describe(file));
    }
    if (!state.complete()) {
      return Newton.FAILED;
    }
    if (state.verified()) {
      out.println(Mnist.ATTRIBUTION);
    }
    return 0;
  }

  private static String describe(MnistState.FileState file) {
    Optional<IdxFile> found = file.found();
    return found
        .map(
            idx ->
                "%-16s md5 %s%s"
                    .formatted(
                        idx.shape(), idx.md5(), file.verified() ? " (MNIST)" : " (not MNIST's)"))
        .orElse("missing");
  }
}
