package org.newtonlosses.graphs.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.newtonlosses.graphs.net.Mlp;
import org.newtonlosses.graphs.net.Ports;
import org.newtonlosses.graphs.newton.Averaged;
import org.newtonlosses.graphs.newton.Curvature;
import org.newtonlosses.graphs.newton.Damping;
import org.newtonlosses.graphs.newton.Fisher;
import org.newtonlosses.graphs.newton.NewtonLoss;
import org.newtonlosses.graphs.optimizer.Adam;
import org.newtonlosses.graphs.sort.CrossEntropy;
import org.newtonlosses.graphs.sort.NeuralSort;
import org.tensorflow.GraphOperation;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/** A curvature that remembers, in the model that gives it its memory. */
class AveragedTest {

  private static final Ports PORTS = new Ports(TFloat32.class, Shape.of(2), Shape.of(2));
  private static final float[][] X = {{1, 2}, {3, 4}, {-1, 0.5f}};
  private static final float[][] T = {{1, 0}, {2, -1}, {0.5f, 2}};
  private static final Curvature FISHER = new Averaged(new Fisher(0.1), 0.75);

  @TempDir private Path folder;

  @Test
  void itIsTheMeanOfAllStepsWithFallingWeights() throws IOException {
    double[] weights = {0.75 * 0.75 * 0.25, 0.75 * 0.25, 0.25};
    double[] expected = new double[4];
    double[] raw = new double[4];
    try (SavedModelBundle model = exported("model", FISHER, PORTS)) {
      for (double weight : weights) {
        double[] now = fisher(predictions(model), T);
        run(model, "train_step", X, T);
        for (int i = 0; i < 4; i++) {
          raw[i] += weight * now[i];
          expected[i] = raw[i] / (1 - 0.75 * 0.75 * 0.75);
        }
      }
      Map<String, List<Double>> memory = memory(model);
      assertThat(memory.get("curvature/decay_power").get(0)).isEqualTo(0.75 * 0.75 * 0.75);
      double unbiased = 1 - memory.get("curvature/decay_power").get(0);
      for (int i = 0; i < 4; i++) {
        double found = memory.get("curvature/average").get(i) / unbiased;
        assertThat(found).isCloseTo(expected[i], within(1e-5));
      }
      assertThat(expected[0]).isGreaterThan(0.01);
    }
  }

  @Test
  void theFirstStepIsThatWithoutMemory() throws IOException {
    for (Damping damping : List.of(new Damping.Constant(0.1), new Damping.Relative(0.5))) {
      Fisher of = new Fisher(damping);
      String name = damping.getClass().getSimpleName();
      Curvature averaged = new Averaged(of, 0.9);
      try (SavedModelBundle one = exported(name + "-averaged", averaged, PORTS);
          SavedModelBundle other = exported(name, of, PORTS)) {
        assertThat(run(one, "train_step", X, T))
            .isCloseTo(run(other, "train_step", X, T), within(1e-6));
        assertThat(run(one, "train_step", X, T)).isNotEqualTo(run(other, "train_step", X, T));
      }
    }
  }

  @Test
  void aRestoredTrainingGoesOnBitForBit() throws IOException {
    String checkpoint = folder.resolve("checkpoint").toString();
    try (SavedModelBundle model = exported("model", FISHER, PORTS)) {
      steps(model, 3);
      model.session().save(checkpoint);
      List<Double> losses = steps(model, 3);
      Map<String, List<Double>> after = memory(model);
      model.session().restore(checkpoint);
      assertThat(memory(model)).isNotEqualTo(after);
      assertThat(steps(model, 3)).isEqualTo(losses);
      assertThat(memory(model)).isEqualTo(after);
      assertThat(after).containsOnlyKeys("curvature/average", "curvature/decay_power");
    }
  }

