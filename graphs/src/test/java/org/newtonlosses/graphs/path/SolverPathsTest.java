package org.newtonlosses.graphs.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.newtonlosses.graphs.testing.GraphAssertions.assertThatLoss;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.newtonlosses.graphs.newton.Loss;
import org.newtonlosses.graphs.path.SolverPaths.InterpolatedPath;
import org.newtonlosses.graphs.path.SolverPaths.PerturbedPath;
import org.newtonlosses.graphs.path.SolverPaths.SmoothedPath;
import org.newtonlosses.graphs.path.SolverPaths.SmoothedPathLoss;
import org.newtonlosses.graphs.path.SolverPaths.SmoothedSolverPath;
import org.newtonlosses.graphs.smooth.Smoothing;
import org.newtonlosses.graphs.testing.ExpansionNumbers;
import org.newtonlosses.graphs.testing.Graphs;
import org.newtonlosses.graphs.testing.Numbers;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * The algorithms that call the exact solver, on problems with ends, obstacles and long diagonals.
 */
class SolverPathsTest {

  private static final Moves OCTILE = new Moves(8, Moves.StepCost.ENTERING, false);
  private static final double SIGMA = 0.5;
  private static final int CELLS = 12;

  /** Free; with obstacles; with a goal that cannot be reached; with a start that is the goal. */
  private static final int BATCH = 4;

  /** Where costs are low, those of the target are high. */
  private static final Numbers PREDICTIONS = Numbers.random(3, 1.4, 1.6, BATCH, CELLS);

  private static final Problems PROBLEMS = problems();

  private static Problems problems() {
    Problems problems = new Problems(3, 4, BATCH);
    double[] predictions = PREDICTIONS.flat();
    Arrays.setAll(problems.costs, i -> 3 - predictions[i]);
    problems.starts[0] = 8;
    problems.goals[0] = 3;
    problems.starts[1] = 11;
    problems.goals[1] = 0;
    problems.blocked[CELLS + 5] = true;
    problems.blocked[CELLS + 6] = true;
    problems.starts[2] = 0;
    problems.goals[2] = 11;
    for (int row = 0; row < 3; row++) {
      problems.blocked[2 * CELLS + 4 * row + 1] = true;
    }
    problems.starts[3] = 6;
    problems.goals[3] = 6;
    problems.blocked[3 * CELLS + 7] = true;
    return problems;
  }

  private static PathProblem problem(Ops tf) {
    Numbers[] in = PROBLEMS.inputs();
    return new PathProblem(
        OCTILE,
        Optional.of(
            new PathProblem.Ends(
                in[1].constant(tf, TInt32.class), in[2].constant(tf, TInt32.class))),
        Optional.of(tf.dtypes.cast(in[3].constant(tf), TBool.class)));
  }

  private static Stream<PathAlgorithm> algorithms(Smoothing smoothing) {
    return Stream.of(
        new SmoothedPathLoss(smoothing),
        new SmoothedPath(smoothing),
        new SmoothedSolverPath(smoothing),
        new PerturbedPath(smoothing),
        new InterpolatedPath(20));
  }

  static Stream<PathAlgorithm> algorithms() {
    return algorithms(Smoothing.gaussian(30, SIGMA));
  }

  private static Numbers normal(int samples) {
    Random random = new Random(5);
    double[] noise =
        DoubleStream.generate(random::nextGaussian).limit((long) samples * BATCH * CELLS).toArray();
    return Numbers.of(Shape.of(samples, BATCH, CELLS), noise);
  }

  /** The lengths of the shortest paths on these costs, [B, m]. */
  private static double[] lengths(double[] costs) {
    double[] lengths = new double[costs.length];
    Dijkstra dijkstra = new Dijkstra(3, 4, OCTILE);
    for (int i = 0; i < BATCH; i++) {
      double cost =
          dijkstra.solve(costs, i * CELLS, PROBLEMS.starts[i], PROBLEMS.goals[i], PROBLEMS.blocked);
      if (cost < Double.POSITIVE_INFINITY) {
        dijkstra.mark(PROBLEMS.goals[i], new double[costs.length], lengths, i * CELLS);
      }
    }
    return lengths;
  }

  private static double[] target() {
    return lengths(PROBLEMS.costs);
  }

  private static Loss<TFloat64> loss(
      Ops tf, PathAlgorithm algorithm, PathLoss onPaths, Numbers noise) {
    Operand<TFloat64> lengths = Numbers.of(Shape.of(BATCH, CELLS), target()).constant(tf);
    return algorithm.loss(
        tf,
        new Grid(3, 4),
        problem(tf),
        onPaths,
        new Route<>(tf.math.sign(lengths), lengths),
        (ops, smoothing) -> noise.constant(ops));
  }

