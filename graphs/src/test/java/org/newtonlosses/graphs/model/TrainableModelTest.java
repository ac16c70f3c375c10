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
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.newtonlosses.graphs.net.Architecture;
import org.newtonlosses.graphs.net.Cnn;
import org.newtonlosses.graphs.net.Mlp;
import org.newtonlosses.graphs.net.Ports;
import org.newtonlosses.graphs.net.Standardization;
import org.newtonlosses.graphs.newton.Fisher;
import org.newtonlosses.graphs.newton.Hessian;
import org.newtonlosses.graphs.newton.NewtonLoss;
import org.newtonlosses.graphs.newton.None;
import org.newtonlosses.graphs.optimizer.Adam;
import org.newtonlosses.graphs.optimizer.AdamW;
import org.newtonlosses.graphs.optimizer.ClippedByNorm;
import org.newtonlosses.graphs.optimizer.Optimizer;
import org.newtonlosses.graphs.optimizer.Sgd;
import org.tensorflow.GraphOperation;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.framework.activations.Tanh;
import org.tensorflow.framework.regularizers.L1;
import org.tensorflow.framework.regularizers.L1L2;
import org.tensorflow.framework.regularizers.L2;
import org.tensorflow.framework.regularizers.Regularizer;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

/** Trains small models from outside: networks, optimisers and penalties. */
class TrainableModelTest {

  private static final Ports TWO_NUMBERS = new Ports(TFloat32.class, Shape.of(2), Shape.scalar());

  @TempDir private Path folder;

