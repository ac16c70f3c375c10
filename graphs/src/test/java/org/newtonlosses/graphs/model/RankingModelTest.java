package org.newtonlosses.graphs.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.newtonlosses.graphs.newton.CurvatureKind;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

class RankingModelTest {

  @TempDir private Path folder;

  private SavedModelBundle fisher() throws IOException {
    return load(
        BrightnessTask.export(
            folder.resolve("model"), CurvatureKind.FISHER, OptionalDouble.empty()));
  }

  private static SavedModelBundle load(Path model) {
    return SavedModelBundle.load(model.toString(), SavedModelBundle.DEFAULT_TAG);
  }

  private static List<Double> losses(SavedModelBundle model, int from, int to) {
    List<Double> losses = new ArrayList<>();
    for (int k = from; k < to; k++) {
      losses.add(BrightnessTask.run(model, "train_step", 16, k).get("loss"));
    }
    return losses;
  }

  @ParameterizedTest
  @EnumSource(CurvatureKind.class)
  void learnsToRankWithEachCurvature(CurvatureKind curvature) throws IOException {
    Path exported =
        BrightnessTask.export(folder.resolve("model"), curvature, OptionalDouble.empty());
    try (SavedModelBundle model = load(exported)) {
      double before = BrightnessTask.run(model, "evaluate", 200, -1).get("exact_match") / 200;
      losses(model, 0, 60);
      Map<String, Double> after = BrightnessTask.run(model, "evaluate", 200, -1);
      assertThat(before).isLessThan(0.5);
      assertThat(after.get("exact_match") / 200).isGreaterThan(0.9);
      assertThat(after.get("element_wise")).isGreaterThan(after.get("exact_match"));
      assertThat(after.get("exact_match_5")).isEqualTo(after.get("exact_match"));
      assertThat(after.get("examples")).isEqualTo(200);
    }
  }

  @Test
  void sameSeedSameBitsAlsoFromACheckpoint() throws IOException {
    String checkpoint = folder.resolve("checkpoint").toString();
    List<Double> uninterrupted;
    try (SavedModelBundle model = fisher()) {
      uninterrupted = losses(model, 0, 4);
      model.session().save(checkpoint);
      uninterrupted.addAll(losses(model, 4, 8));
    }
    try (SavedModelBundle model = load(folder.resolve("model"))) {
      assertThat(losses(model, 0, 8)).isEqualTo(uninterrupted);
      model.session().restore(checkpoint);
      assertThat(losses(model, 4, 8)).isEqualTo(uninterrupted.subList(4, 8));
      assertThat(BrightnessTask.run(model, "train_step", 16, 8).get("step")).isEqualTo(9);
    }
  }

  @Test
  void learningRateChangesWithoutRebuilding() throws IOException {
    try (SavedModelBundle model = fisher()) {
      double before = BrightnessTask.run(model, "evaluate", 16, 0).get("loss");
      setLearningRate(model, 1e-12f);
      losses(model, 0, 3);
      assertThat(BrightnessTask.run(model, "evaluate", 16, 0).get("loss"))
          .isCloseTo(before, within(1e-6));
      setLearningRate(model, 0.02f);
      losses(model, 0, 3);
      assertThat(BrightnessTask.run(model, "evaluate", 16, 0).get("loss")).isLessThan(before - 0.1);
      assertThatThrownBy(() -> setLearningRate(model, -1))
          .hasMessageContaining("learning rate must be positive and finite, found] [-1]");
    }
  }

  private static void setLearningRate(SavedModelBundle model, float rate) {
    try (TFloat32 tensor = TFloat32.scalarOf(rate);
        Result result = model.function("set_learning_rate").call(Map.of("learning_rate", tensor))) {
      assertThat(((TFloat32) result.get("learning_rate").orElseThrow()).getFloat()).isEqualTo(rate);
    }
  }

  @Test
  void clippingBoundsTheFirstUpdate() throws IOException {
    // Adam's first update is the learning rate whatever the gradient's size, unless the gradient is
    // clipped to where ε matters: then it is lr · g / (g + ε).
    Path free =
        BrightnessTask.export(folder.resolve("free"), CurvatureKind.NONE, OptionalDouble.empty());
    Path clipped =
        BrightnessTask.export(
            folder.resolve("clipped"), CurvatureKind.NONE, OptionalDouble.of(1e-12));
    try (SavedModelBundle a = load(free);
        SavedModelBundle b = load(clipped)) {
      double norm = BrightnessTask.run(a, "train_step", 16, 0).get("gradient_norm");
      assertThat(BrightnessTask.run(b, "train_step", 16, 0).get("gradient_norm"))
          .as("the norm before clipping is reported")
          .isEqualTo(norm);
      double moved = BrightnessTask.run(a, "evaluate", 16, 0).get("loss");
      double stayed = BrightnessTask.run(b, "evaluate", 16, 0).get("loss");
      assertThat(moved).isLessThan(stayed - 0.1);
    }
  }

  @Test
  void servesAnyNumberOfItems() throws IOException {
    try (SavedModelBundle model = fisher();
        TUint8 images = TUint8.tensorOf(Shape.of(2, 7, 28, 112));
        Result result = model.function("serving_default").call(Map.of("images", images))) {
      assertThat(result.get("scores").orElseThrow().shape()).isEqualTo(Shape.of(2, 7));
    }
  }

  @Test
  void trainingTakesExamplesOfItsOwnSizeOnly() throws IOException {
    try (SavedModelBundle model = fisher();
        TUint8 images = TUint8.tensorOf(Shape.of(2, 6, 28, 112));
        TInt32 values = TInt32.tensorOf(Shape.of(2, 4))) {
      assertThatThrownBy(
              () -> model.function("train_step").call(Map.of("images", images, "values", values)))
          .hasMessageContaining(
              "predictions for an example must be] [4] [found for] [2] [examples] [12]");
    }
  }

  @Test
  void exportIsWholeOrNotThere() throws IOException {
    fisher().close();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(folder.resolve("model"));
    }
    assertThat(folder.resolve("model/assets.extra/provenance.json")).hasContent("{}");
    assertThatThrownBy(this::fisher)
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessageContaining("exists already");
  }
}
