package org.newtonlosses.graphs.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.newtonlosses.graphs.net.Architecture;
import org.newtonlosses.graphs.net.Ensemble;
import org.newtonlosses.graphs.net.Mlp;
import org.newtonlosses.graphs.net.Standardization;
import org.newtonlosses.graphs.newton.CurvatureKind;
import org.newtonlosses.graphs.newton.Fisher;
import org.newtonlosses.graphs.newton.NewtonLoss;
import org.newtonlosses.graphs.newton.None;
import org.newtonlosses.graphs.optimizer.Adam;
import org.newtonlosses.graphs.optimizer.Sgd;
import org.newtonlosses.graphs.rank.Gain;
import org.newtonlosses.graphs.rank.GradeCrossEntropy;
import org.newtonlosses.graphs.rank.ListLoss;
import org.newtonlosses.graphs.rank.ListMetrics;
import org.newtonlosses.graphs.rank.ListNet;
import org.newtonlosses.graphs.rank.SoftNdcg;
import org.newtonlosses.graphs.sort.NeuralSort;
import org.newtonlosses.graphs.variable.InitialValue;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

class ListModelTest {
  private static final int FEATURES = 3;
  private static final int SLOTS = 6;

  @TempDir private Path folder;

  /** Lists whose documents' grades follow their first feature. */
  private static final class Lists {
    private final int size;
    private final int slots;
    private final float[] features;
    private final float[] grades;

    Lists(int size, int slots, float[] features, float[] grades) {
      this.size = size;
      this.slots = slots;
      this.features = features;
      this.grades = grades;
    }

    /** Of 0 to so many documents each, from slot 0 on. */
    static Lists random(int size, int slots, int longest, long seed) {
      Random random = new Random(seed);
      float[] features = new float[size * slots * FEATURES];
      float[] grades = new float[size * slots];
      for (int list = 0; list < size; list++) {
        int length = random.nextInt(longest + 1);
        for (int slot = 0; slot < slots; slot++) {
          int place = list * slots + slot;
          float[] row = new float[FEATURES];
          for (int i = 0; i < FEATURES; i++) {
            row[i] = (float) random.nextGaussian();
          }
          System.arraycopy(row, 0, features, place * FEATURES, FEATURES);
          grades[place] = slot < length ? Math.max(0, Math.round(1 + row[0])) : -1;
        }
      }
      return new Lists(size, slots, features, grades);
    }

    /** The same lists in more slots, each document in the slot that a permutation says. */
    Lists moved(int[] slots) {
      float[] moved = new float[size * slots.length * FEATURES];
      float[] theirs = new float[size * slots.length];
      Arrays.fill(theirs, -1);
      for (int list = 0; list < size; list++) {
        for (int slot = 0; slot < this.slots; slot++) {
          int place = list * slots.length + slots[slot];
          theirs[place] = grades[list * this.slots + slot];
          System.arraycopy(
              features, (list * this.slots + slot) * FEATURES, moved, place * FEATURES, FEATURES);
        }
      }
      return new Lists(size, slots.length, moved, theirs);
    }
  }

  private static ListModel description(
      ListLoss loss, Standardization standardization, int members) {
    return new ListModel(
        new Input<>("features", TFloat32.class, Shape.of(-1, -1, FEATURES)),
        standardization,
        new NeuralSort(1, false),
        loss,
        new ListMetrics.Relevance(Gain.EXPONENTIAL, 1),
        SLOTS,
        members);
  }

  private SavedModelBundle load(ListLoss loss, NewtonLoss newton) throws IOException {
    Path model = folder.resolve("model" + folder.toFile().list().length);
    new TrainableModel(
            description(loss, Standardization.NONE, 1),
            new Mlp(List.of()),
            newton,
            new Adam(0.05),
            3)
        .export(model, Map.of());
    return SavedModelBundle.load(model.toString(), SavedModelBundle.DEFAULT_TAG);
  }

  private static Map<String, Double> run(SavedModelBundle model, String signature, Lists lists) {
    try (TFloat32 features =
            TFloat32.tensorOf(
                Shape.of(lists.size, lists.slots, FEATURES), DataBuffers.of(lists.features));
        TFloat32 grades =
            TFloat32.tensorOf(Shape.of(lists.size, lists.slots), DataBuffers.of(lists.grades));
        Result result =
            model.function(signature).call(Map.of("features", features, "grades", grades))) {
      Map<String, Double> scalars = new HashMap<>();
      result.forEach(entry -> scalars.put(entry.getKey(), scalar(entry.getValue())));
      return scalars;
    }
  }

