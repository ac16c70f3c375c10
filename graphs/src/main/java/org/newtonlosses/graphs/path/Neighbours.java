package org.newtonlosses.graphs.path;

import java.util.Arrays;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.IntNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * Tables of the neighbours of each cell of a grid, by row, then by column. Neighbour k of K has the
 * cell as its neighbour K − 1 − k.
 *
 * <p>They index rows with the operation GatherNd, whose gradient has 2 nodes where that of a slice
 * has 12 and that of Gather 51.
 *
 * @param count K: 4, or 8 with the diagonal ones
 */
record Neighbours(Grid grid, int count) {

  private static final int[][] STRAIGHT = {{-1, 0}, {0, -1}, {0, 1}, {1, 0}};
  private static final int[][] ALL = {
    {-1, -1}, {-1, 0}, {-1, 1}, {0, -1}, {0, 1}, {1, -1}, {1, 0}, {1, 1}
  };

  /** The row of a cell's neighbour. */
  @FunctionalInterface
  interface Row {
    int of(int cell);
  }

  /**
   * The rows of the neighbours of each cell.
   *
   * @param tf builds the nodes
   * @param row the row of a neighbour inside the grid
   * @param outside the row of a neighbour outside the grid
   * @return indices, [m, K, 1]
   */
  Operand<TInt32> rows(Ops tf, Row row, int outside) {
    return indices(tf, (cell, step) -> at(cell, step[0], step[1]), row, outside);
  }

  /**
   * The rows of the cell above or below each cell that a diagonal step passes.
   *
   * @param tf builds the nodes
   * @param straight the row for steps that are not diagonal
   * @return indices, [m, K, 1]
   */
  Operand<TInt32> passedVertically(Ops tf, int straight) {
    return indices(
        tf, (cell, step) -> diagonal(step) ? at(cell, step[0], 0) : -1, cell -> cell, straight);
  }

  /** The same of the cell to the left or right. */
  Operand<TInt32> passedHorizontally(Ops tf, int straight) {
    return indices(
        tf, (cell, step) -> diagonal(step) ? at(cell, 0, step[1]) : -1, cell -> cell, straight);
  }

  /** The length of the step from or to each neighbour, 1 or √2; K numbers. */
  double[] lengths() {
    return Arrays.stream(steps()).mapToDouble(step -> diagonal(step) ? Math.sqrt(2) : 1).toArray();
  }

  /**
   * What the neighbours of each cell hold for the cell.
   *
   * @param tf builds the nodes
   * @param values of each cell for its neighbours, [m, K, B]
   * @return for each cell of its neighbours, [m, K, B]; arbitrary for neighbours outside the grid
   */
  <T extends TNumber> Operand<T> swap(Ops tf, Operand<T> values) {
    IntNdArray indices = NdArrays.ofInts(Shape.of(grid.cells(), count, 2));
    for (int cell = 0; cell < grid.cells(); cell++) {
      for (int k = 0; k < count; k++) {
        int[] step = steps()[k];
        indices.setInt(Math.max(at(cell, step[0], step[1]), 0), cell, k, 0);
        indices.setInt(count - 1 - k, cell, k, 1);
      }
    }
    return tf.gatherNd(values, tf.constant(indices));
  }

  /** A cell that a step from another one leads to or passes, or −1. */
  @FunctionalInterface
  private interface Place {
    int of(int cell, int[] step);
  }

  private Operand<TInt32> indices(Ops tf, Place place, Row row, int otherwise) {
    IntNdArray indices = NdArrays.ofInts(Shape.of(grid.cells(), count, 1));
    for (int cell = 0; cell < grid.cells(); cell++) {
      for (int k = 0; k < count; k++) {
        int found = place.of(cell, steps()[k]);
        indices.setInt(found < 0 ? otherwise : row.of(found), cell, k, 0);
      }
    }
    return tf.constant(indices);
  }

  private int[][] steps() {
    return count == ALL.length ? ALL : STRAIGHT;
  }

  private static boolean diagonal(int[] step) {
    return step[0] != 0 && step[1] != 0;
  }

  /** The cell so many rows and columns further, or −1 outside the grid. */
  private int at(int cell, int rows, int columns) {
    int row = cell / grid.width() + rows;
    int column = cell % grid.width() + columns;
    boolean inside = row >= 0 && row < grid.height() && column >= 0 && column < grid.width();
    return inside ? row * grid.width() + column : -1;
  }
}
