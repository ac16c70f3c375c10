package org.newtonlosses.training.cli.data;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.newtonlosses.data.Splits;
import org.newtonlosses.data.lists.ListFiles;
import org.newtonlosses.data.lists.ListFormat;
import org.newtonlosses.data.lists.RankedLists;
import org.newtonlosses.data.lists.RankedListsReader;
import org.newtonlosses.data.lists.RankedListsWriter;
import org.newtonlosses.data.lists.SyntheticLists;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code newton data generate lists}: tables to learn to rank from. */
@Command(
    name = "lists",
    description = {
      "Generates tables to learn to rank from: train, vali and test, for --data-dir. Grades 0 to 4"
          + " come from a hidden function of the features, and noise.",
      "Results on them say nothing about real data."
    },
    showDefaultValues = true)
final class GenerateListsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--out", paramLabel = "DIR", required = true, description = "the new folder")
  private Path out;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "letor",
      description =
          "letor: svmlight rows with qid; query: svmlight rows, and the number of rows of each"
              + " query in FILE.query; csv")
  private String format;

  @Option(
      names = "--train",
      paramLabel = "K",
      defaultValue = "1000",
      description = "lists to learn from")
  private int train;

  @Option(
      names = "--validation",
      paramLabel = "K",
      defaultValue = "200",
      description = "lists for validation")
  private int validation;

  @Option(
      names = "--test",
      paramLabel = "K",
      defaultValue = "200",
      description = "lists for the test")
  private int test;

  @Option(
      names = "--shortest",
      paramLabel = "L",
      defaultValue = "5",
      description = "documents of the shortest list")
  private int shortest;

  @Option(
      names = "--longest",
      paramLabel = "L",
      defaultValue = "40",
      description = "documents of the longest list")
  private int longest;

  @Option(
      names = "--features",
      paramLabel = "F",
      defaultValue = "40",
      description = "features of a document, half of them noise")
  private int features;

  @Option(
      names = "--noise",
      paramLabel = "X",
      defaultValue = "0.5",
      description = "how much the features cannot tell: 1 is as much as they can")
  private double noise;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "0",
      description = "the same seed gives the same lists")
  private long seed;

  @Override
  public Integer call() throws IOException {
    ListFormat written = ListFormat.of(format);
    Splits<RankedLists> lists =
        new SyntheticLists(shortest, longest, features, noise, seed)
            .splits(train, validation, test);
    RankedListsWriter.write(lists, out, written);
    PrintWriter results = spec.commandLine().getOut();
    results.println("wrote " + out);
    // Of what was written, so that it is checked too.
    ListTable.of(
            RankedListsReader.forLearning()
                .splits(ListFiles.in(out), spec.commandLine().getErr()::println))
        .print(results);
    return 0;
  }
}