  private static double scalar(Tensor tensor) {
    return tensor instanceof TInt64 integer ? integer.getLong() : ((TFloat32) tensor).getFloat();
  }

  private static float[] scores(SavedModelBundle model, int lists, int slots, float[] features) {
    try (TFloat32 fed =
            TFloat32.tensorOf(Shape.of(lists, slots, FEATURES), DataBuffers.of(features));
        Result result = model.function("serving_default").call(Map.of("features", fed))) {
      float[] scores = new float[lists * slots];
      result.get("scores").orElseThrow().asRawTensor().data().asFloats().read(scores);
      return scores;
    }
  }

  @ParameterizedTest
  @EnumSource(CurvatureKind.class)
  void learnsListsOfDifferentLengths(CurvatureKind curvature) throws IOException {
    try (SavedModelBundle model =
        load(new GradeCrossEntropy(), new NewtonLoss(curvature.of(0.1)))) {
      Lists test = Lists.random(100, SLOTS, SLOTS, -1);
      double before = run(model, "evaluate", test).get("ndcg_10") / 100;
      for (int step = 0; step < 80; step++) {
        run(model, "train_step", Lists.random(16, SLOTS, SLOTS, step));
      }
      double after = run(model, "evaluate", test).get("ndcg_10") / 100;
      assertThat(before).isLessThan(0.9);
      assertThat(after).isGreaterThan(0.98);
    }
  }

