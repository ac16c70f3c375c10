package org.newtonlosses.training.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.newtonlosses.graphs.model.RankingModel;
import org.newtonlosses.graphs.model.TrainableModel;
import org.newtonlosses.graphs.net.MultiDigitCnn;
import org.newtonlosses.graphs.newton.Fisher;
import org.newtonlosses.graphs.newton.NewtonLoss;
import org.newtonlosses.graphs.optimizer.Adam;
import org.newtonlosses.graphs.sort.BinaryCrossEntropy;
import org.newtonlosses.graphs.sort.NeuralSort;

/** {@code newton predict} and {@code newton bench} on a model with initial parameters. */
class PredictAndBenchTest {
  private static final int PIXELS = 28 * 112;

  @TempDir private static Path folder;
  private static Path model;
  private static Path idx;

  @BeforeAll
  static void exportModel() throws IOException {
    model = folder.resolve("model");
    new TrainableModel(
            new RankingModel(new NeuralSort(1, false), new BinaryCrossEntropy(), 2),
            MultiDigitCnn::create,
            new NewtonLoss(new Fisher(1)),
            new Adam(1e-3, 0.9, 0.999, 1e-8),
            Optional.empty(),
            3)
        .export(model, Map.of());
    // More than a chunk of items, so that the chunks' seams are passed.
    byte[] pixels = new byte[103 * PIXELS];
    new Random(5).nextBytes(pixels);
    ByteBuffer file = ByteBuffer.allocate(16 + pixels.length);
    file.putInt(0x0803).putInt(103).putInt(28).putInt(112).put(pixels);
    idx = Files.write(folder.resolve("items"), file.array());
    BufferedImage image = new BufferedImage(112, 28, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < PIXELS; i++) {
      image.getRaster().setSample(i % 112, i / 112, 0, pixels[102 * PIXELS + i] & 0xff);
    }
    ImageIO.write(image, "png", folder.resolve("last.png").toFile());
  }

  @Test
  void itemsAreRankedByTheirScores() throws IOException {
    Cli cli = predict("--json", idx.toString(), folder.resolve("last.png").toString());
    assertThat(cli.code()).describedAs(cli.err()).isZero();
    JsonNode json = new ObjectMapper().readTree(cli.out());
    JsonNode items = json.get("items");
    assertThat(items).hasSize(104);
    for (JsonNode item : items) {
      JsonNode smaller = json.get("order").get(item.get("rank").asInt() - 1);
      assertThat(smaller).isEqualTo(item.get("item"));
    }
    for (int rank = 1; rank < 104; rank++) {
      assertThat(score(items, rank)).isLessThanOrEqualTo(score(items, rank + 1));
    }
    // The same picture from the idx file and as PNG.
    assertThat(items.get(103).get("score").asDouble())
        .isCloseTo(items.get(102).get("score").asDouble(), within(1e-5));
    assertThat(score(items, 1)).isLessThan(score(items, 104));
  }

  private static double score(JsonNode items, int rank) {
    for (JsonNode item : items) {
      if (item.get("rank").asInt() == rank) {
        return item.get("score").asDouble();
      }
    }
    throw new AssertionError("no rank " + rank);
  }

  @Test
  void theTableAscends() {
    Cli cli = predict(folder.resolve("last.png").toString());
    assertThat(cli.code()).isZero();
    assertThat(cli.out().lines())
        .hasSize(2)
        .last()
        .asString()
        .matches(" +1 +-?\\d+\\.\\d{6}  .*last\\.png");
  }

  @Test
  void otherModelsAndFilesAreRefused() throws IOException {
    Path sort = folder.resolve("sort");
    assertThat(Cli.run("export neuralsort --out " + sort).code()).isZero();
    Cli kind = Cli.run("predict --model " + sort + " " + idx);
    assertThat(kind.code()).isEqualTo(2);
    assertThat(kind.err())
        .startsWith("newton: " + sort + ": a SavedModel of another kind")
        .contains("serving_default (scores")
        .hasLineCount(1);
    Cli missing = Cli.run("predict --model " + folder + " " + idx);
    assertThat(missing.code()).isEqualTo(1);
    assertThat(missing.err()).contains("no SavedModel, the file saved_model.pb is missing");
    Path text = Files.writeString(folder.resolve("text"), "hello");
    Cli file = predict(text.toString());
    assertThat(file.code()).isEqualTo(1);
    assertThat(file.err()).startsWith("newton: " + text + ": neither an image (").hasLineCount(1);
  }

  @Test
  void benchPrintsOnlyItsJson() throws IOException {
    Cli cli = Cli.run("bench ranking --data synthetic --n 2 --batch 2 --steps 2 --warmup 1 --json");
    assertThat(cli.code()).describedAs(cli.err()).isZero();
    assertThat(cli.err()).contains("SYNTHETIC");
    JsonNode json = new ObjectMapper().readTree(cli.out());
    assertThat(cli.out()).hasLineCount(1);
    double step = json.get("step_seconds").asDouble();
    assertThat(json.get("seconds_per_step").asDouble()).isPositive();
    assertThat(json.get("load_seconds").asDouble()).isNotNegative();
    assertThat(json.get("newton_seconds").asDouble())
        .isCloseTo(step - json.get("step_seconds_without_newton").asDouble(), within(1e-12));
    assertThat(json.get("examples_per_second").asDouble())
        .isCloseTo(2 / json.get("seconds_per_step").asDouble(), within(1e-6));
    assertThat(json.get("steps").asInt()).isEqualTo(2);
    assertThat(json.get("curvature").asText()).isEqualTo("fisher");
  }

  private static Cli predict(String... more) {
    List<String> args = new ArrayList<>(List.of("predict", "--task", "ranking", "--model"));
    args.add(model.toString());
    args.addAll(List.of(more));
    return Cli.run(args.toArray(String[]::new));
  }
}
