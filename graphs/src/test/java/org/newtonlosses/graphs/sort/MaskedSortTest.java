package org.newtonlosses.graphs.sort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.newtonlosses.graphs.testing.GraphAssertions.assertThatGraph;
import static org.newtonlosses.graphs.testing.Graphs.runAll;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.newtonlosses.graphs.autodiff.Derivatives;
import org.newtonlosses.graphs.testing.GraphAssert;
import org.newtonlosses.graphs.testing.Numbers;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TNumber;

/** Relaxed sorts of lists of different lengths. */
class MaskedSortTest {

  private static final int N = 5;
  private static final PaddedLists LISTS = PaddedLists.ofAllLengths(3, N, 4);

  static List<RelaxedSort> soft() {
    return SortCases.all(1.5, false);
  }

  /** One of each kind of code. */
  static List<RelaxedSort> few() {
    return List.of(
        new NeuralSort(0.7, false),
        new SoftSort(0.7, 1.5, false),
        new SortingNetwork(ComparatorNetwork.ODD_EVEN, SwapDistribution.CAUCHY, 1.5, false),
        new SortingNetwork(ComparatorNetwork.BITONIC, SwapDistribution.LOGISTIC_PHI, 1.5, false));
  }

  static List<RelaxedSort> hard() {
    return SortCases.all(1.5, true);
  }

  /** All distributions on one network, which is what they do not see. */
  static List<RelaxedSort> allDistributions() {
    return soft().stream()
        .filter(
            sort ->
                !(sort instanceof SortingNetwork made)
                    || made.network() == ComparatorNetwork.BITONIC
                    || made.distribution() == SwapDistribution.OPTIMAL)
        .toList();
  }

  /** P, a loss of all its entries, its gradient and its Hessian; half of the lists have ties. */
  @ParameterizedTest
  @MethodSource("allDistributions")
  void areThoseOfTheListsAlone(RelaxedSort sort) {
    Numbers scores = SortCases.scores(4, LISTS.size(), N);
    int random = scores.size() / 2;
    int[] index = {0};
    Numbers halfTied = scores.map(s -> index[0]++ < random ? s : Math.rint(s));
    Numbers values = SortCases.scores(6, LISTS.size(), N);
    Numbers weights = Numbers.random(7, -1, 1, LISTS.size(), N, N);
    List<Numbers> found =
        runAll(
            (tf, in) -> {
              Operand<TBool> present = isPresent(tf, in.get(3));
              Operand<TFloat64> sorted = Presence.of(tf, in.get(1), present).keys();
              Operand<TFloat64> target = HardPermutation.of(tf, sorted, TFloat64.class);
              return expanded(tf, in.get(0), sort.call(tf, in.get(0), present), target, in.get(2));
            },
            LISTS.withGarbage(halfTied),
            LISTS.withGarbage(values),
            ofPermutations(weights),
            LISTS.present());
    for (int length = 0; length <= N; length++) {
      int[] lists = LISTS.ofLength(length);
      List<Numbers> expected =
          length < 2
              ? ofAtMostOne(length, lists.length, LISTS.matrices(length, weights))
              : runAll(
                  (tf, in) -> {
                    Operand<TFloat64> target = HardPermutation.of(tf, in.get(1), TFloat64.class);
                    return expanded(tf, in.get(0), sort.call(tf, in.get(0)), target, in.get(2));
                  },
                  LISTS.vectors(length, halfTied),
                  LISTS.vectors(length, values),
                  LISTS.matrices(length, weights));
      for (int k = 0; k < lists.length; k++) {
        int b = lists[k];
        isClose(found.get(0), b, LISTS.permutation(b, expected.get(0).example(k)));
        isClose(found.get(1), b, expected.get(1).example(k));
        isClose(found.get(2), b, LISTS.paddedVector(b, expected.get(2).example(k)));
        isClose(found.get(3), b, LISTS.paddedMatrix(b, expected.get(3).example(k)));
      }
    }
  }