  @Test
  void mlpLearnsTheExclusiveOr() throws IOException {
    try (SavedModelBundle model =
            exported(
                TWO_NUMBERS,
                new Mlp(List.of(8), new Tanh()),
                new NewtonLoss(new Hessian(0.1)),
                new Adam(0.05),
                Optional.empty());
        TFloat32 x = floats(new float[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}});
        TFloat32 t = floats(new float[][] {{0}, {1}, {1}, {0}})) {
      double before = run(model, "evaluate", x, t, "loss") / 4;
      for (int k = 0; k < 150; k++) {
        run(model, "train_step", x, t, "loss");
      }
      assertThat(before).isGreaterThan(0.1);
      assertThat(run(model, "evaluate", x, t, "loss") / 4).isLessThan(0.01);
      assertThat(run(model, "evaluate", x, t, "absolute_error") / 4).isBetween(1e-9, 0.1);
    }
  }

  @Test
  void cnnTellsRowsFromColumns() throws IOException {
    Ports images =
        new Ports(TUint8.class, Shape.of(7, 6), Shape.scalar(), Standardization.range(255));
    try (SavedModelBundle model =
        exported(
            images,
            new Cnn(List.of(4), List.of(8)),
            new NewtonLoss(new Fisher(0.1)),
            new Adam(0.01),
            Optional.empty())) {
      double before = bars(model, "evaluate", 99) / 32;
      for (int k = 0; k < 100; k++) {
        bars(model, "train_step", k);
      }
      assertThat(before).isGreaterThan(0.5);
      assertThat(bars(model, "evaluate", 99) / 32).isLessThan(0.05);
    }
  }

  /** Runs on 32 noisy images with a bright row (1) or column (−1); returns the loss. */
  private static double bars(SavedModelBundle model, String signature, long seed) {
    Random random = new Random(seed);
    byte[] pixels = new byte[32 * 42];
    float[][] truth = new float[32][1];
    for (int b = 0; b < 32; b++) {
      boolean row = random.nextBoolean();
      int place = random.nextInt(6);
      truth[b][0] = row ? 1 : -1;
      for (int p = 0; p < 42; p++) {
        boolean bright = (row ? p / 6 : p % 6) == place;
        pixels[42 * b + p] = (byte) (random.nextInt(50) + (bright ? 200 : 0));
      }
    }
    try (TUint8 x = TUint8.tensorOf(Shape.of(32, 7, 6), DataBuffers.of(pixels, true, false));
        TFloat32 t = floats(truth)) {
      return run(model, signature, x, t, "loss");
    }
  }

  private static Stream<Optimizer> optimizers() {
    return Stream.of(
        new Sgd(0.1),
        new Sgd(0.1, 0.9, false),
        new Sgd(0.1, 0.9, true),
        new Adam(0.1),
        new AdamW(0.1, 0.9, 0.999, 1e-8, 0.1),
        new ClippedByNorm(new AdamW(0.1, 0.9, 0.999, 1e-8, 0.1), 0.5));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void aStepThatIsNotFiniteChangesNothing(Optimizer optimizer) throws IOException {
    try (SavedModelBundle model = small(optimizer);
        TFloat32 x = floats(new float[][] {{1, 2}, {3, 4}});
        TFloat32 nan = floats(new float[][] {{1, Float.NaN}, {3, 4}});
        TFloat32 t = floats(new float[][] {{1}, {2}})) {
      run(model, "train_step", x, t, "loss");
      Map<String, List<Double>> before = variables(model);
      assertThatThrownBy(() -> run(model, "train_step", nan, t, "loss"))
          .hasMessageContaining("NaN or infinite");
      assertThat(variables(model)).isEqualTo(before);
      run(model, "train_step", x, t, "loss");
      assertThat(variables(model)).isNotEqualTo(before);
    }
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void aRestoredTrainingGoesOnBitForBit(Optimizer optimizer) throws IOException {
    String checkpoint = folder.resolve("checkpoint").toString();
    try (SavedModelBundle model = small(optimizer);
        TFloat32 x = floats(new float[][] {{1, 2}, {3, 4}});
        TFloat32 t = floats(new float[][] {{1}, {2}})) {
      steps(model, x, t, 3);
      model.session().save(checkpoint);
      steps(model, x, t, 3);
      Map<String, List<Double>> after = variables(model);
      model.session().restore(checkpoint);
      assertThat(variables(model)).isNotEqualTo(after);
      steps(model, x, t, 3);
      assertThat(variables(model)).isEqualTo(after);
    }
  }

  @Test
  void penaltiesPullWeightsAndLeaveBiases() throws IOException {
    double[] weights;
    double[] free;
    double loss;
    try (SavedModelBundle model = penalised("free", Optional.empty())) {
      weights = parameters(model);
      loss = step(model);
      free = parameters(model);
    }
    assertPulled("l1", new L1(0.25f), loss, free, w -> 0.25 * Math.signum(w), weights);
    assertPulled("l2", new L2(0.25f), loss, free, w -> 2 * 0.25 * w, weights);
    assertPulled(
        "both",
        new L1L2(0.5f, 0.125f),
        loss,
        free,
        w -> 0.5 * Math.signum(w) + 2 * 0.125 * w,
        weights);
  }

  /** A step of gradient descent by 1 ends the penalty's derivative below that without it. */
  private void assertPulled(
      String name,
      Regularizer regularizer,
      double loss,
      double[] free,
      DoubleUnaryOperator slope,
      double[] weights)
      throws IOException {
    try (SavedModelBundle model = penalised(name, Optional.of(regularizer))) {
      assertThat(parameters(model)).containsExactly(weights);
      assertThat(step(model)).as("the loss is reported without the penalty").isEqualTo(loss);
      double[] found = parameters(model);
      for (int i = 0; i < 2; i++) {
        assertThat(found[i]).isCloseTo(free[i] - slope.applyAsDouble(weights[i]), within(1e-6));
      }
      assertThat(found[2]).as("the bias").isEqualTo(free[2]);
    }
  }

  private static double step(SavedModelBundle model) {
    try (TFloat32 x = floats(new float[][] {{0.5f, -1}, {0.25f, 0.5f}});
        TFloat32 t = floats(new float[][] {{1}, {2}})) {
      return run(model, "train_step", x, t, "loss");
    }
  }

  /** Two weights and the bias of a linear model. */
  private static double[] parameters(SavedModelBundle model) {
    Map<String, List<Double>> all = variables(model);
    return Stream.of("dense1/weights", "dense1/bias")
        .flatMap(name -> all.get(name).stream())
        .mapToDouble(Double::doubleValue)
        .toArray();
  }

  private SavedModelBundle penalised(String name, Optional<Regularizer> regularizer)
      throws IOException {
    return exported(
        folder.resolve(name),
        TWO_NUMBERS,
        new Mlp(List.of()),
        new NewtonLoss(new None()),
        new Sgd(1),
        regularizer);
  }

  private SavedModelBundle small(Optimizer optimizer) throws IOException {
    return exported(
        TWO_NUMBERS,
        new Mlp(List.of(3)),
        new NewtonLoss(new Fisher(0.1)),
        optimizer,
        Optional.empty());
  }

  private SavedModelBundle exported(
      Ports ports,
      Architecture network,
      NewtonLoss newton,
      Optimizer optimizer,
      Optional<Regularizer> regularizer)
      throws IOException {
    return exported(folder.resolve("model"), ports, network, newton, optimizer, regularizer);
  }

  private static SavedModelBundle exported(
      Path directory,
      Ports ports,
      Architecture network,
      NewtonLoss newton,
      Optimizer optimizer,
      Optional<Regularizer> regularizer)
      throws IOException {
    new TrainableModel(new Regression(ports), network, newton, optimizer, regularizer, 5)
        .export(directory, Map.of());
    return SavedModelBundle.load(directory.toString(), SavedModelBundle.DEFAULT_TAG);
  }

  @Test
  void trainingGoesOnWhereAnotherProgramSavedIt() throws IOException {
    Path own = folder.resolve("model/variables/variables");
    try (TFloat32 x = floats(new float[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}});
        TFloat32 t = floats(new float[][] {{0}, {1}, {1}, {0}})) {
      Map<String, List<Double>> atTwenty;
      Path checkpoint = folder.resolve("new/folder/checkpoint");
      try (SavedModelBundle whole = small(new Adam(0.05))) {
        steps(whole, x, t, 10);
        transfer(whole, "save", checkpoint);
        transfer(whole, "save", own);
        steps(whole, x, t, 10);
        atTwenty = variables(whole);
      }
      try (SavedModelBundle other = SavedModelBundle.load(folder.resolve("model").toString())) {
        steps(other, x, t, 10);
        assertThat(variables(other)).isEqualTo(atTwenty);
        transfer(other, "restore", checkpoint);
        steps(other, x, t, 10);
        assertThat(variables(other)).isEqualTo(atTwenty);
      }
    }
  }

  private static void transfer(SavedModelBundle model, String signature, Path prefix) {
    try (TString path = TString.scalarOf(prefix.toString());
        Result result = model.function(signature).call(Map.of("path", path))) {
      assertThat(((TString) result.get("path").orElseThrow()).getObject())
          .isEqualTo(prefix.toString());
    }
  }

  private static void steps(SavedModelBundle model, TType x, TFloat32 t, int count) {
    for (int k = 0; k < count; k++) {
      run(model, "train_step", x, t, "loss");
    }
  }

  private static double run(
      SavedModelBundle model, String signature, TType x, TFloat32 t, String output) {
    try (Result result = model.function(signature).call(Map.of("x", x, "t", t))) {
      return ((TFloat32) result.get(output).orElseThrow()).getFloat();
    }
  }

  /** All variables of float32 numbers: parameters, slots, the learning rate. */
  private static Map<String, List<Double>> variables(SavedModelBundle model) {
    Map<String, List<Double>> values = new TreeMap<>();
    for (Iterator<GraphOperation> i = model.graph().operations(); i.hasNext(); ) {
      GraphOperation read = i.next();
      if (read.type().equals("ReadVariableOp")) {
        Session.Runner runner = model.session().runner().fetch(read.output(0));
        try (Result result = runner.run()) {
          Tensor tensor = result.get(0);
          List<Double> numbers = new ArrayList<>();
          if (tensor instanceof TFloat32 floats) {
            floats.scalars().forEach(scalar -> numbers.add((double) scalar.getFloat()));
          }
          values.put(read.input(0).op().name(), numbers);
        }
      }
    }
    return values;
  }

  private static TFloat32 floats(float[][] values) {
    return TFloat32.tensorOf(StdArrays.ndCopyOf(values));
  }
}
