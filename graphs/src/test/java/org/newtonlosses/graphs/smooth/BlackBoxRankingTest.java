package org.newtonlosses.graphs.smooth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.newtonlosses.graphs.autodiff.Derivatives;
import org.newtonlosses.graphs.newton.CurvatureKind;
import org.newtonlosses.graphs.newton.Loss;
import org.newtonlosses.graphs.newton.NewtonLoss;
import org.newtonlosses.graphs.sort.HardPermutation;
import org.newtonlosses.graphs.testing.TestGraph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt64;

/**
 * A linear model learns to score items through hard sorting, which has no derivative of its own.
 */
class BlackBoxRankingTest {

  private static final int BATCH = 32;
  private static final int ITEMS = 4;
  private static final Smoothing SMOOTHING = Smoothing.gaussian(10, 0.3);

  private enum Estimator {
    SMOOTHED_LOSS {
      @Override
      Loss<TFloat64> loss(Ops tf, Operand<TFloat64> values, Operand<TFloat64> noise) {
        return new SmoothedLoss<>(
            BlackBoxRankingTest::permutation,
            BlackBoxRankingTest::squared,
            permutation(tf, values),
            SMOOTHING,
            noise);
      }
    },
    SMOOTHED_ALGORITHM {
      @Override
      Loss<TFloat64> loss(Ops tf, Operand<TFloat64> values, Operand<TFloat64> noise) {
        return new SmoothedAlgorithm<>(
            BlackBoxRankingTest::permutation,
            BlackBoxRankingTest::squared,
            permutation(tf, values),
            SMOOTHING,
            noise);
      }
    },
    FENCHEL_YOUNG {
      @Override
      Loss<TFloat64> loss(Ops tf, Operand<TFloat64> values, Operand<TFloat64> noise) {
        return new FenchelYoungLoss<>(
            BlackBoxRankingTest::ranks, Objective.MAXIMISE, ranks(tf, values), SMOOTHING, noise);
      }
    },
    INTERPOLATION {
      @Override
      Loss<TFloat64> loss(Ops tf, Operand<TFloat64> values, Operand<TFloat64> noise) {
        return new BlackboxInterpolation<>(
            BlackBoxRankingTest::ranks,
            Objective.MAXIMISE,
            BlackBoxRankingTest::squared,
            ranks(tf, values),
            0.2);
      }
    };

    abstract Loss<TFloat64> loss(Ops tf, Operand<TFloat64> values, Operand<TFloat64> noise);
  }

  private static Operand<TFloat64> permutation(Ops tf, Operand<TFloat64> scores) {
    return tf.reshape(HardPermutation.of(tf, scores, TFloat64.class), tf.array(-1, ITEMS * ITEMS));
  }

  /** The permutation of 0 … n − 1 that maximises ⟨scores, ranks⟩. */
  private static Operand<TFloat64> ranks(Ops tf, Operand<TFloat64> scores) {
    Operand<TFloat64> rank = tf.constant(new double[][] {{0}, {1}, {2}, {3}});
    return tf.sum(
        tf.math.mul(HardPermutation.of(tf, scores, TFloat64.class), rank), tf.constant(1));
  }

  private static Operand<TFloat64> squared(
      Ops tf, Operand<TFloat64> output, Operand<TFloat64> target) {
    return tf.math.mean(tf.math.squaredDifference(output, target), tf.constant(1));
  }

  private static Stream<Arguments> combinations() {
    return Stream.of(
        Arguments.of(Estimator.SMOOTHED_LOSS, CurvatureKind.NONE, 1, 0.5),
        Arguments.of(Estimator.SMOOTHED_LOSS, CurvatureKind.FISHER, 0.1, 0.1),
        Arguments.of(Estimator.SMOOTHED_LOSS, CurvatureKind.HESSIAN, 1, 0.5),
        Arguments.of(Estimator.SMOOTHED_ALGORITHM, CurvatureKind.NONE, 1, 0.5),
        Arguments.of(Estimator.SMOOTHED_ALGORITHM, CurvatureKind.FISHER, 0.1, 0.1),
        Arguments.of(Estimator.FENCHEL_YOUNG, CurvatureKind.NONE, 1, 0.1),
        Arguments.of(Estimator.FENCHEL_YOUNG, CurvatureKind.FISHER, 0.1, 0.1),
        Arguments.of(Estimator.FENCHEL_YOUNG, CurvatureKind.HESSIAN, 1, 0.2),
        Arguments.of(Estimator.INTERPOLATION, CurvatureKind.NONE, 1, 0.1),
        Arguments.of(Estimator.INTERPOLATION, CurvatureKind.FISHER, 0.1, 0.1));
  }

  @ParameterizedTest
  @MethodSource("combinations")
  void learns(Estimator estimator, CurvatureKind curvature, double tikhonov, double rate) {
    NewtonLoss newton = new NewtonLoss(curvature.of(tikhonov));
    try (TestGraph tester =
        TestGraph.of(
            TFloat64.class,
            List.of(Shape.of(2, 1), Shape.of(-1, 2), Shape.of(-1, ITEMS), Shape.of(1)),
            (tf, in) -> {
              Operand<TFloat64> scores =
                  tf.reshape(tf.linalg.matMul(in.get(1), in.get(0)), tf.array(-1, ITEMS));
              Operand<TInt64> seed =
                  tf.concat(
                      List.of(tf.dtypes.cast(in.get(3), TInt64.class), tf.array(0L)),
                      tf.constant(0));
              Operand<TFloat64> noise = Noise.sample(tf, SMOOTHING, seed, scores);
              Loss<TFloat64> loss = estimator.loss(tf, in.get(2), noise);
              Operand<TFloat64> objective =
                  tf.math.mean(newton.call(tf, loss, scores).newtonLoss(), tf.constant(0));
              Operand<TFloat64> right =
                  tf.dtypes.cast(
                      tf.math.equal(ranks(tf, scores), ranks(tf, in.get(2))), TFloat64.class);
              return List.of(
                  Derivatives.vectorJacobian(tf, objective, List.of(in.get(0)), tf.constant(1.0))
                      .get(0),
                  tf.math.mean(tf.min(right, tf.constant(1)), tf.constant(0)));
            })) {
      double[] weights = {0.2, 0.5};
      Random random = new Random(0);
      double before = exactMatch(tester, weights);
      for (int step = 0; step < 100; step++) {
        double[] features = random.doubles(BATCH * ITEMS * 2).toArray();
        double[] gradient =
            tester.run(weights, features, values(features), new double[] {step}).get(0).flat();
        for (int i = 0; i < weights.length; i++) {
          weights[i] -= rate * gradient[i];
        }
      }
      double after = exactMatch(tester, weights);
      assertThat(before).isLessThan(0.3);
      assertThat(after)
          .as("weights %.2f and %.2f; only their ratio of −2 counts", weights[0], weights[1])
          .isGreaterThan(0.8);
    }
  }

  private static double exactMatch(TestGraph tester, double[] weights) {
    double[] features = new Random(1).doubles(500 * ITEMS * 2).toArray();
    return tester.run(weights, features, values(features), new double[] {0}).get(1).flat()[0];
  }

  private static double[] values(double[] features) {
    double[] values = new double[features.length / 2];
    for (int i = 0; i < values.length; i++) {
      values[i] = 2 * features[2 * i] - features[2 * i + 1];
    }
    return values;
  }
}
