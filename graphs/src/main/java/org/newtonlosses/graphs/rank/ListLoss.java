package org.newtonlosses.graphs.rank;

import org.newtonlosses.graphs.newton.Loss;
import org.newtonlosses.graphs.sort.RelaxedSort;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * A loss on the scores of lists of different lengths, whose items have grades: the higher the
 * grade, the higher an item's score should be. Lists are padded to m slots; padding may stand in
 * any slot and changes nothing.
 */
public interface ListLoss {

  /**
   * The loss of scores.
   *
   * @param tf builds the nodes
   * @param sort relaxes the order of the scores; see {@link #usesSort}
   * @param grades of the items, [B, m] with m known when the graph is built, 0 or more; negative
   *     where there is no item
   * @param type of the scores
   * @return ℓ of scores [B, m]; 0 for a list without items, or of one grade
   * @throws IllegalArgumentException if grades has another shape
   */
  <T extends TNumber> Loss<T> loss(
      Ops tf, RelaxedSort sort, Operand<TFloat32> grades, Class<T> type);

  /** Whether the loss relaxes the order of the scores; unless overridden it does. */
  default boolean usesSort() {
    return true;
  }
}
