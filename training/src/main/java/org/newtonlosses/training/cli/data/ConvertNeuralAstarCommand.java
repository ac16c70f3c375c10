package org.newtonlosses.training.cli.data;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.newtonlosses.data.benchmarks.NeuralAstar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code newton data convert neural-astar}: mazes of a .npz file. */
@Command(
    name = "neural-astar",
    description = {
      "Makes maps of a .npz file of neural-astar's planning data sets, such as"
          + " mazes_032_moore_c8.npz: its splits, every cell of cost 1, diagonal steps that may pass"
          + " blocked cells. The distances of all cells must be those of its grids.",
      "Starts are drawn as neural-astar does, from one of three regions of the far cells, but once,"
          + " not anew in each epoch. Labels are this program's shortest paths, of the lengths that"
          + " the file says. Lost are the file's actions, which are others among equally good ones,"
          + " and the distances of all other cells."
    },
    showDefaultValues = true)
final class ConvertNeuralAstarCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE.npz", description = "holds the arrays arr_0 to arr_11")
  private Path file;

  @Option(
      names = "--starts-per-map",
      paramLabel = "K",
      defaultValue = "1",
      description = "examples of each map, with starts of their own")
  private int startsPerMap;

  @Mixin private Conversion conversion;

  @Override
  public Integer call() throws IOException {
    conversion.checkNew();
    PrintWriter out = spec.commandLine().getOut();
    conversion.write(
        new NeuralAstar(startsPerMap, conversion.tile(), conversion.seed()).convert(file),
        out,
        spec.commandLine().getErr());
    out.println(NeuralAstar.ATTRIBUTION);
    return 0;
  }
}
