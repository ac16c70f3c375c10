package org.newtonlosses.graphs.path;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.IntNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * Tables of the 8 neighbours of each cell of a grid. Neighbour k of a cell has the cell as its
 * neighbour 7 − k.
 *
 * <p>They index rows with the operation GatherNd, whose gradient has 2 nodes where that of a slice
 * has 12 and that of Gather 51.
 */
record Neighbours(Grid grid) {

  private static final int COUNT = 8;

  private static final int[] ROWS = {-1, -1, -1, 0, 0, 1, 1, 1};
  private static final int[] COLUMNS = {-1, 0, 1, -1, 1, -1, 0, 1};

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
   * @return indices, [m, 8, 1]
   */
  Operand<TInt32> rows(Ops tf, Row row, int outside) {
    IntNdArray indices = NdArrays.ofInts(Shape.of(grid.cells(), COUNT, 1));
    for (int cell = 0; cell < grid.cells(); cell++) {
      for (int k = 0; k < COUNT; k++) {
        int neighbour = neighbour(cell, k);
        indices.setInt(neighbour < 0 ? outside : row.of(neighbour), cell, k, 0);
      }
    }
    return tf.constant(indices);
  }

  /**
   * What the neighbours of each cell hold for the cell.
   *
   * @param tf builds the nodes
   * @param values of each cell for its neighbours, [m, 8, B]
   * @return for each cell of its neighbours, [m, 8, B]; arbitrary for neighbours outside the grid
   */
  <T extends TNumber> Operand<T> swap(Ops tf, Operand<T> values) {
    IntNdArray indices = NdArrays.ofInts(Shape.of(grid.cells(), COUNT, 2));
    for (int cell = 0; cell < grid.cells(); cell++) {
      for (int k = 0; k < COUNT; k++) {
        indices.setInt(Math.max(neighbour(cell, k), 0), cell, k, 0);
        indices.setInt(COUNT - 1 - k, cell, k, 1);
      }
    }
    return tf.gatherNd(values, tf.constant(indices));
  }

  /** The cell, or −1 outside the grid. */
  private int neighbour(int cell, int k) {
    int row = cell / grid.width() + ROWS[k];
    int column = cell % grid.width() + COLUMNS[k];
    boolean inside = row >= 0 && row < grid.height() && column >= 0 && column < grid.width();
    return inside ? row * grid.width() + column : -1;
  }
}
