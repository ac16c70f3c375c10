package org.newtonlosses.training.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands on tables of lists: train, evaluate, predict. */
class TrainListsTest {
  private static final String SESSION = " --threads 1 --device cpu";
  private static final String STEPS =
      " --steps 4 --validate-every 2 --layers 8 --batch 8" + SESSION;
  private static final String MEANS =
      "NDCG@1 0\\.\\d{4}, NDCG@5 0\\.\\d{4}, NDCG@10 0\\.\\d{4}, MAP 0\\.\\d{4}, MRR 0\\.\\d{4}";

  @TempDir private static Path folder;
  private static Path data;
  private static Path run;
  private static Cli trained;

  @BeforeAll
  static void generateAndTrain() {
    data = folder.resolve("data");
    run = folder.resolve("run");
    Cli generated =
        Cli.run("data generate lists --train 40 --validation 10 --test 12 --out " + data);
    assertThat(generated.code()).as(generated.err()).isZero();
    trained = Cli.run("train --task learning-to-rank --data-dir " + data + STEPS + " --run " + run);
    assertThat(trained.code()).as(trained.err()).isZero();
  }

  private static List<String> lines(Path file) throws IOException {
    return Files.readAllLines(file);
  }

  @Test
  void aRunSaysWhatItReached() throws IOException {
    assertThat(trained.out().lines())
        .element(1)
        .asString()
        .matches("test on 12 examples of test\\.txt: " + MEANS);
    assertThat(Files.readString(run.resolve("model/assets.extra/features.txt")))
        .startsWith("1\n2\n3\n");
    assertThat(Files.readString(run.resolve("provenance.json"))).contains("train.txt", "vali.txt");
  }

  @Test
  void aModelIsEvaluatedOnItsOwnTestOrAnother() {
    String tested = trained.out().lines().toList().get(1).replaceFirst(".*: ", "");
    Cli own = Cli.run("evaluate --model " + run.resolve("model") + SESSION);
    assertThat(own.code()).as(own.err()).isZero();
    assertThat(own.out()).startsWith("12 examples of test.txt, 40 features: " + tested);

    Cli other =
        Cli.run(
            "evaluate --model %s --test-file %s"
                    .formatted(run.resolve("model"), data.resolve("vali.txt"))
                + SESSION);
    assertThat(other.code()).as(other.err()).isZero();
    assertThat(other.out()).startsWith("10 examples of vali.txt, 40 features: ");

    Cli gain = Cli.run("evaluate --gain linear --model " + run.resolve("model"));
    assertThat(gain.code()).isNotZero();
    assertThat(gain.err()).contains("gain must be that of the model, exponential, found linear");
  }

  @Test
  void aModelIsEvaluatedWhereItsTrainingFilesAreNot() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.copy(data.resolve("test.txt"), other.resolve("test.txt"));
    Path copy = folder.resolve("moved");
    copy(run.resolve("model"), copy);
    Cli cli = Cli.run("evaluate --model %s --data-dir %s".formatted(copy, other) + SESSION);
    assertThat(cli.code()).as(cli.err()).isZero();
    assertThat(cli.out()).startsWith("12 examples of test.txt");
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  @Test
  void documentsAreScoredInTheirOrder() throws IOException {
    Path test = data.resolve("test.txt");
    Cli cli = Cli.run("predict --model %s %s".formatted(run.resolve("model"), test) + SESSION);
    assertThat(cli.code()).as(cli.err()).isZero();
    List<String> scores = cli.out().lines().toList();
    assertThat(scores).hasSameSizeAs(lines(test));
    assertThat(scores.stream().map(Float::parseFloat).distinct().count()).isGreaterThan(9);

    // The last three rows alone, without queries.
    Path few = folder.resolve("few.txt");
    List<String> rows = lines(test);
    Files.write(
        few,
        rows.subList(rows.size() - 3, rows.size()).stream()
            .map(row -> row.replaceFirst("qid:\\S+ ", ""))
            .toList());
    Cli again =
        Cli.run("predict --json --model %s %s".formatted(run.resolve("model"), few) + SESSION);
    assertThat(again.code()).as(again.err()).isZero();
    JsonNode found = new ObjectMapper().readTree(again.out()).get("files").get(0).get("scores");
    assertThat(found).hasSize(3);
    for (int i = 0; i < 3; i++) {
      assertThat(found.get(i).asDouble())
          .isCloseTo(
              Double.parseDouble(scores.get(scores.size() - 3 + i)),
              org.assertj.core.api.Assertions.within(1e-5));
    }
  }

