package org.newtonlosses.graphs.sort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.newtonlosses.graphs.testing.Graphs.run;
import static org.newtonlosses.graphs.testing.Graphs.runAll;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.newtonlosses.graphs.autodiff.Derivatives;
import org.newtonlosses.graphs.sort.ComparatorNetwork.Comparator;
import org.newtonlosses.graphs.testing.Numbers;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TNumber;

class SortingNetworkTest {

  /** Sizes with one and with several tiles on a wire, even and odd, the last tile full and not. */
  private static final int[] SIZES = {2, 5, 31, 33, 64};

  @ParameterizedTest
  @EnumSource
  void isThatOfOneComparatorAfterTheOther(ComparatorNetwork network) {
    for (int n : SIZES) {
      Numbers scores = SortCases.scores(n, 3, n);
      assertThat(permutation(network, SwapDistribution.LOGISTIC, scores))
          .as("n = %d", n)
          .isCloseTo(
              PlainNetwork.permutation(network.layers(n), PlainNetwork::logistic, 3, scores),
              within(1e-13));
    }
  }

  @Test
  void usesItsDistribution() {
    Numbers scores = SortCases.scores(1, 3, 6);
    assertThat(permutation(ComparatorNetwork.BITONIC, SwapDistribution.CAUCHY, scores))
        .isCloseTo(
            PlainNetwork.permutation(
                ComparatorNetwork.BITONIC.layers(6), PlainNetwork::cauchy, 3, scores),
            within(1e-13));
  }

  /** Not layers of a sorting network: wires that are never compared, and both directions. */
  @Test
  void mixesAnyLayersAndAnyColumns() {
    int n = 40;
    List<List<Comparator>> layers =
        List.of(
            List.of(new Comparator(7, 3), new Comparator(0, 39)),
            List.of(),
            List.of(new Comparator(3, 20), new Comparator(8, 7), new Comparator(39, 38)),
            List.of(new Comparator(20, 0)));
    Numbers scores = SortCases.scores(1, 2, n);
    Numbers expected = PlainNetwork.permutation(layers, PlainNetwork::logistic, 2, scores);
    int[] all = IntStream.range(0, n).toArray();
    assertThat(run((tf, s) -> rows(tf, s, layers, all).byWire(), scores))
        .isCloseTo(expected, within(1e-14));
    int[] some = {39, 3, 5};
    Numbers columns = run((tf, s) -> rows(tf, s, layers, some).byColumn(), scores);
    assertThat(columns).hasShape(2, 3, n);
    for (int b = 0; b < 2; b++) {
      for (int c = 0; c < some.length; c++) {
        for (int r = 0; r < n; r++) {
          assertThat(columns.get(b, c, r)).isCloseTo(expected.get(b, r, some[c]), within(1e-14));
        }
      }
    }
  }

  private static SoftRows<TFloat64> rows(
      Ops tf, Operand<TFloat64> scores, List<List<Comparator>> layers, int[] starts) {
    SoftComparators logistic =
        (ops, layer, wiring, v) -> SwapDistribution.LOGISTIC.weights(ops, v, 2);
    return new SoftRows<>(tf, SoftSwaps.of(tf, scores, layers, 2, logistic), starts, scores);
  }

  /** Σ W · P along a line through the scores, at sizes that have several tiles on a wire. */
  @ParameterizedTest
  @CsvSource({"ODD_EVEN, 33", "BITONIC, 47"})
  void hasTheDerivativesOfCentralDifferences(ComparatorNetwork network, int n) {
    Numbers scores = SortCases.scores(2, 1, n);
    Numbers direction = SortCases.scores(3, 1, n);
    double step = 1e-5;
    double[][] line = new double[3][n];
    for (int i = 0; i < n; i++) {
      for (int b = 0; b < 3; b++) {
        line[b][i] = scores.get(0, i) + (b - 1) * step * direction.get(0, i);
      }
    }
    List<Numbers> found =
        derivatives(network, Numbers.of(line), Numbers.repeated(direction.example(0), 3));
    double slope = (found.get(0).get(2) - found.get(0).get(0)) / (2 * step);
    Numbers gradient = found.get(1);
    double product = 0;
    for (int i = 0; i < n; i++) {
      product += gradient.get(1, i) * direction.get(0, i);
      double curvature = (gradient.get(2, i) - gradient.get(0, i)) / (2 * step);
      assertThat(found.get(2).get(1, i)).isCloseTo(curvature, within(1e-6));
    }
    assertThat(product).isCloseTo(slope, within(1e-7));
    assertThat(Math.abs(slope)).isGreaterThan(1e-2);
  }