  /** Close, and exactly 0 where it should be. */
  private static void isClose(Numbers found, int list, double[] expected) {
    double[] actual = found.example(list);
    for (int i = 0; i < expected.length; i++) {
      double allowed = expected[i] == 0 ? 0 : 1e-11 * Math.max(1, Math.abs(expected[i]));
      assertThat(actual[i])
          .as("entry %d of list %d", i, list)
          .isCloseTo(expected[i], within(allowed));
    }
  }

  /** P is 1, and nothing can change. */
  private static List<Numbers> ofAtMostOne(int length, int lists, Numbers weights) {
    Numbers zeros = Numbers.of(new double[lists][length]);
    Numbers sums = length == 0 ? Numbers.of(new double[lists]) : weights;
    return List.of(zeros.map(zero -> 1), sums, zeros, zeros);
  }

  /** Weights of the padded permutations that are those of the items alone. */
  private static Numbers ofPermutations(Numbers weights) {
    double[][] found = new double[LISTS.size()][];
    for (int length = 0; length <= N; length++) {
      Numbers own = LISTS.matrices(length, weights);
      int[] lists = LISTS.ofLength(length);
      for (int k = 0; k < lists.length; k++) {
        double[] rows = LISTS.permutation(lists[k], own.example(k));
        Arrays.fill(rows, 0, (N - length) * N, 0);
        found[lists[k]] = rows;
      }
    }
    return Numbers.of(found).reshape(LISTS.size(), N, N);
  }

  /** P, the weighted sum of its entries and of all logarithms, and its derivatives. */
  private static List<Operand<TFloat64>> expanded(
      Ops tf,
      Operand<TFloat64> scores,
      SoftPermutation<TFloat64> p,
      Operand<TFloat64> target,
      Operand<TFloat64> weights) {
    double n = scores.shape().get(1);
    Operand<TFloat64> entries = tf.sum(tf.math.mul(p.permutation(), weights), tf.array(1, 2));
    Operand<TFloat64> rows = tf.math.mul(new CrossEntropy().call(tf, p, target), tf.constant(n));
    Operand<TFloat64> all =
        tf.math.mul(new BinaryCrossEntropy().call(tf, p, target), tf.constant(n * n));
    Operand<TFloat64> sum = tf.math.addN(List.of(entries, rows, all));
    Operand<TFloat64> gradient = Derivatives.gradient(tf, sum, scores);
    return List.of(p.permutation(), sum, gradient, Derivatives.hessian(tf, gradient, scores));
  }

  /** Of more blocks and layers. */
  @ParameterizedTest
  @EnumSource
  void networksOfAllLengthsAreThoseOfOneComparatorAfterTheOther(ComparatorNetwork network) {
    int n = 19;
    PaddedLists lists = PaddedLists.ofAllLengths(1, n, 1);
    Numbers scores = SortCases.scores(2, lists.size(), n);
    RelaxedSort sort = new SortingNetwork(network, SwapDistribution.LOGISTIC, 3, false);
    Numbers found = permutations(sort, lists, scores);
    for (int length = 2; length <= n; length++) {
      Numbers expected =
          PlainNetwork.permutation(
              network.layers(length), PlainNetwork::logistic, 3, lists.vectors(length, scores));
      isClose(found, length, lists.permutation(length, expected.example(0)));
    }
  }

  @ParameterizedTest
  @MethodSource("soft")
  void areRowStochasticAndForNetworksDoubly(RelaxedSort sort) {
    Numbers p = permutations(sort, LISTS, SortCases.scores(8, LISTS.size(), N));
    for (int b = 0; b < LISTS.size(); b++) {
      for (int r = 0; r < N; r++) {
        double row = 0;
        double column = 0;
        for (int i = 0; i < N; i++) {
          row += p.get(b, r, i);
          column += p.get(b, i, r);
        }
        assertThat(row).isCloseTo(1, within(1e-12));
        if (sort instanceof SortingNetwork) {
          assertThat(column).isCloseTo(1, within(1e-12));
        }
      }
    }
  }

  static List<RelaxedSort> softmaxes() {
    return soft().stream().filter(sort -> !(sort instanceof SortingNetwork)).toList();
  }

