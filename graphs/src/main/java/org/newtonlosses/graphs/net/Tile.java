package org.newtonlosses.graphs.net;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/**
 * The pixels of an image that belong to one cell of a grid.
 *
 * @param height rows of pixels
 * @param width columns of pixels
 */
record Tile(int height, int width) {

  /**
   * Of images [H, W] or [H, W, c] and grids [h, w].
   *
   * @throws IllegalArgumentException unless h divides H and w divides W
   */
  static Tile of(Shape image, Shape grid) {
    if (!divides(grid.get(0), image.get(0)) || !divides(grid.get(1), image.get(1))) {
      throw new IllegalArgumentException(
          "a cell must have a whole number of pixels, found images of %d×%d for %d×%d cells"
              .formatted(image.get(0), image.get(1), grid.get(0), grid.get(1)));
    }
    return new Tile(
        Math.toIntExact(image.get(0) / grid.get(0)), Math.toIntExact(image.get(1) / grid.get(1)));
  }

  private static boolean divides(long part, long whole) {
    return whole % part == 0;
  }

  /**
   * Checks that images are made of tiles; sizes that are not known when the graph is built are
   * checked when it runs.
   *
   * @param tf builds the nodes
   * @param images [N, H, W, …]
   * @return the images
   * @throws IllegalArgumentException if they are not
   */
  <T extends TType> Operand<T> check(Ops tf, Operand<T> images) {
    Shape shape = images.shape();
    String allowed = "images must be made of tiles of %d×%d pixels, found".formatted(height, width);
    if (shape.get(1) > 0 && shape.get(2) > 0) {
      if (!divides(height, shape.get(1)) || !divides(width, shape.get(2))) {
        throw new IllegalArgumentException(
            "%s %d×%d".formatted(allowed, shape.get(1), shape.get(2)));
      }
      return images;
    }
    Operand<TInt32> size = tf.slice(tf.shape(images), tf.array(1), tf.array(2));
    Operand<TBool> whole =
        tf.math.equal(tf.math.mod(size, tf.array(height, width)), tf.constant(0));
    return tf.withControlDependencies(
            List.of(
                tf.assertThat(tf.all(whole, tf.constant(0)), List.of(tf.constant(allowed), size))))
        .identity(images);
  }
}
