package org.newtonlosses.graphs.sort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.newtonlosses.graphs.testing.Graphs.runAll;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.newtonlosses.graphs.autodiff.Derivatives;
import org.newtonlosses.graphs.testing.Numbers;
import org.newtonlosses.graphs.testing.TestGraph;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat64;

/** Relaxed sorts of lists of different lengths beside those of the lists alone. */
class MaskedSortTest {

  private static final int N = 5;
  private static final PaddedLists LISTS = PaddedLists.ofAllLengths(3, N, 3);

  static List<RelaxedSort> algorithms() {
    return SortCases.all(1.5, false);
  }

  /** P, a loss, its gradient and its Hessian. */
  @ParameterizedTest
  @MethodSource("algorithms")
  void areThoseOfTheListsAlone(RelaxedSort sort) {
    areThoseOfTheListsAlone(sort, SortCases.scores(4, LISTS.size(), N));
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void areThoseOfTheListsAloneAtTies(RelaxedSort sort) {
    areThoseOfTheListsAlone(sort, SortCases.scores(5, LISTS.size(), N).map(Math::rint));
  }

  private static void areThoseOfTheListsAlone(RelaxedSort sort, Numbers scores) {
    Numbers values = SortCases.scores(6, LISTS.size(), N);
    Numbers weights = Numbers.random(7, -1, 1, LISTS.size(), N, N);
    TestGraph.Builder<TFloat64> withMask =
        (tf, in) -> {
          Operand<TBool> present = isPresent(tf, in.get(3));
          Operand<TFloat64> target =
              HardPermutation.of(tf, Presence.of(tf, in.get(1), present).keys(), TFloat64.class);
          return expanded(tf, in.get(0), sort.call(tf, in.get(0), present), target, in.get(2));
        };
    List<Numbers> found =
        runAll(
            withMask,
            LISTS.withGarbage(scores),
            LISTS.withGarbage(values),
            weightsByRow(weights),
            LISTS.present());
    for (Numbers each : found) {
      assertThat(each).isFinite();
    }
    for (int length = 0; length <= N; length++) {
      int[] lists = LISTS.ofLength(length);
      List<Numbers> expected =
          length < 2
              ? trivial(length, lists.length, LISTS.unpadded(length, weights))
              : runAll(
                  (tf, in) ->
                      expanded(
                          tf,
                          in.get(0),
                          sort.call(tf, in.get(0)),
                          HardPermutation.of(tf, in.get(1), TFloat64.class),
                          in.get(2)),
                  LISTS.unpadded(length, scores),
                  LISTS.unpadded(length, values),
                  LISTS.unpadded(length, weights));
      for (int k = 0; k < lists.length; k++) {
        int b = lists[k];
        isClose(found.get(0), b, LISTS.permutation(b, expected.get(0).example(k)));
        isClose(found.get(1), b, expected.get(1).example(k));
        isClose(found.get(2), b, LISTS.padded(b, expected.get(2).example(k), 1));
        isClose(found.get(3), b, LISTS.padded(b, expected.get(3).example(k), 2));
      }
    }
  }

  /** Exact where it is 0. */
  private static void isClose(Numbers found, int list, double[] expected) {
    double[] actual = found.example(list);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i])
          .as("entry %d of list %d", i, list)
          .isCloseTo(
              expected[i],
              within(expected[i] == 0 ? 0 : 1e-11 * Math.max(1, Math.abs(expected[i]))));
    }
  }

  private static List<Numbers> trivial(int length, int lists, Numbers weights) {
    Numbers zeros = Numbers.random(0, 0, 1, lists, length).map(x -> 0);
    Numbers ones = zeros.map(x -> 1);
    return List.of(ones, length == 0 ? Numbers.of(new double[lists]) : weights, zeros, zeros);
  }

  /** The weights of the unpadded permutation where the padded one has them, else 0. */
  private static Numbers weightsByRow(Numbers weights) {
    double[][] found = new double[LISTS.size()][];
    for (int length = 0; length <= N; length++) {
      Numbers own = LISTS.unpadded(length, weights);
      int[] lists = LISTS.ofLength(length);
      for (int k = 0; k < lists.length; k++) {
        double[] p = LISTS.permutation(lists[k], own.example(k));
        for (int i = 0; i < (N - length) * N; i++) {
          p[i] = 0;
        }
        found[lists[k]] = p;
      }
    }
    return Numbers.of(found).reshape(LISTS.size(), N, N);
  }

  /** P, and the sum of its entries with weights and of both losses' logarithms, differentiated. */
  private static List<Operand<TFloat64>> expanded(
      Ops tf,
      Operand<TFloat64> scores,
      SoftPermutation<TFloat64> p,
      Operand<TFloat64> target,
      Operand<TFloat64> weights) {
    double n = scores.shape().get(1);
    Operand<TFloat64> weighted = tf.sum(tf.math.mul(p.permutation(), weights), tf.array(1, 2));
    Operand<TFloat64> rows = tf.math.mul(new CrossEntropy().call(tf, p, target), tf.constant(n));
    Operand<TFloat64> entries =
        tf.math.mul(new BinaryCrossEntropy().call(tf, p, target), tf.constant(n * n));
    Operand<TFloat64> sum = tf.math.addN(List.of(weighted, rows, entries));
    Operand<TFloat64> gradient = Derivatives.gradient(tf, sum, scores);
    return List.of(p.permutation(), sum, gradient, Derivatives.hessian(tf, gradient, scores));
  }

  private static Operand<TBool> isPresent(Ops tf, Operand<TFloat64> numbers) {
    return tf.math.less(tf.constant(0.5), numbers);
  }
}