  @Test
  void anEvaluationAndAStepThatFailsChangeNothing() throws IOException {
    try (SavedModelBundle model = exported("model", FISHER, PORTS)) {
      steps(model, 2);
      Map<String, List<Double>> before = memory(model);
      run(model, "evaluate", X, T);
      predictions(model);
      float[][] nan = {{1, Float.NaN}, {3, 4}, {-1, 0.5f}};
      assertThatThrownBy(() -> run(model, "train_step", nan, T))
          .hasMessageContaining("NaN or infinite");
      assertThat(memory(model)).isEqualTo(before);
      steps(model, 1);
      assertThat(memory(model)).isNotEqualTo(before);
    }
  }

  @Test
  void aLossByItselfHasNoMemory() {
    RankingLossModel<TFloat32> model =
        new RankingLossModel<>(
            new NeuralSort(1, false),
            new CrossEntropy(),
            new NewtonLoss(FISHER),
            5,
            TFloat32.class);
    assertThatThrownBy(() -> model.export(folder.resolve("loss"), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "this curvature keeps \"average\" from step to step: it needs a trainable model");
    assertThat(folder.resolve("loss")).doesNotExist();
  }

  @Test
  void badDecaysAreNamed() {
    for (double bad : new double[] {-0.1, 1, Double.NaN}) {
      assertThatThrownBy(() -> new Averaged(new Fisher(1), bad))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("decay must be in [0, 1), found " + bad);
    }
  }

  private SavedModelBundle exported(String name, Curvature curvature, Ports ports)
      throws IOException {
    new TrainableModel(
            new Regression(ports), new Mlp(List.of(4)), new NewtonLoss(curvature), new Adam(0.1), 5)
        .export(folder.resolve(name), Map.of());
    return SavedModelBundle.load(folder.resolve(name).toString(), SavedModelBundle.DEFAULT_TAG);
  }

  private static List<Double> steps(SavedModelBundle model, int count) {
    List<Double> losses = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      losses.add(run(model, "train_step", X, T));
    }
    return losses;
  }

  /** The loss, or in a step of training the Newton loss. */
  private static double run(SavedModelBundle model, String signature, float[][] x, float[][] t) {
    String output = signature.equals("train_step") ? "newton_loss" : "loss";
    try (TFloat32 features = TFloat32.tensorOf(StdArrays.ndCopyOf(x));
        TFloat32 labels = TFloat32.tensorOf(StdArrays.ndCopyOf(t));
        Result result = model.function(signature).call(Map.of("x", features, "t", labels))) {
      return ((TFloat32) result.get(output).orElseThrow()).getFloat();
    }
  }

  private static float[][] predictions(SavedModelBundle model) {
    try (TFloat32 features = TFloat32.tensorOf(StdArrays.ndCopyOf(X));
        Result result = model.function("serving_default").call(Map.of("x", features))) {
      return StdArrays.array2dCopyOf((TFloat32) result.get("y").orElseThrow());
    }
  }

  /** F of the mean squared error of two numbers, whose gradient is y − t. */
  private static double[] fisher(float[][] y, float[][] t) {
    double[] found = new double[4];
    for (int b = 0; b < y.length; b++) {
      for (int i = 0; i < 4; i++) {
        double left = y[b][i / 2] - t[b][i / 2];
        double right = y[b][i % 2] - t[b][i % 2];
        found[i] += left * right / y.length;
      }
    }
    return found;
  }

  /** The variables of the curvature. */
  private static Map<String, List<Double>> memory(SavedModelBundle model) {
    Map<String, List<Double>> values = new TreeMap<>();
    for (Iterator<GraphOperation> i = model.graph().operations(); i.hasNext(); ) {
      GraphOperation read = i.next();
      if (read.type().equals("ReadVariableOp")
          && read.input(0).op().name().startsWith("curvature")) {
        try (Result result = model.session().runner().fetch(read.output(0)).run()) {
          List<Double> numbers = new ArrayList<>();
          ((TFloat64) result.get(0)).scalars().forEach(s -> numbers.add(s.getDouble()));
          values.put(read.input(0).op().name(), numbers);
        }
      }
    }
    return values;
  }
}
