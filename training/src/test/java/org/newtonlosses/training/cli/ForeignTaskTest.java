package org.newtonlosses.training.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.newtonlosses.graphs.sort.NeuralSort;
import org.newtonlosses.graphs.sort.RelaxedSort;
import org.newtonlosses.training.builtin.BuiltIn;
import org.newtonlosses.training.registry.Registry;
import org.newtonlosses.training.schema.Param;
import org.newtonlosses.training.schema.Variant;
import org.newtonlosses.training.task.LargestTask;

/** Every command knows a task and a relaxed sort that somebody else has registered. */
class ForeignTaskTest {
  private static final Param<Double> HEAT = Param.number("heat", 2).positive().help("of the sort");
  private static final Registry REGISTRY =
      Registry.of(
          new BuiltIn(),
          new LargestTask(),
          add ->
              add.variant(
                  RelaxedSort.class,
                  Variant.of(
                      "warm-sort", "a sort", v -> new NeuralSort(v.get(HEAT), false), HEAT)));

  @TempDir private Path folder;

  @Test
  void isTrainedEvaluatedAskedAndMeasured() throws IOException {
    Path run = folder.resolve("run");
    Cli trained = Cli.run(REGISTRY, "train --task largest --numbers 4 --lr 0.3 --run " + run);
    assertThat(trained.code()).as(trained.err()).isZero();
    assertThat(trained.err()).contains("largest: largest, curvature fisher (tikhonov 0.01)");
    assertThat(trained.out()).containsPattern("test on 30 examples of random numbers: accuracy ");

    Path model = run.resolve("model");
    Cli evaluated = Cli.run(REGISTRY, "evaluate --numbers 4 --model " + model);
    assertThat(evaluated.code()).as(evaluated.err()).isZero();
    assertThat(evaluated.out()).startsWith("30 examples of random numbers").contains("accuracy ");
    Cli other = Cli.run(REGISTRY, "evaluate --numbers 5 --model " + model);
    assertThat(other.err()).contains("newton: numbers must be that of the model, 4, found 5");

    Path rows = Files.writeString(folder.resolve("rows"), "{\"numbers\": [0.1, 0.9, 0.2, 0.3]}");
    Cli asked = Cli.run(REGISTRY, "predict --json --model " + model + " " + rows);
    assertThat(asked.code()).as(asked.err()).isZero();
    assertThat(asked.out()).startsWith("{\"examples\":[{\"predictions\":[");
    Cli refused = Cli.run(REGISTRY, "predict --model " + model + " --inverted " + rows);
    assertThat(refused.err())
        .contains("newton: --inverted true does not go with largest, only with ranking");

    Cli measured = Cli.run(REGISTRY, "bench largest --steps 2 --warmup 0 --json");
    assertThat(measured.code()).as(measured.err()).isZero();
    assertThat(measured.out()).contains("\"benchmark\":\"largest\"", "\"newton_seconds\":");
  }

  @Test
  void itsSortIsAKindOfExportAndAnAlgorithmOfRanking() {
    Cli exported =
        Cli.run(REGISTRY, "export warm-sort --heat 3 --n 4 --out " + folder.resolve("sort"));
    assertThat(exported.code()).as(exported.err()).isZero();
    assertThat(folder.resolve("sort/assets.extra/provenance.json"))
        .content()
        .contains("\"kind\" : \"warm-sort\"", "\"heat\" : 3");
    Cli loss =
        Cli.run(
            REGISTRY,
            "export ranking-loss --algorithm warm-sort --heat 0 --out " + folder.resolve("loss"));
    assertThat(loss.err()).contains("newton: algorithm: heat must be positive and finite, found 0");
  }

  @Test
  void helpAndCompletionListThem() {
    assertThat(Cli.run(REGISTRY, "train --help").out())
        .contains("--task=ranking|paths|learning-to-rank|pictures|largest", "which of some numbers is the largest")
        .containsPattern("--numbers=K +largest: to choose from \\(at least 2\\)")
        .containsPattern("--heat=X +warm-sort: of the sort");
    assertThat(Cli.run(REGISTRY, "export --help").out()).containsPattern("warm-sort +A sort");
    assertThat(Cli.run(REGISTRY, "completion").out())
        .contains(
            "local task_option_args=(\"ranking\" \"paths\" \"largest\")",
            "\"sorting-network\" \"warm-sort\"",
            "\"quick\" \"quick-paths\" \"largest\"");
  }
}
