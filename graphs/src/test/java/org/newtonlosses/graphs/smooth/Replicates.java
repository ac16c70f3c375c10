package org.newtonlosses.graphs.smooth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Independent estimates of the same quantity, one for each example of a batch. */
final class Replicates {

  private Replicates() {}

  /** One example, over and over. */
  static double[] of(double[] example, int count) {
    double[] batch = new double[example.length * count];
    for (int b = 0; b < count; b++) {
      System.arraycopy(example, 0, batch, b * example.length, example.length);
    }
    return batch;
  }

  /**
   * Asserts that the mean of the estimates, [count, …], is what is expected, within five standard
   * errors of that mean.
   */
  static void assertUnbiased(String what, double[] estimates, double[] expected) {
    int size = expected.length;
    int count = estimates.length / size;
    for (int i = 0; i < size; i++) {
      double sum = 0;
      double squares = 0;
      for (int b = 0; b < count; b++) {
        double value = estimates[b * size + i];
        sum += value;
        squares += value * value;
      }
      double mean = sum / count;
      double error = Math.sqrt(Math.max(0, squares / count - mean * mean) / count);
      assertThat(mean)
          .as("%s, entry %d, standard error %.2g", what, i, error)
          .isCloseTo(expected[i], within(5 * error + 1e-9));
    }
  }
}
