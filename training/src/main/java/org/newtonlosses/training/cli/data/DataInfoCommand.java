package org.newtonlosses.training.cli.data;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.newtonlosses.data.Splits;
import org.newtonlosses.data.digits.IdxFile;
import org.newtonlosses.data.digits.Mnist;
import org.newtonlosses.data.digits.MnistDownload;
import org.newtonlosses.data.digits.MnistState;
import org.newtonlosses.data.lists.ListFiles;
import org.newtonlosses.data.lists.RankedLists;
import org.newtonlosses.data.lists.RankedListsReader;
import org.newtonlosses.data.maps.PathSet;
import org.newtonlosses.data.maps.PathShape;
import org.newtonlosses.data.maps.WarcraftDownload;
import org.newtonlosses.data.maps.WarcraftFile;
import org.newtonlosses.data.maps.WarcraftMaps;
import org.newtonlosses.data.maps.WarcraftState;
import org.newtonlosses.training.cli.options.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code newton data info}: what a folder holds; fails if a file is missing or damaged. */
@Command(
    name = "info",
    description = {
      "Shows the files of a data folder: shapes, md5 sums, whether they are MNIST's or Warcraft's"
          + " own. Maps are checked: costs positive, labels paths, and a sample of them shortest.",
      "Of tables to learn to rank from: numbers of lists, documents and grades."
    })
final class DataInfoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description =
          "holds the four idx files of MNIST or the nine npy files of the Warcraft maps, or those"
              + " of a set with their names (maps in a .npz file too); or train.txt, vali.txt and"
              + " test.txt (.csv, .gz too), or is such a table; default: the caches")
  private Path dataDir;

  @Mixin private MovesMixin moves;

  @Override
  public Integer call() throws IOException {
    int code = 0;
    for (Path folder : folders()) {
      code = Math.max(code, show(folder));
    }
    return code;
  }

  private List<Path> folders() throws IOException {
    if (dataDir != null) {
      if (!Files.exists(dataDir)) {
        throw new NoSuchFileException(dataDir.toString());
      }
      return List.of(dataDir);
    }
    Map<String, String> environment = System.getenv();
    Path mnist = MnistDownload.cacheFolder(environment);
    Path warcraft = WarcraftDownload.cacheFolder(environment);
    List<Path> there = Stream.of(mnist, warcraft).filter(Files::exists).toList();
    if (there.isEmpty()) {
      throw new IOException(
          "%s, %s: not there yet; newton data fetch mnist or warcraft fetches them"
              .formatted(mnist, warcraft));
    }
    return there;
  }

  private int show(Path folder) throws IOException {
    if (isWarcraft(folder)) {
      return showMaps(folder);
    }
    return Files.isRegularFile(folder) || ListFiles.areIn(folder)
        ? showLists(folder)
        : showDigits(folder);
  }

  private static boolean isWarcraft(Path folder) {
    return Files.isRegularFile(folder)
        ? folder.toString().endsWith(".npz")
        : WarcraftState.of(folder).found() > 0
            || folder.equals(WarcraftDownload.cacheFolder(System.getenv()));
  }

  private int showDigits(Path folder) throws IOException {
    MnistState state = MnistState.of(folder);
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%s: %s%n", folder, state.summary());
    for (MnistState.FileState file : state.files()) {
      out.printf("  %-24s %s%n", file.file().fileName(), describe(file));
    }
    if (!state.complete()) {
      return ExitCode.FAILED;
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

  private int showLists(Path path) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Consumer<String> messages = spec.commandLine().getErr()::println;
    RankedListsReader reader = RankedListsReader.forLearning();
    if (Files.isRegularFile(path)) {
      RankedLists lists = reader.read(path, Optional.empty(), messages);
      out.printf("%s: a table of ranked lists%n", path);
      new ListTable(Map.of(path.getFileName().toString(), lists)).print(out);
      return 0;
    }
    Splits<RankedLists> lists = reader.splits(ListFiles.in(path), messages);
    out.printf("%s: tables of ranked lists%n", path);
    lists.provenance().md5().forEach((name, md5) -> out.printf("  %-26s md5 %s%n", name, md5));
    ListTable.of(lists).print(out);
    return 0;
  }

  private int showMaps(Path folder) throws IOException {
    Splits<PathSet> maps = WarcraftMaps.open(folder, moves.moves(), message -> {});
    boolean verified = maps.provenance().verified();
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%s: %s%n",
        folder,
        verified ? "complete and verified" : "complete, but not the Warcraft maps' own files");
    maps.provenance()
        .md5()
        .forEach((name, md5) -> out.printf("  %-26s md5 %s%s%n", name, md5, origin(name, md5)));
    show("train", maps.train());
    show("validation", maps.validation());
    show("test", maps.test());
    if (verified) {
      // Other maps may have other costs, which are no terrain.
      new TerrainTable("training maps", maps.train()).print(out);
      out.println(WarcraftMaps.ATTRIBUTION);
    }
    return 0;
  }

  /** Warcraft has no starts, goals and blocked cells. */
  private static String origin(String name, String found) {
    return Arrays.stream(WarcraftFile.values())
        .filter(file -> file.fileName().equals(name))
        .map(
            file ->
                file.md5()
                    .map(md5 -> md5.equals(found) ? " (Warcraft)" : " (not Warcraft's)")
                    .orElse(" (Warcraft's is not known)"))
        .collect(Collectors.joining());
  }

  private void show(String split, PathSet maps) {
    PathShape shape = maps.shape();
    spec.commandLine()
        .getOut()
        .printf(
            "  %-11s %d maps of %d x %d pixels and %d x %d cells%s%s, paths of up to %d cells%n",
            split,
            maps.size(),
            shape.imageHeight(),
            shape.imageWidth(),
            shape.height(),
            shape.width(),
            shape.extras().ends() ? ", own starts and goals" : "",
            shape.extras().blocked() ? ", blocked cells" : "",
            maps.longestPath().orElseThrow());
  }
}
