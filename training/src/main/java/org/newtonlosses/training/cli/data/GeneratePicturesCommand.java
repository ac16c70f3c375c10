package org.newtonlosses.training.cli.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.newtonlosses.data.pictures.SyntheticPictures;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code newton data generate pictures}: a folder of pictures with their values and orders. */
@Command(
    name = "pictures",
    description = {
      "Draws pictures, PNG and JPEG of different sizes, with a disc on each, and writes them with"
          + " values.csv (the share of the picture that the disc covers, in percent) and orders.csv"
          + " (lists of 2 to 8 of them, the smallest share first), for --task pictures.",
      "Results on them say nothing about other pictures."
    },
    showDefaultValues = true)
final class GeneratePicturesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--out", paramLabel = "DIR", required = true, description = "the new folder")
  private Path out;

  @Option(
      names = "--pictures",
      paramLabel = "K",
      defaultValue = "1000",
      description = "how many pictures")
  private int pictures;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "0",
      description = "the same seed gives the same pictures")
  private long seed;

  @Override
  public Integer call() throws IOException {
    new SyntheticPictures(pictures, seed).write(out);
    spec.commandLine()
        .getOut()
        .println("wrote %s: %d pictures, values.csv, orders.csv".formatted(out, pictures));
    return 0;
  }
}