  @Test
  void listsValidateWhereThereIsNoFileForIt() {
    Cli cli =
        Cli.run(
            "train --task learning-to-rank --holdout 0.2 --train-file %s --run %s"
                    .formatted(data.resolve("train.txt"), folder.resolve("alone"))
                + STEPS);
    assertThat(cli.code()).as(cli.err()).isZero();
    assertThat(cli.err())
        .contains(
            "no validation file: 8 of the 40 training lists, drawn at random, validate",
            "no test file: the numbers of the test are those of the validation lists");
    assertThat(cli.out()).containsPattern("test on 8 examples of train\\.txt: " + MEANS);
  }

  @Test
  void trainingListsValidateWhereNothingElseDoes() throws IOException {
    Path root = folder.resolve("whole");
    Cli cli =
        Cli.run(
            "train --task learning-to-rank --epochs 1 --layers 4 --train-file %s --test-file %s --run %s"
                    .formatted(data.resolve("train.txt"), data.resolve("test.txt"), root)
                + SESSION);
    assertThat(cli.code()).as(cli.err()).isZero();
    assertThat(cli.err()).contains("no validation file: the training lists themselves validate");
    // One epoch would be 2 steps; the recipe of the run says how many they are.
    assertThat(cli.out()).containsPattern("best validation at step \\d+ of 400: ");
    assertThat(Files.readString(root.resolve("recipe.yaml"))).contains("steps: 400");
  }

  @ParameterizedTest
  @CsvSource({
    "cross-entropy, fisher",
    "binary-cross-entropy, scalar",
    "ndcg, hessian",
    "listnet, fisher",
    "listmle, hessian",
    "ranknet, fisher",
    "lambdarank, scalar"
  })
  void eachLossTrainsWithACurvature(String loss, String curvature) {
    Cli cli =
        Cli.run(
            "train --task learning-to-rank --data synthetic --train-examples 20"
                + " --validation-examples 5 --test-examples 5 --list-size 8 --steps 2 --layers 4"
                + " --loss %s --curvature %s --run %s"
                    .formatted(loss, curvature, folder.resolve(loss))
                + SESSION);
    assertThat(cli.code()).as(cli.err()).isZero();
    assertThat(cli.err()).contains("GENERATED LISTS", "loss " + loss, "curvature " + curvature);
  }

  @Test
  void columnsOfTextsAreLeftOut() throws IOException {
    Path csv = folder.resolve("named.csv");
    Files.writeString(
        csv,
        """
        q,stars,title,url,price
        1,2,"a, b",x,0.5
        1,0,c,y,
        2,1,d,z,3
        """);
    String train =
        "train --task learning-to-rank --train-file %s --query-column q --grade-column stars --layers 2"
                .formatted(csv)
            + " --steps 2"
            + SESSION;
    Cli refused = Cli.run(train + " --run " + folder.resolve("texts"));
    assertThat(refused.code()).isNotZero();
    assertThat(refused.err()).contains(csv + ":2: title is 'a, b', finite numbers are allowed");
    Path root = folder.resolve("named");
    Cli cli = Cli.run(train + " --ignore-columns title,url --run " + root);
    assertThat(cli.code()).as(cli.err()).isZero();
    assertThat(Files.readString(root.resolve("model/assets.extra/features.txt")))
        .isEqualTo("price\n");
    Cli scored = Cli.run("predict --model %s %s".formatted(root.resolve("model"), csv) + SESSION);
    assertThat(scored.code()).as(scored.err()).isZero();
    assertThat(scored.out().lines()).hasSize(3);
  }

  @Test
  void whatIsWrongIsSaidBeforeAnyWork() {
    assertFails("", "there is nothing to learn from: --train-file must name a file of lists");
    assertFails("--train-file none.txt", "none.txt");
    assertFails("--data-dir " + folder.resolve("none"), "no such folder");
    assertFails("--data synthetic --list-size 1", "list-size must be at least 2");
    assertFails(
        "--data synthetic --holdout 0.5",
        "task.data.holdout: unknown key; allowed are source, train");
    assertFails("--data-dir " + data + " --holdout 1.5", "holdout must be");
    assertFails("--data synthetic --unranked 2", "unranked must be");
    assertFails("--data synthetic --dropout 1", "dropout must be");
  }

  private static void assertFails(String options, String message) {
    Path none = folder.resolve("never");
    Cli cli = Cli.run(("train --task learning-to-rank --run " + none + " " + options).trim());
    assertThat(cli.code()).isNotZero();
    assertThat(cli.err()).contains(message);
    assertThat(none).doesNotExist();
  }
}
