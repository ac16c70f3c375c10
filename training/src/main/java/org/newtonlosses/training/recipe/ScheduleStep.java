package org.newtonlosses.training.recipe;

/**
 * A change of the learning rate.
 *
 * @param step the first step with the new rate, from 1
 * @param factor what the rate is multiplied by, positive
 */
public record ScheduleStep(long step, double factor) {}
