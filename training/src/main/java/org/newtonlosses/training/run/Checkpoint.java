package org.newtonlosses.training.run;

import java.util.Map;

/**
 * The state of a run after a step, beside the variables.
 *
 * @param step how many steps were made
 * @param seconds how long the run has taken so far, all sessions together
 * @param bestStep the step with the best validation so far; 0 before the first validation
 * @param bestValidation that validation's metrics
 */
record Checkpoint(long step, double seconds, long bestStep, Map<String, Double> bestValidation) {
  static final Checkpoint START = new Checkpoint(0, 0, 0, Map.of());
}
