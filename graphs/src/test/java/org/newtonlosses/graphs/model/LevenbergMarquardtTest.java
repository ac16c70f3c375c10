package org.newtonlosses.graphs.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.newtonlosses.graphs.net.Mlp;
import org.newtonlosses.graphs.net.Ports;
import org.newtonlosses.graphs.newton.Curvature;
import org.newtonlosses.graphs.newton.CurvatureKind;
import org.newtonlosses.graphs.newton.Damping;
import org.newtonlosses.graphs.newton.Hessian;
import org.newtonlosses.graphs.newton.NewtonLoss;
import org.newtonlosses.graphs.optimizer.Sgd;
import org.newtonlosses.graphs.sort.CrossEntropy;
import org.newtonlosses.graphs.sort.NeuralSort;
import org.tensorflow.GraphOperation;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/** A strength that follows how well steps do, in the model that remembers it. */
class LevenbergMarquardtTest {

  private static final Ports PORTS = new Ports(TFloat32.class, Shape.of(2), Shape.of(2));

  @TempDir private Path folder;

  @Test
  void aModelThatIsExactLetsItFall() throws IOException {
    // The mean squared error is quadratic, and the Hessian is its own: the ratio is 1.
    try (SavedModelBundle model = exported("model", new Hessian(lm(0.9)))) {
      assertThat(tikhonov(model)).isEqualTo(0.9);
      step(model);
      assertThat(tikhonov(model)).isCloseTo(0.6, within(1e-12));
      step(model);
      assertThat(tikhonov(model)).isCloseTo(0.4, within(1e-12));
    }
  }

  @Test
  void stepsThatBringLittleLetItGrow() throws IOException {
    // F of tiny errors is far below the Hessian: steps g/λ overshoot by far.
    Curvature fisher = CurvatureKind.FISHER.of(lm(1e-3));
    try (SavedModelBundle model = exported("model", fisher)) {
      double before = tikhonov(model);
      small(model);
      assertThat(tikhonov(model)).isCloseTo(1.5 * before, within(1e-12));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = CurvatureKind.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"NONE"})
  void anyCurvatureTakesIt(CurvatureKind curvature) throws IOException {
    try (SavedModelBundle model = exported("model", curvature.of(lm(0.5)));
        SavedModelBundle constant = exported("constant", curvature.of(0.5))) {
      assertThat(step(model)).isEqualTo(step(constant));
      assertThat(tikhonov(model)).isNotEqualTo(0.5);
      assertThat(step(model)).isNotEqualTo(step(constant));
    }
  }

  @Test
  void aLossByItselfHasNoMemory() {
    RankingLossModel<TFloat32> model =
        new RankingLossModel<>(
            new NeuralSort(1, false),
            new CrossEntropy(),
            new NewtonLoss(CurvatureKind.FISHER.of(lm(1))),
            5,
            TFloat32.class);
    assertThatThrownBy(() -> model.export(folder.resolve("loss"), Map.of()))
        .hasMessage(
            "this curvature keeps \"tikhonov\" from step to step: it needs a trainable model");
  }

  @Test
  void badArgumentsAreNamed() {
    assertThatThrownBy(() -> lm(0)).hasMessage("tikhonov must be positive and finite, found 0.0");
  }

  private static Damping lm(double initial) {
    return new Damping.LevenbergMarquardt(initial);
  }

  private SavedModelBundle exported(String name, Curvature curvature) throws IOException {
    new TrainableModel(
            new Regression(PORTS), new Mlp(List.of(4)), new NewtonLoss(curvature), new Sgd(0.01), 5)
        .export(folder.resolve(name), Map.of());
    return SavedModelBundle.load(folder.resolve(name).toString(), SavedModelBundle.DEFAULT_TAG);
  }

  /** A step of training; returns the Newton loss. */
  private static double step(SavedModelBundle model) {
    return step(model, new float[][] {{1, 2}, {3, 4}}, new float[][] {{1, 0}, {2, -1}});
  }

  /** A step in which predictions are almost right. */
  private static void small(SavedModelBundle model) {
    float[][] x = {{1, 2}, {3, 4}};
    float[][] t;
    try (TFloat32 features = TFloat32.tensorOf(StdArrays.ndCopyOf(x));
        Result result = model.function("serving_default").call(Map.of("x", features))) {
      t = StdArrays.array2dCopyOf((TFloat32) result.get("y").orElseThrow());
    }
    t[0][0] += 0.01f;
    t[1][1] -= 0.01f;
    step(model, x, t);
  }

  private static double step(SavedModelBundle model, float[][] x, float[][] t) {
    try (TFloat32 features = TFloat32.tensorOf(StdArrays.ndCopyOf(x));
        TFloat32 labels = TFloat32.tensorOf(StdArrays.ndCopyOf(t));
        Result result = model.function("train_step").call(Map.of("x", features, "t", labels))) {
      return ((TFloat32) result.get("newton_loss").orElseThrow()).getFloat();
    }
  }

  private static double tikhonov(SavedModelBundle model) {
    for (Iterator<GraphOperation> i = model.graph().operations(); i.hasNext(); ) {
      GraphOperation read = i.next();
      if (read.type().equals("ReadVariableOp")
          && read.input(0).op().name().equals("curvature/tikhonov")) {
        try (Result result = model.session().runner().fetch(read.output(0)).run()) {
          return ((TFloat64) result.get(0)).getDouble();
        }
      }
    }
    throw new AssertionError("there is no such variable");
  }
}
