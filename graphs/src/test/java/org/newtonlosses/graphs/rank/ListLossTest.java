package org.newtonlosses.graphs.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.newtonlosses.graphs.testing.GraphAssertions.assertThatLoss;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.newtonlosses.graphs.newton.CurvatureKind;
import org.newtonlosses.graphs.newton.NewtonLoss;
import org.newtonlosses.graphs.sort.BinaryCrossEntropy;
import org.newtonlosses.graphs.sort.ComparatorNetwork;
import org.newtonlosses.graphs.sort.CrossEntropy;
import org.newtonlosses.graphs.sort.NeuralSort;
import org.newtonlosses.graphs.sort.RankingLoss;
import org.newtonlosses.graphs.sort.RelaxedSort;
import org.newtonlosses.graphs.sort.SortingNetwork;
import org.newtonlosses.graphs.sort.SwapDistribution;
import org.newtonlosses.graphs.testing.ExpansionNumbers;
import org.newtonlosses.graphs.testing.Graphs;
import org.newtonlosses.graphs.testing.LossAssert;
import org.newtonlosses.graphs.testing.LossFunction;
import org.newtonlosses.graphs.testing.NewtonNumbers;
import org.newtonlosses.graphs.testing.Numbers;
import org.newtonlosses.graphs.testing.TestGraph;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TNumber;

/** Losses of lists with grades, those of relaxed orders through a softmax and through none. */
class ListLossTest {
  private static final int M = 5;
  private static final double NONE = -1;

  /**
   * A loss through a relaxed sort.
   *
   * @param loss of the lists
   * @param sort whose permutation it looks at, if it does
   */
  record Subject(ListLoss loss, RelaxedSort sort) {

    /** Of lists with these grades. */
    <T extends TNumber> LossFunction<T> of(Numbers grades) {
      return (tf, y) -> loss.loss(tf, sort, grades.constant(tf, TFloat32.class), y.type());
    }

    ExpansionNumbers expand(Numbers scores, Numbers grades) {
      return Graphs.expand(of(grades), scores);
    }

    LossAssert<TNumber> withGrades(Numbers grades) {
      return assertThatLoss(TNumber.class, of(grades));
    }
  }

  private static final List<RelaxedSort> SORTS =
      List.of(
          new NeuralSort(0.7, false),
          new SortingNetwork(ComparatorNetwork.ODD_EVEN, SwapDistribution.CAUCHY, 2, false));

  private static final List<CurvatureKind> CURVATURES =
      List.of(
          CurvatureKind.NONE, CurvatureKind.FISHER, CurvatureKind.HESSIAN, CurvatureKind.SCALAR);

  static List<Subject> subjects() {
    List<Subject> subjects = new ArrayList<>();
    for (ListLoss loss :
        List.of(
            new GradeCrossEntropy(),
            new GradeBinaryCrossEntropy(),
            new SoftNdcg(0, Gain.EXPONENTIAL),
            new SoftNdcg(2, Gain.LINEAR),
            new ListNet(ListNet.Targets.SOFTMAX),
            new ListNet(ListNet.Targets.EXPONENTIAL),
            new ListMle(),
            new RankNet(),
            new LambdaRank(Gain.EXPONENTIAL, 0),
            new LambdaRank(Gain.LINEAR, 2))) {
      (loss.usesSort() ? SORTS : SORTS.subList(0, 1))
          .forEach(sort -> subjects.add(new Subject(loss, sort)));
    }
    return subjects;
  }

  /** Lists of two items or more in random slots, with ties in the grades. */
  private static Numbers grades(long seed, int lists) {
    Random random = new Random(seed);
    double[][] grades = new double[lists][M];
    for (int b = 0; b < lists; b++) {
      do {
        int share = 1 + random.nextInt(6);
        Arrays.setAll(
            grades[b],
            i -> random.nextInt(6) < share ? random.nextInt(3) : NONE - random.nextInt(2));
      } while (PlainRanking.oneGrade(only(grades[b], grades[b])));
    }
    return Numbers.of(grades);
  }

  private static double[] only(double[] numbers, double[] grades) {
    return IntStream.range(0, numbers.length)
        .filter(i -> grades[i] >= 0)
        .mapToDouble(i -> numbers[i])
        .toArray();
  }

