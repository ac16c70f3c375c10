package org.newtonlosses.graphs.path;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * How well predicted costs lead, summed over the batch so that batches can be added up: the exact
 * path on the predicted costs against the true one.
 *
 * @param perfectMatch the number of examples whose path is the true one in every cell; scalar
 * @param costMatch the number of examples whose path costs, in true costs, as much as the optimum;
 *     scalar
 * @param costRatio the sum over examples of true cost of the path found / optimum, at least 1;
 *     scalar
 * @param costCorrelation the sum over examples of the correlation, over cells, of predicted and
 *     true costs; 0 where one of them is constant; scalar
 */
@SuppressWarnings("DoNotCallSuggester")
public record PathMetrics(
    Operand<TFloat32> perfectMatch,
    Operand<TFloat32> costMatch,
    Operand<TFloat32> costRatio,
    Operand<TFloat32> costCorrelation) {

  /**
   * The metrics of a batch.
   *
   * @param tf builds the nodes
   * @param predicted the predicted costs, [B, h, w]
   * @param path the exact path on the predicted costs, [B, h, w]
   * @param target the true path, [B, h, w], of zeros and ones
   * @param costs the true costs, [B, h, w]
   */
  public static <T extends TNumber> PathMetrics of(
      Ops tf, Operand<T> predicted, Operand<T> path, Operand<T> target, Operand<T> costs) {
    throw new UnsupportedOperationException();
  }
}
