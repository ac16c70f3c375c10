package org.newtonlosses.graphs.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.newtonlosses.graphs.testing.GraphAssertions.assertThatLoss;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.newtonlosses.graphs.newton.CurvatureKind;
import org.newtonlosses.graphs.newton.NewtonLoss;
import org.newtonlosses.graphs.sort.ComparatorNetwork;
import org.newtonlosses.graphs.sort.NeuralSort;
import org.newtonlosses.graphs.sort.RelaxedSort;
import org.newtonlosses.graphs.sort.SoftSort;
import org.newtonlosses.graphs.sort.SortingNetwork;
import org.newtonlosses.graphs.sort.SwapDistribution;
import org.newtonlosses.graphs.testing.ExpansionNumbers;
import org.newtonlosses.graphs.testing.Graphs;
import org.newtonlosses.graphs.testing.LossAssert;
import org.newtonlosses.graphs.testing.LossFunction;
import org.newtonlosses.graphs.testing.NewtonNumbers;
import org.newtonlosses.graphs.testing.Numbers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TNumber;

/** Losses of lists with grades, each through each kind of relaxed sort that it uses. */
class ListLossTest {
  private static final int M = 6;
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
          new SoftSort(0.7, 2, false),
          new SortingNetwork(ComparatorNetwork.ODD_EVEN, SwapDistribution.CAUCHY, 2, false),
          new SortingNetwork(ComparatorNetwork.BITONIC, SwapDistribution.LOGISTIC, 2, false));

  static List<Subject> subjects() {
    List<Subject> subjects = new ArrayList<>();
    for (ListLoss loss :
        List.of(
            new GradeCrossEntropy(),
            new GradeBinaryCrossEntropy(),
            new SoftNdcg(0, Gain.EXPONENTIAL),
            new SoftNdcg(2, Gain.LINEAR),
            new ListNet(Gain.EXPONENTIAL),
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
          Arrays.stream(grades).map(g -> PlainRanking.gain(listNet.gain(), g)).toArray();
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
      {0.9, -0.35, 0.2, 0.5, -1.1, 1.6},
      {-1, 1.3, 0.7, 0.6, 0.1, -0.4},
      {0.3, 0.8, -0.9, 1.4, -0.2, 1.1},
      {1.2, 0.4, -0.6, 0.9, 0, -1.3}
    };
    double[][] grades = {
      {0, 2, 1, 0, 2, 1},
      {NONE, 1, NONE, 0, 1, 2},
      {NONE, 3, NONE, NONE, 0, NONE},
      {1, 0, 0, 0, 4, -3}
    };
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
    int lists = 8;
    Numbers grades = grades(3, lists);
    // Ties in the scores, too.
    Numbers scores = Numbers.random(4, -3, 3, lists, M).map(Math::rint);
    ExpansionNumbers padded = subject.expand(garbled(scores, grades), grades);
    for (int b = 0; b < lists; b++) {
      double[] g = grades.example(b);
      int[] items = IntStream.range(0, M).filter(i -> g[i] >= 0).toArray();
      ExpansionNumbers alone =
          subject.expand(
              Numbers.of(new double[][] {only(scores.example(b), g)}),
              Numbers.of(new double[][] {only(g, g)}));
      assertThat(padded.loss().get(b)).isCloseTo(alone.loss().get(0), within(1e-12));
      double[] gradient = new double[M];
      double[] hessian = new double[M * M];
      for (int i = 0; i < items.length; i++) {
        gradient[items[i]] = alone.gradient().get(0, i);
        for (int j = 0; j < items.length; j++) {
          hessian[items[i] * M + items[j]] = alone.hessian().get(0, i, j);
        }
      }
      assertClose(padded.gradient().example(b), gradient);
      assertClose(padded.hessian().example(b), hessian);
    }
  }

  /** Exact where it is 0. */
  private static void assertClose(double[] found, double[] expected) {
    for (int i = 0; i < found.length; i++) {
      double allowed = expected[i] == 0 ? 1e-14 : 1e-10 * Math.max(1, Math.abs(expected[i]));
      assertThat(found[i]).as("entry %d", i).isCloseTo(expected[i], within(allowed));
    }
  }

  /** The items of a list in other slots. */
  @ParameterizedTest
  @MethodSource("subjects")
  void slotsDoNotCount(Subject subject) {
    double[] scores = {0.4, 0.4, -1, 0.4, 2, 0.4};
    double[] grades = {1, 0, NONE, 1, 0, 2};
    // Ties of a relaxed sort's scores are broken by slot where it is exact, which is no matter
    // here: it is not.
    int[] order = {3, 5, 0, 4, 2, 1};
    double[][] moved = new double[2][M];
    for (int i = 0; i < M; i++) {
      moved[0][i] = scores[order[i]];
      moved[1][i] = grades[order[i]];
    }
    ExpansionNumbers before =
        subject.expand(Numbers.of(new double[][] {scores}), Numbers.of(new double[][] {grades}));
    ExpansionNumbers after =
        subject.expand(
            Numbers.of(new double[][] {moved[0]}), Numbers.of(new double[][] {moved[1]}));
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
      {1, 1, 1, 1, 1, 1},
      {0, 0, NONE, 0, NONE, 0},
      {NONE, NONE, 3, NONE, NONE, NONE},
      {NONE, NONE, NONE, NONE, NONE, NONE}
    };
    Numbers scores = garbled(Numbers.random(5, -2, 2, 4, M), Numbers.of(grades));
    for (Class<? extends TNumber> type : List.of(TFloat32.class, TFloat64.class)) {
      teachesNothing(type, subject, scores, Numbers.of(grades));
    }
  }

  private static <T extends TNumber> void teachesNothing(
      Class<T> type, Subject subject, Numbers scores, Numbers grades) {
    ExpansionNumbers found = Graphs.expand(type, subject.of(grades), scores);
    assertThat(found.loss()).flat().containsOnly(0);
    assertThat(found.gradient()).flat().containsOnly(0);
    assertThat(found.hessian()).flat().containsOnly(0);
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void isFiniteAtTiesAndFarApart(Subject subject) {
    double[][] scores = {
      {0, 0, 0, 0, 0, 0},
      {1, 1, 2, 2, 1, 1},
      {1e4, 0, 1e4, 0, -1e4, 5},
      {1e6, -1e6, 0, 0.5, 1e6, 2},
      {-1e6, 1e6, 0, 0, 1, 1e-7},
      {1e6, 1e6, 1e6, 1e6, 1e6, 1e6}
    };
    double[] grades = {0, 1, 2, NONE, 1, 0};
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
    for (CurvatureKind kind : CurvatureKind.values()) {
      NewtonNumbers found =
          Graphs.run(TFloat32.class, new NewtonLoss(kind.of(0.1)), subject.of(grades), scores);
      assertThat(found.step()).as("%s", kind).isFinite();
      assertThat(found.curvature()).as("%s", kind).isFinite();
    }
  }
}
