package org.newtonlosses.training.task.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.newtonlosses.data.Batches;
import org.newtonlosses.data.Dataset;
import org.newtonlosses.data.pictures.PictureBatch;
import org.newtonlosses.graphs.model.SavedModelLayout;
import org.newtonlosses.training.model.DrivenModel;
import org.newtonlosses.training.model.Evaluation;
import org.newtonlosses.training.model.LoadedModel;
import org.newtonlosses.training.recipe.Recipe;
import org.newtonlosses.training.recipe.Recipes;
import org.newtonlosses.training.registry.Registry;
import org.newtonlosses.training.session.DeviceChoice;
import org.newtonlosses.training.session.SessionOptions;
import org.tensorflow.ndarray.Shape;

/** The brightness of grey pictures of noise is learnt from values and from orders alone. */
class PictureLearningTest {
  private static final int PICTURES = 80;
  private static final String SMALL =
      """
      task: {kind: pictures, n: 4, data: {validation: 5, test: 60, test-share: 0.3}}
      network: {channels: [4], layers: [8]}
      optimizer: {learning-rate: 0.01}
      batch: 8
      threads: 1
      """;

  @TempDir private static Path folder;
  @TempDir private Path models;

  /** Pictures of 6 x 8 pixels, PNG and JPEG, with values in steps, so that there are ties. */
  @BeforeAll
  static void drawPictures() throws IOException {
    Random random = new Random(7);
    int[] levels = new int[PICTURES];
    for (int i = 0; i < PICTURES; i++) {
      levels[i] = 60 + 10 * random.nextInt(13);
      BufferedImage image = new BufferedImage(8, 6, BufferedImage.TYPE_BYTE_GRAY);
      for (int pixel = 0; pixel < 48; pixel++) {
        image.getRaster().setSample(pixel % 8, pixel / 8, 0, levels[i] + random.nextInt(41) - 20);
      }
      ImageIO.write(image, i % 2 == 0 ? "png" : "jpg", folder.resolve(name(i)).toFile());
    }
    Files.writeString(
        folder.resolve("values.csv"),
        IntStream.range(0, PICTURES)
            .mapToObj(i -> name(i) + "," + levels[i] / 10.0)
            .collect(Collectors.joining("\n", "file,value\n", "\n")));
    // Rows of 2, 3, … 6 different pictures of a block of eight, whose levels differ.
    Files.writeString(
        folder.resolve("orders.csv"),
        IntStream.range(0, 200)
            .mapToObj(
                row ->
                    random
                        .ints(row % 10 * 8, row % 10 * 8 + 8)
                        .distinct()
                        .limit(2 + row / 10 % 5)
                        .boxed()
                        .collect(Collectors.toMap(i -> levels[i], i -> i, (a, b) -> a))
                        .entrySet()
                        .stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(entry -> name(entry.getValue()))
                        .collect(Collectors.joining(",")))
            .filter(row -> row.contains(","))
            .collect(Collectors.joining("\n")));
  }

