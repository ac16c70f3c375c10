package org.newtonlosses.training.recipe;

import java.util.List;

/**
 * A learning rate over time.
 *
 * @param first of the first step, before any change
 * @param schedule changes, in the order of their steps
 */
public record LearningRate(double first, List<ScheduleStep> schedule) {

  /**
   * Checks the schedule.
   *
   * @throws IllegalArgumentException if its steps do not ascend, or the rate vanishes
   */
  public LearningRate {
    schedule = List.copyOf(schedule);
    for (int i = 1; i < schedule.size(); i++) {
      if (schedule.get(i).step() <= schedule.get(i - 1).step()) {
        throw new IllegalArgumentException(
            "the steps of the schedule must ascend, found %d after %d"
                .formatted(schedule.get(i).step(), schedule.get(i - 1).step()));
      }
    }
    if (!(at(first, schedule, Long.MAX_VALUE) >= Float.MIN_NORMAL)) {
      throw new IllegalArgumentException(
          "the schedule makes the learning rate vanish: it must stay above " + Float.MIN_NORMAL);
    }
  }

  /**
   * The learning rate of a step: the first one times the factors of all changes up to that step.
   *
   * @param step from 1
   */
  public double at(long step) {
    return at(first, schedule, step);
  }

  private static double at(double first, List<ScheduleStep> schedule, long step) {
    double rate = first;
    for (ScheduleStep change : schedule) {
      if (change.step() <= step) {
        rate *= change.factor();
      }
    }
    return rate;
  }
}