  private static ExpansionNumbers expand(PathAlgorithm algorithm, PathLoss onPaths, Numbers noise) {
    return Graphs.expand((tf, y) -> loss(tf, algorithm, onPaths, noise), PREDICTIONS);
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void derivativesAreZeroWhereNoPathCanBe(PathAlgorithm algorithm) {
    ExpansionNumbers found = expand(algorithm, new PathLoss.L2(), normal(30));
    for (int b = 0; b < BATCH; b++) {
      boolean moves = false;
      for (int i = 0; i < CELLS; i++) {
        double gradient = found.gradient().get(b, i);
        moves |= gradient != 0;
        if (PROBLEMS.blocked[b * CELLS + i]) {
          assertThat(gradient).isZero();
        }
      }
      assertThat(moves).as("example %d", b).isEqualTo(b < 2);
    }
    assertThat(found.loss().get(2)).isZero();
    assertThat(found.loss().get(3)).isZero();
  }

  @Test
  void secondDerivativesAreZeroWhereNoPathCanBe() {
    Smoothing smoothing = Smoothing.gaussian(30, SIGMA);
    for (PathAlgorithm algorithm :
        new PathAlgorithm[] {new SmoothedPathLoss(smoothing), new PerturbedPath(smoothing)}) {
      Numbers hessians = expand(algorithm, new PathLoss.L2(), normal(30)).hessian();
      for (int b = 0; b < BATCH; b++) {
        double size = 0;
        for (int i = 0; i < CELLS; i++) {
          for (int j = 0; j < CELLS; j++) {
            size += Math.abs(hessians.get(b, i, j));
            if (PROBLEMS.blocked[b * CELLS + i] || PROBLEMS.blocked[b * CELLS + j]) {
              assertThat(hessians.get(b, i, j)).isZero();
            }
          }
        }
        assertThat(size > 0).as("example %d", b).isEqualTo(b < 2);
      }
    }
  }

  /** Row i is of example i mod B: all samples of one example see its ends and its obstacles. */
  @Test
  void perturbedPathsPullFromTheMeanOfSolutionsToTheTarget() {
    int samples = 25;
    Numbers noise = normal(samples);
    double[] expected = target();
    double[] predictions = PREDICTIONS.flat();
    double[] eps = noise.flat();
    for (int s = 0; s < samples; s++) {
      double[] costs = new double[BATCH * CELLS];
      for (int i = 0; i < costs.length; i++) {
        double perturbed = predictions[i] - SIGMA * eps[s * costs.length + i];
        costs[i] = Math.max(perturbed, 1e-6);
      }
      double[] solution = lengths(costs);
      for (int i = 0; i < costs.length; i++) {
        expected[i] -= solution[i] / samples;
      }
    }
    PathAlgorithm perturbed = new PerturbedPath(Smoothing.gaussian(samples, SIGMA));
    assertThat(expand(perturbed, new PathLoss.L2(), noise).gradient().flat())
        .containsExactly(expected, within(1e-12));
  }

  /** Costs that noise does not make negative, which the solver would not see. */
  @Test
  void perturbedPathsHaveRightDerivatives() {
    assertThatLoss(
            (tf, y) ->
                loss(
                    tf,
                    new PerturbedPath(Smoothing.gaussian(10, 0.1)),
                    new PathLoss.L2(),
                    normal(10)))
        .upToOrder(1)
        .at(PREDICTIONS)
        .hasRightDerivatives();
  }

  /** ⟨weights, path⟩. */
  private record Linear(Numbers weights) implements PathLoss {
    @Override
    public <T extends TNumber> Operand<T> call(Ops tf, Operand<T> path, Operand<T> target) {
      Operand<T> row = weights.constant(tf, path.type());
      return tf.sum(tf.math.mul(path, row), tf.constant(1));
    }
  }

  /**
   * The derivative of a linear loss is the product of the Jacobian and its weights, which is also
   * the derivative of the smoothed solution in their direction, since lengths are what the cost of
   * a path is linear in.
   */
  @Test
  void estimatorsOfTheSameDerivativeAgree() {
    int samples = 20_000;
    Numbers noise = normal(samples);
    Numbers weights = Numbers.random(8, -1, 1, 1, CELLS);
    Smoothing smoothing = Smoothing.gaussian(samples, SIGMA);
    double[] expected = new double[BATCH * CELLS];
    double[] predictions = PREDICTIONS.flat();
    double[] eps = noise.flat();
    double[] direction = weights.flat();
    double h = 0.1;
    for (int s = 0; s < samples; s++) {
      for (int side = -1; side <= 1; side += 2) {
        double[] costs = new double[expected.length];
        for (int i = 0; i < costs.length; i++) {
          double moved = predictions[i] + side * h * direction[i % CELLS];
          costs[i] = Math.max(moved + SIGMA * eps[s * costs.length + i], 1e-6);
        }
        double[] solution = lengths(costs);
        for (int i = 0; i < costs.length; i++) {
          expected[i] += side * solution[i] / (2 * h * samples);
        }
      }
    }
    algorithms(smoothing)
        .limit(3)
        .forEach(
            algorithm ->
                assertThat(expand(algorithm, new Linear(weights), noise).gradient().flat())
                    .as(algorithm.toString())
                    .containsExactly(expected, within(0.06)));
    assertThat(DoubleStream.of(expected).map(Math::abs).max().orElseThrow()).isGreaterThan(0.2);
  }
}