  /** Those of what cannot be are finite too. */
  @ParameterizedTest
  @MethodSource("softmaxes")
  void haveFiniteLogits(RelaxedSort sort) {
    List<Numbers> found =
        runAll(
            (tf, in) -> {
              SoftPermutation<TFloat64> p = sort.call(tf, in.get(0), isPresent(tf, in.get(1)));
              Operand<TFloat64> logits = p.logits().orElseThrow();
              return List.of(logits, tf.nn.softmax(logits), p.permutation());
            },
            LISTS.withGarbage(SortCases.scores(8, LISTS.size(), N)),
            LISTS.present());
    assertThat(found.get(0)).isFinite();
    assertThat(found.get(1)).hasTheBitsOf(found.get(2));
  }

  @ParameterizedTest
  @MethodSource("few")
  void haveTheDerivativesOfCentralDifferences(RelaxedSort sort) {
    assertThatEverything(sort)
        .at(
            new double[][] {
              {0.9, 50, -0.35, 0.2}, {60, 0.4, 50, 1.1}, {0.3, -1, 0.7, 1.5}, {70, 60, 50, 0.1}
            })
        .hasRightDerivatives(within(2e-7))
        .hasIndependentExamples()
        .treatsExamplesAlike()
        .isCloseInFloat32(1e-4);
  }

  @ParameterizedTest
  @MethodSource("few")
  void areFiniteAtTiesAndFarApart(RelaxedSort sort) {
    assertThatEverything(sort)
        .at(
            new double[][] {
              {0, 50, 0, 0},
              {50, 1, 1, 50},
              {50, 60, 70, 80},
              {-1e4, 0, 50, -1e4},
              {50, -1e6, 0, -0.5},
              {0, -1e6, -2e6, 50},
              {-1e-7, 50, -2e-7, 0}
            })
        .isFinite();
  }

  /** Of lists whose items are those with scores of less than 10. */
  private static GraphAssert<TNumber> assertThatEverything(RelaxedSort sort) {
    return assertThatGraph(TNumber.class, (tf, scores) -> everything(tf, sort, scores));
  }

  /** P, its logarithms where it has an order, and the top two rows: [B, 16 + 2 + 8]. */
  private static <T extends TNumber> Operand<T> everything(
      Ops tf, RelaxedSort sort, Operand<T> scores) {
    Operand<TBool> present = tf.math.less(tf.stopGradient(scores), tf.constant(scores.type(), 10));
    SoftPermutation<T> p = sort.call(tf, scores, present);
    Operand<T> values =
        tf.broadcastTo(
            Numbers.of(new double[][] {{4, 2, 1, 3}}).constant(tf, scores.type()),
            tf.shape(tf.stopGradient(scores)));
    Operand<T> target =
        HardPermutation.of(tf, Presence.of(tf, values, present).keys(), scores.type());
    return tf.concat(
        List.of(
            tf.reshape(p.permutation(), tf.array(-1, 16)),
            tf.expandDims(new CrossEntropy().call(tf, p, target), tf.constant(1)),
            tf.expandDims(new BinaryCrossEntropy().call(tf, p, target), tf.constant(1)),
            tf.reshape(sort.top(tf, scores, present, 2).permutation(), tf.array(-1, 8))),
        tf.constant(1));
  }

  @ParameterizedTest
  @MethodSource({"soft", "hard"})
  void topHasTheRowsOfTheLargest(RelaxedSort sort) {
    Numbers scores = LISTS.withGarbage(SortCases.scores(9, LISTS.size(), N).map(Math::rint));
    for (int k : new int[] {1, 3, N}) {
      List<Numbers> found =
          runAll(
              (tf, in) -> {
                Operand<TBool> present = isPresent(tf, in.get(1));
                SoftPermutation<TFloat64> top = sort.top(tf, in.get(0), present, k);
                SoftPermutation<TFloat64> cut = sort.call(tf, in.get(0), present).top(tf, k);
                return List.of(
                    top.permutation(), top.probabilities(), cut.permutation(), cut.probabilities());
              },
              scores,
              LISTS.present());
      assertThat(found.get(0)).hasShape(LISTS.size(), k, N);
      assertThat(found.get(0)).isCloseTo(found.get(2), within(1e-13));
      assertThat(found.get(1)).isCloseTo(found.get(3), within(1e-13));
    }
  }

