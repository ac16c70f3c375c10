package org.newtonlosses.graphs.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.types.TFloat32;

/** Compares what two networks compute. */
final class Closeness {

  private Closeness() {}

  /** Each element differs by at most the tolerance, relative to the largest one. */
  static void assertClose(double[] actual, double[] expected, double tolerance) {
    assertThat(actual).hasSameSizeAs(expected);
    double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    assertThat(largest).isPositive();
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).isCloseTo(expected[i], within(tolerance * largest));
    }
  }

  /** The elements in row-major order. */
  static double[] values(TFloat32 tensor) {
    double[] values = new double[Math.toIntExact(tensor.size())];
    int k = 0;
    for (FloatNdArray scalar : tensor.scalars()) {
      values[k++] = scalar.getFloat();
    }
    return values;
  }
}
