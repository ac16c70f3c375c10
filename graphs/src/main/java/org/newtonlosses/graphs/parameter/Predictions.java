package org.newtonlosses.graphs.parameter;

import org.tensorflow.ndarray.Shape;

/** The shape that predictions must have. */
public final class Predictions {

  private Predictions() {}

  /**
   * m of predictions [B, m].
   *
   * @param shape of the predictions
   * @throws IllegalArgumentException if it is another, or m is not known when the graph is built
   */
  public static int width(Shape shape) {
    if (shape.numDimensions() != 2 || shape.get(1) < 1) {
      throw new IllegalArgumentException(
          "predictions must have the shape [B, m] with m known, found " + shape);
    }
    return Math.toIntExact(shape.get(1));
  }
}