  /** In float32 each entry, however small, is right to three roundings a layer. */
  @ParameterizedTest
  @CsvSource({"ODD_EVEN, 33", "BITONIC, 128"})
  void keepsTheRelativeAccuracyOfSmallEntriesInFloat32(ComparatorNetwork network, int n) {
    Numbers scores = harsh(n, 20);
    double[] exact = run((tf, s) -> sort(network).call(tf, s).permutation(), scores).flat();
    double[] found =
        run(TFloat32.class, (tf, s) -> sort(network).call(tf, s).permutation(), scores).flat();
    double allowed = network.layers(n).size() * 3 * 0x1p-24;
    int small = 0;
    double worst = 0;
    for (int i = 0; i < exact.length; i++) {
      if (exact[i] > 1e-30) {
        worst = Math.max(worst, Math.abs(found[i] / exact[i] - 1));
        small += exact[i] < 1e-9 ? 1 : 0;
      }
    }
    assertThat(worst).isLessThan(allowed);
    assertThat(small).as("small entries").isGreaterThan(n);
  }

  /**
   * Loss, gradient and Hessian times a direction: ties, far-apart scores in both orders, large n.
   */
  @ParameterizedTest
  @CsvSource({"ODD_EVEN, 16", "BITONIC, 64"})
  void hasTheDerivativesOfFloat64InFloat32(ComparatorNetwork network, int n) {
    Numbers scores = harsh(n, 5);
    Numbers direction = SortCases.scores(6, scores.examples(), n).map(d -> (float) d);
    List<Numbers> exact = lossDerivatives(TFloat64.class, network, scores, direction);
    List<Numbers> found = lossDerivatives(TFloat32.class, network, scores, direction);
    for (int k = 0; k < exact.size(); k++) {
      int width = exact.get(k).size() / scores.examples();
      for (int b = 0; b < scores.examples(); b++) {
        double[] expected = Arrays.copyOfRange(exact.get(k).flat(), b * width, (b + 1) * width);
        double[] actual = Arrays.copyOfRange(found.get(k).flat(), b * width, (b + 1) * width);
        double size = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        for (int i = 0; i < width; i++) {
          assertThat(actual[i])
              .as("derivative %d of example %d at %d", k, b, i)
              .isCloseTo(expected[i], within(1e-4 * size + 1e-6));
        }
      }
    }
  }

  @Test
  void sortsAThousandItems() {
    int n = 1024;
    List<Integer> order = new ArrayList<>(IntStream.range(0, n).boxed().toList());
    Collections.shuffle(order, new Random(4));
    Numbers scores = Numbers.of(new double[][] {order.stream().mapToDouble(i -> i).toArray()});
    RelaxedSort sort =
        new SortingNetwork(ComparatorNetwork.BITONIC, SwapDistribution.LOGISTIC, 5, false);
    List<Numbers> found =
        runAll(
            TFloat32.class,
            (tf, in) -> {
              SoftPermutation<TFloat32> p = sort.call(tf, in.get(0));
              return List.of(
                  tf.sum(p.permutation(), tf.constant(2)),
                  tf.sum(p.permutation(), tf.constant(1)),
                  p.sorted(tf, in.get(0)));
            },
            scores);
    assertThat(found.get(0)).isBetween(1 - 1e-5, 1 + 1e-5);
    assertThat(found.get(1)).isBetween(1 - 1e-5, 1 + 1e-5);
    double[] sorted = found.get(2).flat();
    for (int r = 0; r < n; r++) {
      assertThat(sorted[r]).isCloseTo(r, within(0.2));
    }
  }