  private static Stream<ListLoss> losses() {
    return Stream.of(
        new GradeCrossEntropy(),
        new SoftNdcg(3, Gain.EXPONENTIAL),
        new ListNet(ListNet.Targets.EXPONENTIAL));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void aStepDoesNotDependOnSlotsOrPadding(ListLoss loss) throws IOException {
    Lists few = Lists.random(8, 4, 4, 5);
    Lists moved = few.moved(new int[] {5, 0, 3, 1, 2, 4});
    Arrays.fill(moved.features, 4 * FEATURES, 5 * FEATURES, 0);
    try (SavedModelBundle first = load(loss, new NewtonLoss(new Fisher(1)));
        SavedModelBundle second = load(loss, new NewtonLoss(new Fisher(1)))) {
      for (int step = 0; step < 3; step++) {
        Map<String, Double> found = run(second, "train_step", moved);
        run(first, "train_step", few)
            .forEach(
                (name, value) ->
                    assertThat(found.get(name)).as(name).isCloseTo(value, within(1e-5)));
      }
      // Adam moves a bias by the rounding of its gradient, which is 0: only differences are learnt.
      assertThat(difference(second)).isCloseTo(difference(first), within(1e-5));
    }
  }

  private static double difference(SavedModelBundle model) {
    float[] scores = scores(model, 2, 1, new float[] {1, 2, 3, -1, 0, 1});
    return scores[0] - scores[1];
  }

  @Test
  void longListsAreMeasuredAsAWhole() throws IOException {
    try (SavedModelBundle model =
        load(new ListNet(ListNet.Targets.EXPONENTIAL), new NewtonLoss(new Fisher(1)))) {
      Lists lists = Lists.random(5, 11, 11, 9);
      // The same documents as one list of slots that the loss sees, then others.
      Map<String, Double> all = run(model, "evaluate", lists);
      float[] features = new float[5 * SLOTS * FEATURES];
      float[] grades = new float[5 * SLOTS];
      for (int list = 0; list < 5; list++) {
        System.arraycopy(
            lists.features,
            list * 11 * FEATURES,
            features,
            list * SLOTS * FEATURES,
            SLOTS * FEATURES);
        System.arraycopy(lists.grades, list * 11, grades, list * SLOTS, SLOTS);
      }
      Map<String, Double> first = run(model, "evaluate", new Lists(5, SLOTS, features, grades));
      assertThat(all.get("loss")).isCloseTo(first.get("loss"), within(1e-5));
      assertThat(all.get("examples")).isEqualTo(5);
      assertThat(all.get("ndcg_10")).isNotCloseTo(first.get("ndcg_10"), within(1e-3));
    }
  }

  @Test
  void aScoreIsThatOfItsDocumentAlone() throws IOException {
    try (SavedModelBundle model =
        load(new ListNet(ListNet.Targets.LINEAR), new NewtonLoss(new Fisher(1)))) {
      float[] documents = Lists.random(7, 1, 1, 4).features;
      assertThat(scores(model, 1, 7, documents))
          .containsExactly(scores(model, 7, 1, documents), within(1e-6f));
    }
  }

  @Test
  void paddingIsNotRead() throws IOException {
    try (SavedModelBundle model = load(new GradeCrossEntropy(), new NewtonLoss(new Fisher(1)))) {
      Lists lists = Lists.random(4, SLOTS, 3, 6);
      Map<String, Double> before = run(model, "evaluate", lists);
      for (int place = 0; place < lists.grades.length; place++) {
        if (lists.grades[place] < 0) {
          Arrays.fill(lists.features, place * FEATURES, (place + 1) * FEATURES, 1e6f);
        }
      }
      assertThat(run(model, "evaluate", lists)).isEqualTo(before);
    }
  }

  @Test
  void membersLearnAsIfEachWereAlone() throws IOException {
    double[][] weights = {{0.1, -0.4, 0.3}, {-0.2, 0.5, 0.6}};
    Iterator<double[]> each = List.of(weights).iterator();
    Architecture members = (parameters, ports) -> linear(each.next()).create(parameters, ports);
    float[] together = learnt("both", new Ensemble(members, 2), 2, 0.1);
    // The gradient of a member is half of that of a network alone.
    float[] first = learnt("first", linear(weights[0]), 1, 0.05);
    float[] second = learnt("second", linear(weights[1]), 1, 0.05);
    for (int i = 0; i < together.length; i++) {
      assertThat(together[i]).isCloseTo((first[i] + second[i]) / 2, within(1e-5f));
    }
  }

  /** The scores of some documents after a few steps of gradient descent. */
  private float[] learnt(String name, Architecture network, int members, double rate)
      throws IOException {
    Path exported = folder.resolve(name);
    new TrainableModel(
            description(new GradeCrossEntropy(), Standardization.NONE, members),
            network,
            new NewtonLoss(new None()),
            new Sgd(rate, 0, false),
            3)
        .export(exported, Map.of());
    try (SavedModelBundle model =
        SavedModelBundle.load(exported.toString(), SavedModelBundle.DEFAULT_TAG)) {
      Lists test = Lists.random(10, SLOTS, SLOTS, -1);
      double before = run(model, "evaluate", test).get("loss");
      for (int step = 0; step < 3; step++) {
        run(model, "train_step", Lists.random(8, SLOTS, SLOTS, step));
      }
      Map<String, Double> after = run(model, "evaluate", test);
      assertThat(after.get("loss")).isLessThan(before);
      assertThat(after.get("examples")).isEqualTo(10);
      return scores(model, 5, 1, Lists.random(5, 1, 1, 4).features);
    }
  }

  private static Architecture linear(double[] weights) {
    return (parameters, ports) -> {
      List<Operand<TFloat32>> all = new ArrayList<>();
      for (int i = 0; i < weights.length; i++) {
        all.add(
            parameters.trainable(
                "w" + i, Shape.of(1), new InitialValue.Constant((float) weights[i])));
      }
      return (tf, input) ->
          tf.reshape(
              tf.sum(
                  tf.math.mul(
                      tf.dtypes.cast(input, TFloat32.class), tf.concat(all, tf.constant(0))),
                  tf.constant(1)),
              tf.array(-1));
    };
  }

  @Test
  void gradesMustFitTheFeatures() throws IOException {
    try (SavedModelBundle model =
        load(new ListNet(ListNet.Targets.LINEAR), new NewtonLoss(new Fisher(1)))) {
      Lists lists = Lists.random(4, SLOTS, 3, 6);
      Lists one = new Lists(4, 1, lists.features, new float[4]);
      assertThatThrownBy(
              () -> {
                try (TFloat32 features =
                        TFloat32.tensorOf(
                            Shape.of(4, SLOTS, FEATURES), DataBuffers.of(lists.features));
                    TFloat32 grades =
                        TFloat32.tensorOf(Shape.of(4, 1), DataBuffers.of(one.grades))) {
                  model
                      .function("train_step")
                      .call(Map.of("features", features, "grades", grades))
                      .close();
                }
              })
          .hasMessageContaining("a grade for each item");
    }
  }

  @Test
  void shapesAreChecked() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new ListModel(
                    new Input<>("features", TFloat32.class, Shape.of(-1, -1, -1)),
                    Standardization.NONE,
                    new NeuralSort(1, false),
                    new ListNet(ListNet.Targets.LINEAR),
                    new ListMetrics.Agreement(),
                    SLOTS,
                    1))
        .withMessage(
            "items must have the shape [-1, -1, ...], known but for lists and items, found [-1, -1,"
                + " -1]");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new ListModel(
                    new Input<>("features", TFloat32.class, Shape.of(-1, -1, 2)),
                    Standardization.NONE,
                    new NeuralSort(1, false),
                    new ListNet(ListNet.Targets.LINEAR),
                    new ListMetrics.Agreement(),
                    1,
                    1))
        .withMessageContaining("slots must be at least 2, found 1");
  }
}
