package org.newtonlosses.training.bench;

import com.google.common.primitives.ImmutableDoubleArray;
import java.util.stream.IntStream;

/**
 * Seconds that steps of a model took, in their order.
 *
 * @param load waiting for the batch
 * @param run copying the batch into tensors and running the step
 */
public record StepTimes(ImmutableDoubleArray load, ImmutableDoubleArray run) {

  /** The spread of the time that batches were waited for. */
  public Spread loading() {
    return Spread.of(load.toArray());
  }

  /** The spread of the time that steps ran. */
  public Spread running() {
    return Spread.of(run.toArray());
  }

  /** The spread of both together. */
  public Spread total() {
    return Spread.of(
        IntStream.range(0, run.length()).mapToDouble(k -> load.get(k) + run.get(k)).toArray());
  }

  /** The spread of how much longer each step ran than its neighbour of another model. */
  public Spread excessOver(StepTimes other) {
    return Spread.of(
        IntStream.range(0, run.length()).mapToDouble(k -> run.get(k) - other.run.get(k)).toArray());
  }
}
