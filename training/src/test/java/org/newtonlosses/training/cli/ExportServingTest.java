package org.newtonlosses.training.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code newton export serving}, of a model of tables. */
class ExportServingTest {
  private static final String SESSION = " --threads 1 --device cpu";

  @TempDir private static Path folder;
  private static Path data;
  private static Path model;

  @BeforeAll
  static void train() {
    data = folder.resolve("data");
    model = folder.resolve("run/model");
    Cli.run("data generate lists --train 20 --validation 5 --test 5 --out " + data);
    Cli trained =
        Cli.run(
            "train --task learning-to-rank --steps 2 --validate-every 2 --layers 8 --batch 8"
                + " --data-dir %s --run %s".formatted(data, folder.resolve("run"))
                + SESSION);
    assertThat(trained.code()).as(trained.err()).isZero();
  }

  @Test
  void itPredictsAsTheTrainedModelDoes() throws IOException {
    Path serving = folder.resolve("deep/serving");
    Cli cli = Cli.run("export serving --model %s --out %s".formatted(model, serving));
    assertThat(cli.code()).as(cli.err()).isZero();
    assertThat(cli.out()).isEqualToNormalizingNewlines("wrote " + serving + "\n");
    assertThat(serving.resolve("variables")).doesNotExist();
    assertThat(serving.resolve("assets.extra/recipe.yaml"))
        .hasSameTextualContentAs(model.resolve("assets.extra/recipe.yaml"));
    assertThat(predicted(serving)).isEqualTo(predicted(model)).hasLineCount(lines());

    JsonNode provenance =
        new ObjectMapper().readTree(Files.readString(serving.resolve("assets.extra/serving.json")));
    assertThat(provenance.at("/kind").asText()).isEqualTo("serving");
    assertThat(provenance.at("/parameters").toString())
        .isEqualTo("{\"precision\":\"float32\",\"outputs\":[]}");
    assertThat(provenance.at("/versions/tensorflow").asText()).startsWith("2.");

    Cli evaluated = Cli.run("evaluate --model " + serving + SESSION);
    assertThat(evaluated.code()).isEqualTo(2);
    assertThat(evaluated.err())
        .contains("a SavedModel of another kind, it has no signature evaluate")
        .hasLineCount(1);
  }

  @Test
  void bfloat16IsSmallerAndNotTheSame() throws IOException {
    Path exact = folder.resolve("float32");
    Path rounded = folder.resolve("bfloat16");
    Cli.run("export serving --model %s --out %s".formatted(model, exact));
    Cli cli =
        Cli.run(
            "export serving --precision bfloat16 --outputs scores --model %s --out %s"
                .formatted(model, rounded));
    assertThat(cli.code()).as(cli.err()).isZero();
    assertThat(Files.size(rounded.resolve("saved_model.pb")))
        .isLessThan(Files.size(exact.resolve("saved_model.pb")));
    assertThat(predicted(rounded)).isNotEqualTo(predicted(exact)).hasLineCount(lines());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--outputs scores,x    | 2 | outputs must be of scores, found x",
        "--precision float64   | 2 | precision must be one of float32, bfloat16, found float64",
        "--dtype float32       | 2 | unknown option --dtype",
        "--model %s/absent     | 1 | /absent: no SavedModel, the file saved_model.pb is missing",
      })
  void whatIsNotThereIsRefused(String options, int code, String message) {
    Path out = folder.resolve("refused");
    String line = options.strip().formatted(folder);
    Cli cli =
        Cli.run(
            "export serving %s --out %s".formatted(line, out)
                + (line.contains("--model") ? "" : " --model " + model));
    assertThat(cli.err()).startsWith("newton: ").contains(message).hasLineCount(1);
    assertThat(cli.code()).isEqualTo(code);
    assertThat(out).doesNotExist();
  }

  @Test
  void anExistingFolderStays() {
    Cli cli = Cli.run("export serving --model %s --out %s".formatted(model, data));
    assertThat(cli.err()).isEqualToNormalizingNewlines("newton: " + data + ": exists already\n");
    assertThat(cli.code()).isEqualTo(1);
    assertThat(data.resolve("test.txt")).exists();
  }

  private static String predicted(Path model) {
    Cli cli = Cli.run("predict --model %s %s".formatted(model, data.resolve("test.txt")) + SESSION);
    assertThat(cli.code()).as(cli.err()).isZero();
    return cli.out();
  }

  private static int lines() throws IOException {
    return Files.readAllLines(data.resolve("test.txt")).size();
  }
}