  private static String name(int i) {
    return "%d.%s".formatted(i, i % 2 == 0 ? "png" : "jpg");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "values | neuralsort                                    | cross-entropy        | none",
        "values | softsort                                      | binary-cross-entropy | hessian",
        "orders | neuralsort                                    | binary-cross-entropy | fisher",
        "orders | {name: sorting-network, distribution: cauchy} | cross-entropy        | scalar",
      })
  void theOrderOfNewPicturesIsLearnt(String source, String algorithm, String loss, String curvature)
      throws IOException {
    PictureExperiment experiment =
        experiment(
            Map.of(
                "task.data", data(source),
                "task.algorithm",
                    algorithm.startsWith("{") ? algorithm : "{name: " + algorithm + "}",
                "task.loss", "{name: %s}".formatted(loss),
                "newton", "{curvature: %s, tikhonov: 0.1}".formatted(curvature)));
    experiment.check();
    experiment.trainable().export(models.resolve("model"), Map.of());
    SessionOptions options =
        new SessionOptions(1, DeviceChoice.CPU, experiment.recipe().precision());
    try (DrivenModel<PictureBatch> model =
            DrivenModel.load(models.resolve("model"), options, experiment.feed());
        Batches<PictureBatch> batches = experiment.training().open()) {
      Evaluation before = evaluate(model, experiment);
      for (int step = 0; step < 120; step++) {
        try (PictureBatch batch = batches.next()) {
          model.step(batch);
        }
      }
      Evaluation after = evaluate(model, experiment);
      assertThat(before.mean("element_wise")).isLessThan(0.7);
      assertThat(after.mean("element_wise")).isGreaterThan(0.9);
      assertThat(after.mean("exact_match")).isGreaterThan(0.8);
    }
  }

  @Test
  void trainingDependsOnTheSeedAndValidationAndTestDoNot() throws IOException {
    for (String source : new String[] {"values", "orders"}) {
      PictureExperiment one = experiment(Map.of("task.data", data(source), "seed", "1"));
      PictureExperiment two = experiment(Map.of("task.data", data(source), "seed", "2"));
      assertThat(sum(one.training())).isEqualTo(sum(one.with(one.recipe()).training()));
      assertThat(sum(one.training())).isNotEqualTo(sum(two.training()));
      assertThat(sum(one.validation())).isEqualTo(sum(two.validation()));
      assertThat(sum(one.test())).isEqualTo(sum(two.test()));
    }
  }

  @Test
  void anEvaluationOfLongOrdersHoldsNoMorePicturesThanAStep() throws IOException {
    PictureExperiment experiment = experiment(Map.of("task.data", data("orders"), "task.n", "3"));
    try (Batches<PictureBatch> batches = experiment.test().open();
        PictureBatch batch = batches.next()) {
      assertThat(batch.slots()).isEqualTo(6);
      assertThat(batch.capacity()).isEqualTo(8 * 3 / 6);
    }
    assertThat(experiment.sizes()).containsEntry("n", 3L).containsEntry("channels", 1L);
    assertThat(experiment.exampleSize()).isEqualTo("n = 3, pictures of 6 x 8 x 1");
  }

  @Test
  void anyNumberOfPicturesIsServed() throws IOException {
    experiment(Map.of("task.data", data("values")))
        .trainable()
        .export(models.resolve("model"), Map.of());
    SessionOptions options =
        new SessionOptions(
            1, DeviceChoice.CPU, Registry.installed().recipes().parse("{}").precision());
    try (LoadedModel model = LoadedModel.open(models.resolve("model"), options)) {
      assertThat(model.input(SavedModelLayout.SERVE, "images").toString())
          .isEqualTo(Shape.of(-1, -1, 6, 8, 1).toString());
    }
  }

  @Test
  void whatCannotBeIsFoundBeforeTheTraining() throws IOException {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> experiment(Map.of()))
        .withMessageStartingWith("there is nothing to learn from: --values-file or --orders-file");
    PictureExperiment many = experiment(Map.of("task.data", data("values"), "task.n", "9"));
    assertThatIllegalArgumentException()
        .isThrownBy(many::check)
        .withMessage(
            "values.csv, pictures for validation: 8 pictures, at least the 9 of a list are needed: n"
                + " must be smaller, or the part larger");
    PictureExperiment large = experiment(Map.of("task.data", data("values"), "batch", "20000000"));
    assertThatIllegalArgumentException()
        .isThrownBy(large::check)
        .withMessage(
            "batch must be at most 11184810 for n = 4, pictures of 6 x 8 x 1 (2 GiB of images), found"
                + " 20000000");
  }

  private static String data(String source) {
    return "{source: %s, %s-file: %s}".formatted(source, source, folder.resolve(source + ".csv"));
  }

  private static PictureExperiment experiment(Map<String, String> changes) throws IOException {
    Recipes recipes = Registry.installed().recipes();
    Recipe recipe = recipes.with(recipes.parse(SMALL), changes);
    return new PictureTask().open(recipe, message -> {});
  }

  private static Evaluation evaluate(
      DrivenModel<PictureBatch> model, PictureExperiment experiment) {
    try (Batches<PictureBatch> batches = experiment.test().open()) {
      return model.evaluate(batches, () -> false);
    }
  }

  /** What tells the first batch of a data set from others. */
  private static int sum(Dataset<PictureBatch> data) {
    try (Batches<PictureBatch> batches = data.open();
        PictureBatch batch = batches.next()) {
      return Arrays.hashCode(batch.images());
    }
  }
}
