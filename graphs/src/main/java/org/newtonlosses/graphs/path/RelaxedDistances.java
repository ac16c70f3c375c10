package org.newtonlosses.graphs.path;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.newtonlosses.graphs.op.Select;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Max;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/** The distances of the relaxed Bellman-Ford algorithm, as −β d. */
final class RelaxedDistances<T extends TNumber> {

  /** The distance of what has not been reached. */
  private static final double UNREACHED = 1e12;

  /** Keeps products with β d finite in float32. */
  private static final double LARGEST = 1e30;

  private final Ops tf;
  private final Class<T> type;
  private final Neighbours neighbours;
  private final double unreached;
  private final Operand<T> scaled;
  private final Operand<TInt32> shape;

  /**
   * Of costs.
   *
   * @param tf builds the nodes
   * @param costs [m, B]
   * @param beta β, the inverse temperature
   */
  RelaxedDistances(Ops tf, Operand<T> costs, Neighbours neighbours, double beta) {
    this.tf = tf;
    this.type = costs.type();
    this.neighbours = neighbours;
    unreached = -Math.min(beta * UNREACHED, LARGEST);
    scaled = tf.math.mul(costs, tf.constant(type, -beta));
    shape = tf.shape(tf.stopGradient(costs));
  }

  /**
   * What the iterations come to.
   *
   * @param weights of the last one, w<sub>ik</sub>, [m, K, B]
   * @param distances −β d of each cell from its neighbours, [m, B]
   */
  record Result<T extends TNumber>(Operand<T> weights, Operand<T> distances) {}

  /** From the first cell, at the sum of the costs of cells. */
  Result<T> fromFirstCell(int iterations) {
    int m = neighbours.grid().cells();
    Operand<T> fixed = Rows.of(tf, type, shape, 0, unreached);
    // The first cell's neighbours see it in the first of the fixed rows.
    Operand<TInt32> rows = neighbours.rows(tf, cell -> cell == 0 ? m : cell, m + 1);
    return iterate(
        distances -> tf.gatherNd(tf.concat(List.of(distances, fixed), tf.constant(0)), rows),
        Optional.empty(),
        List.of(scaled),
        iterations);
  }

  /** From the start of each example, around its blocked cells; their distances are as seen. */
  Result<T> of(ProblemCells cells, Moves moves, int iterations) {
    int m = neighbours.grid().cells();
    Operand<TInt32> rows = neighbours.rows(tf, cell -> cell, m);
    Operand<T> outside = Rows.of(tf, type, shape, unreached);
    UnaryOperator<Operand<T>> seen = seen(cells);
    boolean entering = moves.stepCost() == Moves.StepCost.ENTERING;
    List<Operand<T>> steps = new ArrayList<>();
    if (entering) {
      Operand<T> lengths = tf.dtypes.cast(tf.constant(neighbours.lengths()), type);
      steps.add(tf.math.mul(tf.expandDims(scaled, tf.constant(2)), lengths));
    }
    if (!moves.cutsCorners() && moves.neighbours() == 8) {
      cells.blocked().ifPresent(blocked -> steps.add(corners(blocked)));
    }
    Result<T> found =
        iterate(
            distances ->
                tf.gatherNd(
                    tf.concat(List.of(seen.apply(distances), outside), tf.constant(0)), rows),
            steps.isEmpty() ? Optional.empty() : Optional.of(tf.math.addN(steps)),
            entering ? List.of() : List.of(scaled),
            iterations);
    return new Result<>(found.weights(), seen.apply(found.distances()));
  }

  /** Whether −β d, [m, B], is a distance. */
  Operand<TBool> reached(Operand<T> distances) {
    return tf.math.greater(tf.stopGradient(distances), tf.constant(type, unreached / 2));
  }

  /** As neighbours see cells: the start at 0, blocked cells as if they were out of reach. */
  private UnaryOperator<Operand<T>> seen(ProblemCells cells) {
    Operand<T> zero = tf.broadcastTo(tf.constant(type, 0), shape);
    if (cells.blocked().isEmpty()) {
      return distances -> Select.of(tf, cells.start(), zero, distances);
    }
    Operand<TBool> blocked = cells.blocked().get();
    Operand<TBool> fixed = tf.math.logicalOr(cells.start(), blocked);
    Operand<T> values = Select.of(tf, blocked, nowhere(), zero);
    return distances -> Select.of(tf, fixed, values, distances);
  }

  /** What keeps diagonal steps from passing blocked cells, [m, B, K]. */
  private Operand<T> corners(Operand<TBool> blocked) {
    int m = neighbours.grid().cells();
    Operand<T> free = Rows.of(tf, type, shape, 0);
    Operand<T> zero = tf.broadcastTo(tf.constant(type, 0), shape);
    Operand<T> cells =
        tf.concat(List.of(Select.of(tf, blocked, nowhere(), zero), free), tf.constant(0));
    Operand<T> passed =
        tf.math.minimum(
            tf.gatherNd(cells, neighbours.passedVertically(tf, m)),
            tf.gatherNd(cells, neighbours.passedHorizontally(tf, m)));
    return tf.linalg.transpose(passed, tf.array(0, 2, 1));
  }

  private Operand<T> nowhere() {
    return tf.broadcastTo(tf.constant(type, unreached), shape);
  }

  /**
   * Iterates.
   *
   * @param around what the neighbours of each cell hold, from what all cells hold; [m, K, B]
   * @param steps what is added for each step, [m, B, K]
   * @param own what is added for each cell, [m, B]
   */
  private Result<T> iterate(
      UnaryOperator<Operand<T>> around,
      Optional<Operand<T>> steps,
      List<Operand<T>> own,
      int iterations) {
    Operand<TInt32> lastAxis = tf.constant(2);
    Operand<TInt32> swapped = tf.array(0, 2, 1);
    Operand<T> distances = nowhere();
    Operand<T> weights = null;
    for (int i = 0; i < iterations; i++) {
      Operand<T> held = tf.linalg.transpose(around.apply(distances), swapped);
      Operand<T> ways = steps.isPresent() ? tf.math.addN(List.of(held, steps.get())) : held;
      // Less the largest: else derivatives would be small differences of large numbers.
      Operand<T> largest = tf.stopGradient(tf.max(ways, lastAxis, Max.keepDims(true)));
      Operand<T> differences = tf.math.sub(ways, largest);
      weights = tf.nn.softmax(differences);
      List<Operand<T>> terms = new ArrayList<>();
      terms.add(tf.reshape(largest, shape));
      terms.add(tf.sum(tf.math.mul(weights, differences), lastAxis));
      terms.addAll(own);
      distances = tf.math.addN(terms);
    }
    return new Result<>(tf.linalg.transpose(weights, swapped), distances);
  }
}