  /** O(1) nodes and O(n) bytes of constants a layer. */
  @ParameterizedTest
  @CsvSource({"ODD_EVEN, 16", "ODD_EVEN, 64", "BITONIC, 64", "BITONIC, 1024"})
  void growsWithLayersAndWires(ComparatorNetwork network, int n) {
    int layers = network.layers(n).size();
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> scores = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, n)));
      sort(network).call(tf, scores);
      GraphDef made = graph.toGraphDef();
      int constants =
          made.getNodeList().stream()
              .filter(node -> node.getOp().equals("Const"))
              .mapToInt(NodeDef::getSerializedSize)
              .sum();
      assertThat(made.getNodeCount()).isLessThan(45 * layers + 60);
      assertThat(constants).isLessThan(150 * n * layers + 8_000);
    }
  }

  @ParameterizedTest
  @EnumSource
  void topIsThatOfTheWholePermutationWithItsDerivatives(ComparatorNetwork network) {
    for (int n : new int[] {5, 12}) {
      for (int k : new int[] {1, n / 2 + 1}) {
        Numbers scores = SortCases.scores(n, 2, n);
        Numbers weights = Numbers.random(5, -1, 1, 1, k, n);
        List<Numbers> found =
            runAll(
                (tf, in) ->
                    withDerivatives(
                        tf, in.get(0), weights, sort(network).top(tf, in.get(0), k).permutation()),
                scores);
        List<Numbers> expected =
            runAll(
                (tf, in) ->
                    withDerivatives(
                        tf,
                        in.get(0),
                        weights,
                        sort(network).call(tf, in.get(0)).top(tf, k).permutation()),
                scores);
        for (int i = 0; i < found.size(); i++) {
          assertThat(found.get(i)).isCloseTo(expected.get(i), within(1e-12));
        }
      }
    }
  }

  /** Σ W · P, its gradient and its Hessian times ones. */
  private static List<Operand<TFloat64>> withDerivatives(
      Ops tf, Operand<TFloat64> scores, Numbers weights, Operand<TFloat64> p) {
    Operand<TFloat64> sum =
        tf.sum(tf.math.mul(p, weights.constant(tf)), tf.constant(new int[] {1, 2}));
    Operand<TFloat64> gradient = Derivatives.gradient(tf, sum, scores);
    Operand<TFloat64> ones = tf.stopGradient(tf.onesLike(scores));
    return List.of(
        sum,
        gradient,
        Derivatives.vectorJacobian(tf, gradient, List.of(scores), firstOnly(tf, ones)).get(0));
  }

  /** Ones for the first item only: the Hessian times ones is 0, for P has no origin. */
  private static Operand<TFloat64> firstOnly(Ops tf, Operand<TFloat64> ones) {
    int n = Math.toIntExact(ones.shape().get(1));
    double[] first = new double[n];
    first[0] = 1;
    return tf.stopGradient(tf.math.mul(ones, tf.constant(first)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void topUsesTheComparatorsThatMatter(int k) {
    int n = 32;
    for (ComparatorNetwork network : ComparatorNetwork.values()) {
      List<List<Comparator>> all = network.layers(n);
      List<List<Comparator>> kept = Wiring.influencing(all, n, k);
      assertThat(kept).hasSameSizeAs(all);
      assertThat(kept.get(kept.size() - 1)).hasSizeLessThanOrEqualTo((k + 2) / 2);
      assertThat(kept.stream().mapToInt(List::size).sum())
          .isLessThan(9 * all.stream().mapToInt(List::size).sum() / 10);
    }
    assertThat(Wiring.influencing(ComparatorNetwork.ODD_EVEN.layers(n), n, n))
        .isEqualTo(ComparatorNetwork.ODD_EVEN.layers(n));
  }

  private static SortingNetwork sort(ComparatorNetwork network) {
    return new SortingNetwork(network, SwapDistribution.LOGISTIC, 3, false);
  }

  private static Numbers permutation(
      ComparatorNetwork network, SwapDistribution distribution, Numbers scores) {
    RelaxedSort sort = new SortingNetwork(network, distribution, 3, false);
    return run((tf, s) -> sort.call(tf, s).permutation(), scores);
  }

  /** Random scores, ties, and scores far apart in the right order and in the wrong one. */
  private static Numbers harsh(int n, double width) {
    double[][] scores = new double[4][n];
    Random random = new Random(n);
    for (int i = 0; i < n; i++) {
      scores[0][i] = (float) random.nextGaussian();
      scores[1][i] = i % 3;
      scores[2][i] = (float) (width * i / n);
      scores[3][i] = (float) (-width * i / n);
    }
    return Numbers.of(scores);
  }

  /** Σ W · P, its gradient, and its Hessian times a direction. */
  private static List<Numbers> derivatives(
      ComparatorNetwork network, Numbers scores, Numbers direction) {
    int n = Math.toIntExact(scores.shape().get(1));
    Numbers weights = Numbers.random(7, -1, 1, 1, n, n);
    return runAll(
        (tf, in) -> {
          Operand<TFloat64> p = sort(network).call(tf, in.get(0)).permutation();
          Operand<TFloat64> weighted = tf.math.mul(p, weights.constant(tf));
          return secondOrder(tf, tf.sum(weighted, tf.constant(new int[] {1, 2})), in);
        },
        scores,
        direction);
  }

  /** Of the cross-entropy with another order. */
  private static <T extends TNumber> List<Numbers> lossDerivatives(
      Class<T> type, ComparatorNetwork network, Numbers scores, Numbers direction) {
    int n = Math.toIntExact(scores.shape().get(1));
    Numbers values = SortCases.scores(8, scores.examples(), n);
    return runAll(
        type,
        (tf, in) -> {
          Operand<T> order = HardPermutation.of(tf, values.constant(tf), type);
          return secondOrder(
              tf, new CrossEntropy().call(tf, sort(network).call(tf, in.get(0)), order), in);
        },
        scores,
        direction);
  }

  private static <T extends TNumber> List<Operand<T>> secondOrder(
      Ops tf, Operand<T> value, List<Operand<T>> in) {
    Operand<T> gradient = Derivatives.gradient(tf, value, in.get(0));
    Operand<T> product =
        Derivatives.vectorJacobian(tf, gradient, List.of(in.get(0)), tf.stopGradient(in.get(1)))
            .get(0);
    return List.of(value, gradient, product);
  }
}
