package org.newtonlosses.training.bench;

/**
 * Seconds that steps of a model took.
 *
 * @param load waiting for the batch
 * @param step copying the batch into tensors and running the step
 * @param total both
 */
public record StepTimes(Spread load, Spread step, Spread total) {

  /** The spreads of measured times, each pair of one step. */
  static StepTimes of(double[] load, double[] step) {
    double[] total = new double[load.length];
    for (int i = 0; i < total.length; i++) {
      total[i] = load[i] + step[i];
    }
    return new StepTimes(Spread.of(load), Spread.of(step), Spread.of(total));
  }
}