  /** The permutation of a list alone. */
  private static double[][] permutation(RelaxedSort sort, double[] scores) {
    Numbers p = Graphs.run((tf, y) -> sort.call(tf, y).permutation(), scores);
    int n = scores.length;
    double[][] rows = new double[n][];
    for (int r = 0; r < n; r++) {
      rows[r] = Arrays.copyOfRange(p.flat(), r * n, (r + 1) * n);
    }
    return rows;
  }

  private static double plain(Subject subject, double[] scores, double[] grades) {
    ListLoss loss = subject.loss();
    double[][] p = loss.usesSort() ? permutation(subject.sort(), scores) : new double[0][];
    if (loss instanceof GradeCrossEntropy) {
      return PlainRanking.crossEntropy(p, grades);
    } else if (loss instanceof GradeBinaryCrossEntropy) {
      return PlainRanking.binaryCrossEntropy(p, grades);
    } else if (loss instanceof SoftNdcg ndcg) {
      return PlainRanking.softNdcg(p, grades, ndcg.k(), ndcg.gain());
    } else if (loss instanceof ListNet listNet) {
      double[] targets =
          Arrays.stream(grades)
              .map(
                  g ->
                      listNet.targets() == ListNet.Targets.SOFTMAX
                          ? Math.exp(g)
                          : PlainRanking.gain(Gain.EXPONENTIAL, g))
              .toArray();
      return PlainRanking.listNet(scores, targets);
    } else if (loss instanceof ListMle) {
      return PlainRanking.listMle(scores, grades);
    } else if (loss instanceof LambdaRank lambdaRank) {
      return PlainRanking.lambdaRank(scores, grades, lambdaRank.k(), lambdaRank.gain());
    }
    return PlainRanking.rankNet(scores, grades);
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void valuesAreThoseOfPlainLoops(Subject subject) {
    int lists = 12;
    Numbers grades = grades(1, lists);
    Numbers scores = Numbers.random(2, -2, 2, lists, M);
    double[] expected = new double[lists];
    for (int b = 0; b < lists; b++) {
      double[] g = grades.example(b);
      expected[b] = plain(subject, only(scores.example(b), g), only(g, g));
    }
    subject
        .withGrades(grades)
        .at(garbled(scores, grades))
        .upToOrder(0)
        .loss()
        .isCloseTo(expected, within(1e-12));
  }

  /** With what must not be read where there is no item. */
  private static Numbers garbled(Numbers scores, Numbers grades) {
    double[] garbage = {Double.NaN, Double.POSITIVE_INFINITY, -1e30, 7};
    double[] flat = scores.flat();
    for (int i = 0; i < flat.length; i++) {
      flat[i] = grades.flat()[i] < 0 ? garbage[i % garbage.length] : flat[i];
    }
    return Numbers.of(scores.shape(), flat);
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void hasTheDerivativesOfCentralDifferences(Subject subject) {
    double[][] scores = {
      {0.9, -0.35, 0.2, 0.5, -1.1}, {-1, 1.3, 0.7, 0.6, 0.1}, {1.2, 0.4, -0.6, 0.9, 0}
    };
    double[][] grades = {{0, 2, 1, 0, 1}, {NONE, 1, NONE, 0, 1}, {1, 0, 0, 3, -3}};
    subject
        .withGrades(Numbers.of(grades))
        .at(scores)
        .hasRightDerivatives(within(2e-7))
        .hasIndependentExamples();
  }

  /** Loss, gradient and Hessian of the items alone, and zeros for slots without one. */
  @ParameterizedTest
  @MethodSource("subjects")
  void paddingChangesNothing(Subject subject) {
    // With ties in the scores, too.
    Numbers scores = Numbers.of(new double[][] {{2, -1, -1, 2, 0}});
    double[] g = {NONE, 1, 0, NONE, 1};
    int[] items = {1, 2, 4};
    Numbers grades = Numbers.of(new double[][] {g});
    ExpansionNumbers padded = subject.expand(garbled(scores, grades), grades);
    ExpansionNumbers alone =
        subject.expand(
            Numbers.of(new double[][] {only(scores.example(0), g)}),
            Numbers.of(new double[][] {only(g, g)}));
    double[] gradient = new double[M];
    double[] hessian = new double[M * M];
    for (int i = 0; i < items.length; i++) {
      gradient[items[i]] = alone.gradient().get(0, i);
      for (int j = 0; j < items.length; j++) {
        hessian[items[i] * M + items[j]] = alone.hessian().get(0, i, j);
      }
    }
    assertClose(padded.loss().flat(), alone.loss().flat());
    assertClose(padded.gradient().flat(), gradient);
    assertClose(padded.hessian().flat(), hessian);
  }

  /** Exact where it is 0. */
  private static void assertClose(double[] found, double[] expected) {
    for (int i = 0; i < found.length; i++) {
      double allowed = expected[i] == 0 ? 1e-15 : 1e-12 * Math.max(1, Math.abs(expected[i]));
      assertThat(found[i]).as("entry %d", i).isCloseTo(expected[i], within(allowed));
    }
  }

  /** The items of a list in another order. Sorting networks have one, as without padding. */
  @ParameterizedTest
  @MethodSource("subjects")
  void theOrderOfTheItemsDoesNotCount(Subject subject) {
    assumeThat(subject.loss().usesSort() && subject.sort() instanceof SortingNetwork).isFalse();
    double[] scores = {0.4, 0.4, -1, 0.4, 2};
    double[] grades = {1, 0, NONE, 1, 0};
    int[] order = {3, 0, 4, 2, 1};
    double[] movedScores = Arrays.stream(order).mapToDouble(i -> scores[i]).toArray();
    double[] movedGrades = Arrays.stream(order).mapToDouble(i -> grades[i]).toArray();
    ExpansionNumbers before =
        subject.expand(Numbers.of(new double[][] {scores}), Numbers.of(new double[][] {grades}));
    ExpansionNumbers after =
        subject.expand(
            Numbers.of(new double[][] {movedScores}), Numbers.of(new double[][] {movedGrades}));
    assertThat(after.loss()).isCloseTo(before.loss(), within(1e-13));
    for (int i = 0; i < M; i++) {
      assertThat(after.gradient().get(0, i))
          .isCloseTo(before.gradient().get(0, order[i]), within(1e-13));
    }
  }

  /** Of one grade, one item, none, and without gain. */
  @ParameterizedTest
  @MethodSource("subjects")
  void listsOfOneGradeTeachNothing(Subject subject) {
    double[][] grades = {
      {1, 1, 1, 1, 1},
      {0, 0, NONE, 0, NONE},
      {NONE, NONE, 3, NONE, NONE},
      {NONE, NONE, NONE, NONE, NONE}
    };
    Numbers scores = garbled(Numbers.random(5, -2, 2, 4, M), Numbers.of(grades));
    for (Class<? extends TNumber> type : List.of(TFloat32.class, TFloat64.class)) {
      teachesNothing(type, subject, scores, Numbers.of(grades));
    }
  }

  private static <T extends TNumber> void teachesNothing(
      Class<T> type, Subject subject, Numbers scores, Numbers grades) {
    ExpansionNumbers found = Graphs.expand(type, subject.of(grades), scores);
    for (Numbers each : List.of(found.loss(), found.gradient(), found.hessian())) {
      assertThat(Arrays.stream(each.flat())).allMatch(x -> x == 0);
    }
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void isFiniteAtTiesAndFarApart(Subject subject) {
    double[][] scores = {
      {0, 0, 0, 0, 0},
      {1, 1, 2, 2, 1},
      {1e4, 0, 1e4, 0, -1e4},
      {1e6, -1e6, 0, 0.5, 1e6},
      {-1e6, 1e6, 1e-7, 0, 0},
      {1e6, 1e6, 1e6, 1e6, 1e6}
    };
    double[] grades = {0, 1, 2, NONE, 1};
    subject.withGrades(Numbers.repeated(grades, scores.length)).at(scores).isFinite();
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void float32IsCloseToFloat64(Subject subject) {
    subject.withGrades(grades(6, 5)).at(Numbers.random(7, -2, 2, 5, M)).isCloseInFloat32(1e-4);
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void everyCurvatureGivesFiniteSteps(Subject subject) {
    Numbers grades = grades(8, 5);
    Numbers scores = garbled(Numbers.random(9, -2, 2, 5, M), grades);
    for (CurvatureKind kind : CURVATURES) {
      NewtonNumbers found =
          Graphs.run(TFloat32.class, new NewtonLoss(kind.of(0.1)), subject.of(grades), scores);
      assertThat(found.step()).as("step of %s", kind).isFinite();
      assertThat(found.curvature()).as("curvature of %s", kind).isFinite();
    }
  }

  /** Without ties the orders of ranks and of grades are one. */
  @ParameterizedTest
  @MethodSource("sorts")
  void withoutTiesTheyAreTheLossesOfPermutations(RelaxedSort sort) {
    Numbers scores = Numbers.random(10, -2, 2, 4, M);
    Numbers grades = Numbers.random(11, 0, 5, 4, M);
    equals(sort, new GradeCrossEntropy(), new CrossEntropy(), scores, grades);
    equals(sort, new GradeBinaryCrossEntropy(), new BinaryCrossEntropy(), scores, grades);
  }

  static List<RelaxedSort> sorts() {
    return SORTS;
  }

  private static void equals(
      RelaxedSort sort, ListLoss loss, RankingLoss permutation, Numbers scores, Numbers grades) {
    ExpansionNumbers found = new Subject(loss, sort).expand(scores, grades);
    ExpansionNumbers expected =
        Graphs.expand(
            (tf, y) -> sort.loss(tf, permutation, grades.constant(tf), TFloat64.class), scores);
    assertThat(found.loss()).isCloseTo(expected.loss(), within(1e-12));
    assertThat(found.gradient()).isCloseTo(expected.gradient(), within(1e-12));
    assertThat(found.hessian()).isCloseTo(expected.hessian(), within(1e-11));
  }

  /** In the hard mode it is the metric, less padding, with the relaxed order's derivatives. */
  @Test
  void theSoftNdcgOfTheExactOrderIsTheMetric() {
    Numbers grades = grades(12, 6);
    Numbers scores = Numbers.random(13, -2, 2, 6, M);
    for (int k : new int[] {0, 2}) {
      SoftNdcg loss = new SoftNdcg(k, Gain.EXPONENTIAL);
      ExpansionNumbers exact =
          new Subject(loss, new NeuralSort(0.7, true)).expand(garbled(scores, grades), grades);
      ExpansionNumbers relaxed =
          new Subject(loss, new NeuralSort(0.7, false)).expand(scores, grades);
      for (int b = 0; b < 6; b++) {
        double[] g = grades.example(b);
        double ndcg =
            PlainRanking.ndcg(
                only(scores.example(b), g), only(g, g), k == 0 ? M : k, Gain.EXPONENTIAL, 1);
        assertThat(exact.loss().get(b)).isCloseTo(1 - ndcg, within(1e-12));
      }
      assertThat(exact.gradient()).isCloseTo(relaxed.gradient(), within(1e-12));
    }
  }

  /** Scores that are all equal, with which a training may start. */
  @Test
  void lambdaRankLearnsFromEqualScores() {
    double[] gradient =
        new Subject(new LambdaRank(Gain.EXPONENTIAL, 0), null)
            .expand(
                Numbers.of(new double[][] {{0, 0, 0, 0}}),
                Numbers.of(new double[][] {{0, 1, 0, 2}}))
            .gradient()
            .flat();
    assertThat(gradient[0]).isEqualTo(gradient[2]).isPositive();
    assertThat(gradient[3]).isLessThan(gradient[1]);
  }

  /** A linear scorer of items whose grades are a linear function of their features, rounded. */
  @ParameterizedTest
  @MethodSource("subjects")
  void aLinearScorerLearnsTheOrder(Subject subject) {
    LinearLists lists = LinearLists.of(14, 12, M);
    double[] weights = new double[LinearLists.FEATURES];
    double before = lists.ndcg(weights);
    try (TestGraph graph =
        TestGraph.of(
            TFloat64.class,
            Shape.of(-1, M),
            (tf, y) -> subject.<TFloat64>of(lists.grades()).call(tf, y).expand(tf, y).gradient())) {
      for (int step = 0; step < 60; step++) {
        lists.descend(weights, graph.run(lists.scores(weights)).get(0), 5.0 / (10 + step));
      }
    }
    assertThat(before).isLessThan(0.9);
    assertThat(lists.ndcg(weights)).isGreaterThan(0.97);
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void namesWrongShapes(Subject subject) {
    assertThatLoss(subject.<TFloat64>of(Numbers.of(new double[][] {{0, 1, 2}})))
        .refuses(Shape.of(-1, 4))
        .hasMessage("scores must have the shape of the grades, [B, 3], found [-1, 4]");
    assertThatLoss(subject.<TFloat64>of(Numbers.of(0, 1, 2)))
        .refuses(Shape.of(-1, 3))
        .hasMessage("grades must have the shape [B, m] with m known, found [3]");
  }

  @Test
  void namesWrongParameters() {
    assertThatThrownBy(() -> new SoftNdcg(-1, Gain.LINEAR))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("k must be at least 0, found -1");
    assertThatThrownBy(() -> new LambdaRank(Gain.LINEAR, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("k must be at least 0, found -1");
  }
}
