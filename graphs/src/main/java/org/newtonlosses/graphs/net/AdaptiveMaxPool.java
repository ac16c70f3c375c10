package org.newtonlosses.graphs.net;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.newtonlosses.graphs.op.MaxPool;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Maximum over as many windows as wanted: window i of k over n rows goes from ⌊i·n/k⌋ to
 * ⌈(i+1)·n/k⌉, exclusive, as in PyTorch's {@code AdaptiveMaxPool2d}. Windows overlap where k does
 * not divide n, and repeat rows where k exceeds n.
 */
final class AdaptiveMaxPool {

  private AdaptiveMaxPool() {}

  /**
   * Pools.
   *
   * @param tf builds the nodes
   * @param x [N, H, W, c] with H and W known when the graph is built
   * @param height h, windows from top to bottom
   * @param width w, windows from left to right
   * @return [N, h, w, c]
   */
  static Operand<TFloat32> call(Ops tf, Operand<TFloat32> x, int height, int width) {
    int[] rows = windows((int) x.shape().get(1), height);
    int[] columns = windows((int) x.shape().get(2), width);
    Operand<TFloat32> even = gather(tf, gather(tf, x, rows, 1), columns, 2);
    int windowHeight = rows.length / height;
    int windowWidth = columns.length / width;
    return windowHeight == 1 && windowWidth == 1
        ? even
        : MaxPool.tiles(windowHeight, windowWidth).call(tf, even);
  }

  /**
   * The rows of all windows, one window after the other; shorter ones repeat their last row, which
   * does not change the maximum, so that all have the same length.
   */
  static int[] windows(int size, int count) {
    int longest =
        IntStream.range(0, count)
            .map(i -> end(i, size, count) - start(i, size, count))
            .max()
            .orElse(0);
    return IntStream.range(0, count)
        .flatMap(
            i ->
                IntStream.range(0, longest)
                    .map(k -> Math.min(start(i, size, count) + k, end(i, size, count) - 1)))
        .toArray();
  }

  private static int start(int i, int size, int count) {
    return i * size / count;
  }

  private static int end(int i, int size, int count) {
    return ((i + 1) * size + count - 1) / count;
  }

  private static Operand<TFloat32> gather(Ops tf, Operand<TFloat32> x, int[] indices, int axis) {
    int size = (int) x.shape().get(axis);
    return Arrays.equals(indices, IntStream.range(0, size).toArray())
        ? x
        : tf.gather(x, tf.constant(indices), tf.constant(axis));
  }
}
