package org.newtonlosses.graphs.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.newtonlosses.graphs.testing.Numbers;
import org.tensorflow.ndarray.Shape;

/** Problems on grids of one size, and what Dijkstra's algorithm finds for them. */
final class Problems {

  final int height;
  final int width;
  final int cells;

  /** Of all grids, in row-major order. */
  final double[] costs;

  /** Of all grids, in row-major order. */
  final boolean[] blocked;

  /** Where the path of each grid starts, by number. */
  final int[] starts;

  /** Where it ends. */
  final int[] goals;

  Problems(int height, int width, int batch) {
    this.height = height;
    this.width = width;
    cells = height * width;
    costs = new double[batch * cells];
    blocked = new boolean[batch * cells];
    starts = new int[batch];
    goals = new int[batch];
  }

  /** Costs from nearly equal to many orders of magnitude, anywhere blocked, between any cells. */
  static Problems random(Random random, int height, int width, int batch, double density) {
    Problems problems = new Problems(height, width, batch);
    for (int i = 0; i < problems.costs.length; i++) {
      double spread = 4.0 * i / problems.costs.length;
      problems.costs[i] = Math.exp(spread * random.nextGaussian());
      problems.blocked[i] = random.nextDouble() < density;
    }
    for (int i = 0; i < batch; i++) {
      problems.starts[i] = random.nextInt(problems.cells);
      problems.goals[i] = random.nextInt(problems.cells);
    }
    return problems;
  }

  /** Costs, starts, goals and blocked cells, as a graph takes them. */
  Numbers[] inputs() {
    Shape grids = Shape.of(starts.length, height, width);
    double[] walls = new double[blocked.length];
    for (int i = 0; i < walls.length; i++) {
      walls[i] = blocked[i] ? 1 : 0;
    }
    return new Numbers[] {
      Numbers.of(grids, costs), positions(starts), positions(goals), Numbers.of(grids, walls)
    };
  }

  private Numbers positions(int[] numbers) {
    double[] both = new double[2 * numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      int row = numbers[i] / width;
      both[2 * i] = row;
      both[2 * i + 1] = numbers[i] - row * width;
    }
    return Numbers.of(Shape.of(numbers.length, 2), both);
  }

  /**
   * Checks that the paths of Dijkstra's algorithm were found, cell by cell.
   *
   * @param found paths, lengths and costs
   * @return how many goals can be reached
   */
  int assertEqualsDijkstra(Moves moves, List<Numbers> found) {
    double[] paths = new double[costs.length];
    double[] lengths = new double[costs.length];
    Dijkstra dijkstra = new Dijkstra(height, width, moves);
    int reached = 0;
    for (int i = 0; i < starts.length; i++) {
      double cost = dijkstra.solve(costs, i * cells, starts[i], goals[i], blocked);
      if (cost < Double.POSITIVE_INFINITY) {
        reached++;
        dijkstra.mark(goals[i], paths, lengths, i * cells);
      }
      assertCost(found, i, cost, 1e-12);
    }
    assertThat(found.get(0)).containsExactly(paths);
    assertThat(found.get(1)).containsExactly(lengths);
    return reached;
  }

  /**
   * Checks that paths can be walked and cost as much as those of Dijkstra's algorithm.
   *
   * @param found paths, lengths and costs
   * @param tolerance how much more a path may cost than the shortest, relative to it
   */
  void assertShortest(Moves moves, List<Numbers> found, double tolerance) {
    Dijkstra dijkstra = new Dijkstra(height, width, moves);
    double[] paths = found.get(0).flat();
    double[] lengths = found.get(1).flat();
    for (int i = 0; i < starts.length; i++) {
      double cost = dijkstra.solve(costs, i * cells, starts[i], goals[i], blocked);
      assertCost(found, i, cost, tolerance);
      double walked = 0;
      double[] elsewhere = costs.clone();
      int onPath = 0;
      for (int cell = i * cells; cell < (i + 1) * cells; cell++) {
        assertThat(paths[cell]).isIn(0.0, 1.0);
        walked += lengths[cell] == 0 ? 0 : lengths[cell] * costs[cell];
        elsewhere[cell] = paths[cell] == 0 ? 1e300 : costs[cell];
        onPath += paths[cell] == 1 ? 1 : 0;
      }
      if (cost == Double.POSITIVE_INFINITY) {
        assertThat(onPath).isZero();
        continue;
      }
      assertThat(walked).isCloseTo(cost, within(tolerance * cost + 1e-29));
      // It leads from the start to the goal over its own cells alone.
      assertThat(dijkstra.solve(elsewhere, i * cells, starts[i], goals[i], blocked))
          .isCloseTo(cost, within(tolerance * cost + 1e-29));
    }
  }

  private static void assertCost(List<Numbers> found, int example, double cost, double tolerance) {
    if (cost == Double.POSITIVE_INFINITY) {
      assertThat(found.get(2).get(example)).isEqualTo(cost);
    } else {
      assertThat(found.get(2).get(example)).isCloseTo(cost, within(tolerance * cost + 1e-29));
    }
  }
}