  /** The gradient is that of the relaxed one. */
  @ParameterizedTest
  @MethodSource("hard")
  void inTheHardModeAreExact(RelaxedSort sort) {
    RelaxedSort relaxed =
        soft().stream().filter(s -> s.toString().equals(softName(sort))).findFirst().orElseThrow();
    Numbers scores = SortCases.scores(9, LISTS.size(), N).map(s -> Math.floor(s) + 3);
    List<Numbers> found = withGradient(sort, scores);
    for (int b = 0; b < LISTS.size(); b++) {
      isClose(found.get(0), b, LISTS.permutation(b, exact(LISTS.vector(b, scores))));
    }
    assertThat(found.get(1)).hasTheBitsOf(withGradient(relaxed, scores).get(1));
    assertThat(Arrays.stream(found.get(1).flat()).map(Math::abs).sum()).isPositive();
  }

  private static List<Numbers> withGradient(RelaxedSort sort, Numbers scores) {
    return runAll(
        (tf, in) -> {
          Operand<TFloat64> p = sort.call(tf, in.get(0), isPresent(tf, in.get(1))).permutation();
          Operand<TFloat64> weights = Numbers.random(2, 0, 1, 1, N, N).constant(tf);
          Operand<TFloat64> sum = tf.sum(tf.math.mul(p, weights), tf.array(1, 2));
          return List.of(p, Derivatives.gradient(tf, sum, in.get(0)));
        },
        LISTS.withGarbage(scores),
        LISTS.present());
  }

  private static String softName(RelaxedSort sort) {
    return sort.toString().replace("hard=true", "hard=false");
  }

  /** The permutation of scores, of equal ones the first by index first. */
  private static double[] exact(double[] scores) {
    int n = scores.length;
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted((i, j) -> Double.compare(scores[i], scores[j]))
            .mapToInt(i -> i)
            .toArray();
    double[] p = new double[n * n];
    for (int r = 0; r < n; r++) {
      p[r * n + order[r]] = 1;
    }
    return p;
  }

  /** A sort from outside. */
  private record OwnSort() implements RelaxedSort {
    @Override
    public <T extends TNumber> SoftPermutation<T> call(Ops tf, Operand<T> scores) {
      return new NeuralSort(1, false).call(tf, scores);
    }
  }

  @Test
  void areRefusedByASortThatDoesNotTakeThem() {
    assertThatGraph((tf, s) -> new OwnSort().call(tf, s, everywhere(tf, s)).permutation())
        .refuses(Shape.of(-1, 3))
        .hasMessage("the relaxed sort must take lists of different lengths, found OwnSort[]");
    assertThatGraph((tf, s) -> new OwnSort().top(tf, s, everywhere(tf, s), 2).permutation())
        .refuses(Shape.of(-1, 3))
        .hasMessage("the relaxed sort must take lists of different lengths, found OwnSort[]");
  }

  @ParameterizedTest
  @MethodSource("soft")
  void refuseAnotherShapeOrNumber(RelaxedSort sort) {
    assertThatGraph((tf, s) -> sort.call(tf, s, tf.constant(new boolean[2][4])).permutation())
        .refuses(Shape.of(2, 3))
        .hasMessage("present must have the shape of the scores, [2, 3], found [2, 4]");
    for (int k : new int[] {0, 4}) {
      assertThatGraph((tf, s) -> sort.top(tf, s, everywhere(tf, s), k).permutation())
          .refuses(Shape.of(-1, 3))
          .hasMessage("k must be between 1 and the number of items, 3, found " + k);
    }
  }

  private static Operand<TBool> everywhere(Ops tf, Operand<TFloat64> scores) {
    return tf.math.equal(scores, scores);
  }

  private static Numbers permutations(RelaxedSort sort, PaddedLists lists, Numbers scores) {
    return runAll(
            (tf, in) -> List.of(sort.call(tf, in.get(0), isPresent(tf, in.get(1))).permutation()),
            lists.withGarbage(scores),
            lists.present())
        .get(0);
  }

  private static Operand<TBool> isPresent(Ops tf, Operand<TFloat64> numbers) {
    return tf.math.less(tf.constant(0.5), numbers);
  }
}
