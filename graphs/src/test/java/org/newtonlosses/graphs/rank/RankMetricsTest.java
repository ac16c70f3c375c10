package org.newtonlosses.graphs.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.newtonlosses.graphs.testing.GraphAssertions.assertThatGraph;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.newtonlosses.graphs.testing.GoldenCase;
import org.newtonlosses.graphs.testing.NamedInputs;
import org.newtonlosses.graphs.testing.Numbers;
import org.newtonlosses.graphs.testing.TestGraph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class RankMetricsTest {

  private static final Offset<Double> ROUNDING = within(2e-6);
  private static final float NONE = -1;

  /** NDCG@1, @3, @100 of exponential gains, @3 of linear ones, AP, RR, EM, EW; L is free. */
  private static TestGraph graph(float unranked) {
    return TestGraph.of(
        TFloat32.class,
        List.of(Shape.of(-1, -1), Shape.of(-1, -1)),
        (tf, in) -> {
          RankMetrics exponential =
              RankMetrics.of(tf, in.get(0), in.get(1), Gain.EXPONENTIAL, unranked);
          RankMetrics linear = RankMetrics.of(tf, in.get(0), in.get(1), Gain.LINEAR, unranked);
          return List.of(
              exponential.ndcg(1),
              exponential.ndcg(3),
              exponential.ndcg(100),
              linear.ndcg(3),
              exponential.averagePrecision(),
              exponential.reciprocalRank(),
              exponential.exactMatch(),
              exponential.elementWise());
        });
  }

  private static double[] metrics(float unranked, double[] scores, double[] grades) {
    return metrics(
        unranked, Numbers.of(new double[][] {scores}), Numbers.of(new double[][] {grades}));
  }

  private static double[] metrics(float unranked, Numbers scores, Numbers grades) {
    try (TestGraph graph = graph(unranked)) {
      return graph.run(scores, grades).stream().mapToDouble(Numbers::get).toArray();
    }
  }

  static List<GoldenCase> lists() {
    return GoldenCase.read("/vectors/ranking_metrics.json");
  }

  /** Of LightGBM, XGBoost and scikit-learn. */
  @ParameterizedTest
  @MethodSource("lists")
  void areTheReferences(GoldenCase golden) {
    assertThat(golden).isReproducedBy(RankMetricsTest::references, ROUNDING);
  }

  private static Map<String, Operand<TFloat32>> references(Ops tf, NamedInputs in) {
    Operand<TFloat32> scores = in.get("scores", TFloat32.class);
    Operand<TFloat32> grades = in.get("grades", TFloat32.class);
    RankMetrics one = RankMetrics.of(tf, scores, grades, Gain.EXPONENTIAL, 1);
    RankMetrics zero = RankMetrics.of(tf, scores, grades, Gain.EXPONENTIAL, 0);
    return Map.of(
        "ndcg_1", one.ndcg(1),
        "ndcg_5", one.ndcg(5),
        "ndcg_10", one.ndcg(10),
        "ndcg_5_0", zero.ndcg(5),
        "ndcg_all_0", zero.ndcg(1000),
        "map", one.averagePrecision(),
        "map_0", zero.averagePrecision(),
        "mrr_0", zero.reciprocalRank());
  }

  /** The places 0, 1, 2 have the grades 0, 2, 1; the gains 0, 3, 1 and the discounts 1, d, ½. */
  @Test
  void areTheirFormulas() {
    double d = Math.log(2) / Math.log(3);
    assertThat(metrics(1, new double[] {2, 5, 3}, new double[] {1, 0, 2}))
        .containsExactly(
            new double[] {
              0,
              (3 * d + 0.5) / (3 + d),
              (3 * d + 0.5) / (3 + d),
              (2 * d + 0.5) / (2 + d),
              (1.0 / 2 + 2.0 / 3) / 2,
              0.5,
              0,
              0
            },
            ROUNDING);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 40})
  void areThoseOfPlainLoopsWhateverThePaddingAndTies(int slots) {
    Random random = new Random(slots);
    int lists = 30;
    double[][] scores = new double[lists][slots];
    double[][] grades = new double[lists][slots];
    double[] expected = new double[8];
    for (int b = 0; b < lists; b++) {
      List<Integer> items = new ArrayList<>();
      for (int i = 0; i < slots; i++) {
        boolean item = random.nextInt(5) < b % 6;
        scores[b][i] = item ? random.nextInt(6) : random.nextInt(2) == 0 ? Double.NaN : 100;
        grades[b][i] = item ? Math.max(0, random.nextInt(6) - 2) : -1 - random.nextInt(2);
        if (item) {
          items.add(i);
        }
      }
      double[] s = only(scores[b], items);
      double[] g = only(grades[b], items);
      expected[0] += PlainRanking.ndcg(s, g, 1, Gain.EXPONENTIAL, 0.25);
      expected[1] += PlainRanking.ndcg(s, g, 3, Gain.EXPONENTIAL, 0.25);
      expected[2] += PlainRanking.ndcg(s, g, 100, Gain.EXPONENTIAL, 0.25);
      expected[3] += PlainRanking.ndcg(s, g, 3, Gain.LINEAR, 0.25);
      expected[4] += PlainRanking.averagePrecision(s, g, 0.25);
      expected[5] += PlainRanking.reciprocalRank(s, g, 0.25);
      expected[6] += PlainRanking.exactMatch(s, g);
      expected[7] += PlainRanking.elementWise(s, g);
    }
    assertThat(metrics(0.25f, Numbers.of(scores), Numbers.of(grades)))
        .containsExactly(expected, within(2e-5));
  }

  private static double[] only(double[] of, List<Integer> items) {
    return items.stream().mapToDouble(i -> of[i]).toArray();
  }

  @Test
  void oneGraphTakesListsOfAnyLength() {
    try (TestGraph graph = graph(0)) {
      for (int length : new int[] {1, 3, 1500}) {
        Numbers scores = Numbers.random(length, -2, 2, 3, length);
        Numbers grades = Numbers.random(length + 1, 0, 5, 3, length).map(Math::floor);
        double expected = 0;
        for (int b = 0; b < 3; b++) {
          expected +=
              PlainRanking.ndcg(scores.example(b), grades.example(b), 100, Gain.EXPONENTIAL, 0);
        }
        assertThat(graph.run(scores, grades).get(2).get()).isCloseTo(expected, within(1e-5));
      }
    }
  }

  @Test
  void aListWithoutARelevantItemCountsWhatItIsTold() {
    double[] grades = {0, 0, NONE};
    double[] scores = {1, 2, 3};
    assertThat(metrics(1, scores, grades)).containsExactly(1, 1, 1, 1, 1, 1, 1, 1);
    assertThat(metrics(0, scores, grades)).containsExactly(0, 0, 0, 0, 0, 0, 1, 1);
    double[] none = {NONE, NONE, NONE};
    assertThat(metrics(0.5f, scores, none)).containsExactly(0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 1, 1);
  }

  /** There is gain, but no item is called relevant. */
  @Test
  void gradesBelowOneAreNotRelevant() {
    double[] found = metrics(0, new double[] {1, 2}, new double[] {0.5, 0});
    assertThat(found[2]).isCloseTo(Math.log(2) / Math.log(3), ROUNDING);
    assertThat(found[4]).isZero();
    assertThat(found[5]).isZero();
  }

  @Test
  void aNanScoreCountsNothing() {
    double[] bad = {Double.NaN, 2, 1};
    assertThat(metrics(1, bad, new double[] {0, 0, 0})).containsOnly(0);
    assertThat(metrics(1, bad, new double[] {0, 2, 1})).containsOnly(0);
    assertThat(metrics(1, bad, new double[] {NONE, 2, 1})).containsOnly(1);
  }

  @Test
  void infiniteScoresStandBeforePadding() {
    double low = Double.NEGATIVE_INFINITY;
    double[] grades = {NONE, 1, NONE, 2};
    assertThat(metrics(1, new double[] {0, low, 0, 3}, grades)).containsOnly(1);
    assertThat(metrics(1, new double[] {0, Double.POSITIVE_INFINITY, 0, 3}, grades)[6]).isZero();
  }

  @Test
  void equalScoresStandInTheOrderOfTheirSlots() {
    assertThat(metrics(0, new double[] {1, 1}, new double[] {1, 0})[5]).isEqualTo(1);
    assertThat(metrics(0, new double[] {1, 1}, new double[] {0, 1})[5]).isEqualTo(0.5);
  }

  @Test
  void batchesAddUp() {
    Numbers scores = Numbers.random(1, -2, 2, 6, 5);
    Numbers grades = Numbers.random(2, -1, 3, 6, 5).map(Math::rint);
    double[] all = metrics(1, scores, grades);
    double[] sum = new double[8];
    for (int b = 0; b < 6; b++) {
      double[] one = metrics(1, scores.example(b), grades.example(b));
      for (int i = 0; i < 8; i++) {
        sum[i] += one[i];
      }
    }
    assertThat(sum).containsExactly(all, ROUNDING);
  }

  @Test
  void namesWhatIsWrong() {
    assertThatGraph(
            TFloat32.class, (tf, y) -> RankMetrics.of(tf, y, y, Gain.LINEAR, 1).averagePrecision())
        .refuses(Shape.of(3))
        .hasMessage("scores must have the shape [B, L], found [3]");
    assertThatGraph(TFloat32.class, (tf, y) -> RankMetrics.of(tf, y, y, Gain.LINEAR, 1).ndcg(0))
        .refuses(Shape.of(-1, 3))
        .hasMessage("k must be at least 1, found 0");
    assertThatGraph(
            TFloat32.class, (tf, y) -> RankMetrics.of(tf, y, y, Gain.LINEAR, 2).averagePrecision())
        .refuses(Shape.of(-1, 3))
        .hasMessage("what a list without a relevant item counts must be in [0, 1], found 2.0");
  }
}
