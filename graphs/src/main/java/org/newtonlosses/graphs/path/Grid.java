package org.newtonlosses.graphs.path;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TNumber;

/**
 * The size of a grid of cells.
 *
 * <pre>{@code
 * Grid grid = new Grid(2, 3);
 * grid.cells(); // → 6
 * Operand<TFloat64> cells = tf.constant(new double[][] {{1, 2, 3, 4, 5, 6}});
 * grid.grids(tf, cells); // → [[[1, 2, 3], [4, 5, 6]]]
 * }</pre>
 *
 * @param height h, rows, at least 1
 * @param width w, columns, at least 1
 */
public record Grid(int height, int width) {

  /** Checks the sizes; throws {@link IllegalArgumentException} with what is allowed and found. */
  public Grid {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "height and width must be at least 1, found %d and %d".formatted(height, width));
    }
  }

  /**
   * The grid of vertex costs.
   *
   * @throws IllegalArgumentException unless costs is a [B, h, w] of float32 or float64 with h and w
   *     known
   */
  static Grid of(Operand<? extends TNumber> costs) {
    if (costs.type() != TFloat32.class && costs.type() != TFloat64.class) {
      throw new IllegalArgumentException(
          "costs must be float32 or float64, found " + costs.type().getSimpleName());
    }
    Shape shape = costs.shape();
    if (shape.numDimensions() != 3 || shape.get(1) < 1 || shape.get(2) < 1) {
      throw new IllegalArgumentException(
          "costs must have the shape [B, h, w] with h and w known, found " + shape);
    }
    return new Grid(Math.toIntExact(shape.get(1)), Math.toIntExact(shape.get(2)));
  }

  /** The shape [B, h, w] with B free. */
  public Shape batch() {
    return Shape.of(Shape.UNKNOWN_SIZE, height, width);
  }

  /** m = h·w. */
  public int cells() {
    return Math.multiplyExact(height, width);
  }

  /**
   * Costs or paths of grids of this size, from their cells in row-major order.
   *
   * @param tf builds the nodes
   * @param cells [B, m]
   * @return [B, h, w]
   * @throws IllegalArgumentException if the shape is another
   */
  public <T extends TNumber> Operand<T> grids(Ops tf, Operand<T> cells) {
    if (cells.shape().numDimensions() != 2 || cells.shape().get(1) != cells()) {
      throw new IllegalArgumentException(
          "costs must have the shape [B, m] with m = %d·%d cells, found %s"
              .formatted(height, width, cells.shape()));
    }
    return tf.reshape(cells, tf.array(-1, height, width));
  }

  /**
   * The cells of grids of this size in row-major order.
   *
   * @param tf builds the nodes
   * @param grids [B, h, w]
   * @return [B, m]
   */
  public <T extends TNumber> Operand<T> flat(Ops tf, Operand<T> grids) {
    return tf.reshape(grids, tf.array(-1, cells()));
  }
}
