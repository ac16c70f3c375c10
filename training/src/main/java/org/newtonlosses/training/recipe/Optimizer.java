package org.newtonlosses.training.recipe;

import java.util.List;
import java.util.OptionalDouble;
import org.newtonlosses.graphs.optimizer.Adam;

/**
 * Adam and its learning rate over time.
 *
 * @param learningRate of the first step, positive
 * @param beta1 in [0, 1)
 * @param beta2 in [0, 1)
 * @param epsilon positive
 * @param clipNorm largest global norm of the gradient; empty (in YAML {@code none}): no clipping
 * @param schedule changes of the learning rate, in the order of their steps
 */
public record Optimizer(
    double learningRate,
    double beta1,
    double beta2,
    double epsilon,
    OptionalDouble clipNorm,
    List<ScheduleStep> schedule) {

  /** Checks all ranges. */
  public Optimizer {
    schedule = List.copyOf(schedule);
    Adam checked = new Adam(learningRate, beta1, beta2, epsilon, clipNorm);
    for (int i = 1; i < schedule.size(); i++) {
      if (schedule.get(i).step() <= schedule.get(i - 1).step()) {
        throw new IllegalArgumentException(
            "the steps of the schedule must ascend, found %d after %d"
                .formatted(schedule.get(i).step(), schedule.get(i - 1).step()));
      }
    }
    if (!(rate(checked.learningRate(), schedule, Long.MAX_VALUE) >= Float.MIN_NORMAL)) {
      throw new IllegalArgumentException(
          "the schedule makes the learning rate vanish: it must stay above " + Float.MIN_NORMAL);
    }
  }

  /** The optimiser of the graph, with the learning rate of the first step. */
  public Adam adam() {
    return new Adam(rate(1), beta1, beta2, epsilon, clipNorm);
  }

  /**
   * The learning rate of a step: the first one times the factors of all changes up to that step.
   *
   * @param step from 1
   */
  public double rate(long step) {
    return rate(learningRate, schedule, step);
  }

  private static double rate(double first, List<ScheduleStep> schedule, long step) {
    double rate = first;
    for (ScheduleStep change : schedule) {
      if (change.step() <= step) {
        rate *= change.factor();
      }
    }
    return rate;
  }
}
