package org.newtonlosses.graphs.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.newtonlosses.graphs.newton.CurvatureKind;
import org.newtonlosses.graphs.path.PathAlgorithm;
import org.newtonlosses.graphs.path.RelaxedBellmanFord;
import org.newtonlosses.graphs.path.RelaxedLoop;
import org.newtonlosses.graphs.path.SolverPaths.InterpolatedPath;
import org.newtonlosses.graphs.path.SolverPaths.PerturbedPath;
import org.newtonlosses.graphs.path.SolverPaths.SmoothedPath;
import org.newtonlosses.graphs.path.SolverPaths.SmoothedPathLoss;
import org.newtonlosses.graphs.path.TConorm;
import org.newtonlosses.graphs.smooth.Smoothing;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

class PathModelTest {

  private static final PathAlgorithm SMOOTHED = new SmoothedPathLoss(Smoothing.gaussian(5, 0.3));

  @TempDir private Path folder;

  static Stream<Arguments> algorithms() {
    Smoothing smoothing = Smoothing.gaussian(10, 0.3);
    return Stream.of(
        Arguments.of(
            new RelaxedBellmanFord(10, 6, new RelaxedLoop.For(), new TConorm.Probabilistic()),
            CurvatureKind.FISHER),
        Arguments.of(new SmoothedPathLoss(smoothing), CurvatureKind.HESSIAN),
        Arguments.of(new SmoothedPath(smoothing), CurvatureKind.FISHER),
        Arguments.of(new PerturbedPath(smoothing), CurvatureKind.HESSIAN),
        Arguments.of(new InterpolatedPath(10), CurvatureKind.NONE));
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void learnsTheCostsOfABatch(PathAlgorithm algorithm, CurvatureKind curvature) throws IOException {
    TerrainTask batch = new TerrainTask(16, 1);
    try (SavedModelBundle model =
        TerrainTask.model(folder.resolve("model"), algorithm, curvature, 3)) {
      Map<String, Double> before = batch.evaluate(model);
      for (int step = 1; step <= 25; step++) {
        assertThat(batch.train(model).get("step")).isEqualTo(step);
      }
      Map<String, Double> after = batch.evaluate(model);
      assertThat(after.get("loss")).isLessThan(before.get("loss"));
      assertThat(after.get("perfect_match")).isGreaterThan(before.get("perfect_match"));
      assertThat(after.get("cost_ratio")).isLessThan(before.get("cost_ratio"));
      assertThat(after.get("examples")).isEqualTo(16);
    }
  }

  @Test
  void sameSeedSameBitsAlsoFromACheckpoint() throws IOException {
    TerrainTask batch = new TerrainTask(6, 1);
    String checkpoint = folder.resolve("checkpoint").toString();
    Path exported = folder.resolve("model");
    List<Map<String, Double>> uninterrupted;
    float[] costs;
    try (SavedModelBundle model = TerrainTask.model(exported, SMOOTHED, CurvatureKind.FISHER, 3)) {
      uninterrupted = steps(batch, model, 2);
      model.session().save(checkpoint);
      uninterrupted.addAll(steps(batch, model, 2));
      costs = batch.serve(model, "costs");
    }
    try (SavedModelBundle model = TerrainTask.load(exported)) {
      assertThat(steps(batch, model, 4)).isEqualTo(uninterrupted);
      model.session().restore(checkpoint);
      assertThat(steps(batch, model, 2)).isEqualTo(uninterrupted.subList(2, 4));
      assertThat(batch.serve(model, "costs")).isEqualTo(costs);
    }
  }

  @Test
  void noiseIsOfSeedAndStep() throws IOException {
    // With a learning rate too small to move anything, only the noise differs between steps.
    TerrainTask batch = new TerrainTask(6, 1);
    try (SavedModelBundle model =
        TerrainTask.model(folder.resolve("model"), SMOOTHED, CurvatureKind.NONE, 3)) {
      setLearningRate(model, 1e-20f);
      List<Double> losses =
          steps(batch, model, 3).stream().map(step -> step.get("loss")).distinct().toList();
      assertThat(losses).hasSize(3);
    }
  }

  private static List<Map<String, Double>> steps(
      TerrainTask batch, SavedModelBundle model, int count) {
    List<Map<String, Double>> steps = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      steps.add(batch.train(model));
    }
    return steps;
  }

  @Test
  void evaluationsAddUp() throws IOException {
    TerrainTask batch = new TerrainTask(9, 2);
    try (SavedModelBundle model =
        TerrainTask.model(folder.resolve("model"), SMOOTHED, CurvatureKind.NONE, 3)) {
      steps(batch, model, 2);
      Map<String, Double> whole = batch.evaluate(model);
      Map<String, Double> first = batch.part(0, 2).evaluate(model);
      Map<String, Double> rest = batch.part(2, 9).evaluate(model);
      assertThat(whole)
          .containsOnlyKeys(
              "examples", "loss", "perfect_match", "cost_match", "cost_ratio", "cost_correlation");
      whole.forEach(
          (name, sum) ->
              assertThat(first.get(name) + rest.get(name)).as(name).isCloseTo(sum, within(1e-4)));
      assertThat(batch.evaluate(model)).as("evaluation changes nothing").isEqualTo(whole);
    }
  }

  @Test
  void statisticsOfTheBatchTrainAndRunningOnesServe() throws IOException {
    TerrainTask batch = new TerrainTask(6, 1);
    try (SavedModelBundle model =
        TerrainTask.model(folder.resolve("model"), SMOOTHED, CurvatureKind.NONE, 3)) {
      float[] before = batch.serve(model, "costs");
      setLearningRate(model, 1e-20f);
      batch.train(model);
      float[] after = batch.serve(model, "costs");
      assertThat(after).as("running statistics have moved").isNotEqualTo(before);
      assertThat(batch.part(0, 1).serve(model, "costs"))
          .as("an example is served by itself")
          .usingComparatorWithPrecision(1e-5f)
          .containsExactly(Arrays.copyOf(after, 16));
    }
  }

  @Test
  void aStepThatIsNotFiniteChangesNothing() throws IOException {
    TerrainTask batch = new TerrainTask(6, 1);
    try (SavedModelBundle model =
        TerrainTask.model(folder.resolve("model"), SMOOTHED, CurvatureKind.NONE, 3)) {
      batch.train(model);
      setLearningRate(model, 1e38f);
      batch.train(model);
      byte[] before = variables(model, "before");
      assertThatThrownBy(() -> batch.train(model)).hasMessageContaining("nan");
      assertThat(variables(model, "after")).isEqualTo(before);
    }
  }

  private byte[] variables(SavedModelBundle model, String name) throws IOException {
    model.session().save(folder.resolve(name).toString());
    return Files.readAllBytes(folder.resolve(name + ".data-00000-of-00001"));
  }

  private static void setLearningRate(SavedModelBundle model, float rate) {
    try (TFloat32 tensor = TFloat32.scalarOf(rate)) {
      model.function("set_learning_rate").call(Map.of("learning_rate", tensor)).close();
    }
  }

  @Test
  void shapesAreChecked() throws IOException {
    TerrainTask batch = new TerrainTask(3, 1);
    byte[] twos = new byte[48];
    Arrays.fill(twos, (byte) 2);
    try (SavedModelBundle model =
            TerrainTask.model(folder.resolve("model"), SMOOTHED, CurvatureKind.NONE, 3);
        TUint8 images = batch.images();
        TUint8 narrow = TUint8.tensorOf(Shape.of(3, 16, 12, 3));
        TUint8 paths = batch.paths();
        TUint8 fewer = batch.part(0, 1).paths();
        TUint8 large = TUint8.tensorOf(Shape.of(3, 4, 4), DataBuffers.of(twos))) {
      assertThatThrownBy(() -> call(model, narrow, paths))
          .hasMessageContaining("images")
          .hasMessageContaining("[3,16,12,3]")
          .hasMessageContaining("[?,16,16,3]");
      assertThatThrownBy(() -> call(model, images, fewer))
          .hasMessageContaining("images, target must have equally many examples, found] [3 1]");
      assertThatThrownBy(() -> call(model, images, large))
          .hasMessageContaining("target must be of zeros and ones, found] [2]");
      assertThatThrownBy(
              () -> model.function("serving_default").call(Map.of("images", narrow)).close())
          .hasMessageContaining("[?,16,16,3]");
    }
  }

  private static void call(SavedModelBundle model, TUint8 images, TUint8 target) {
    try (Result result =
        model.function("train_step").call(Map.of("images", images, "target", target))) {
      result.get(0);
    }
  }
}
