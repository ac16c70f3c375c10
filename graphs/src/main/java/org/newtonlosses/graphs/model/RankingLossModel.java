package org.newtonlosses.graphs.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.newtonlosses.graphs.newton.DifferentiableLoss;
import org.newtonlosses.graphs.newton.NewtonLoss;
import org.newtonlosses.graphs.newton.NewtonStep;
import org.newtonlosses.graphs.sort.RankingLoss;
import org.newtonlosses.graphs.sort.RelaxedSort;
import org.newtonlosses.graphs.sort.TargetPermutation;
import org.tensorflow.Operand;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * A ranking loss with a curvature as a SavedModel of its own.
 *
 * <p>{@code serving_default}: scores [B, n], values [B, n] → loss [B], gradient [B, n], curvature
 * [n, n], step [B, n], newton_target [B, n], newton_loss [B]; B is free.
 *
 * @param sort the relaxed algorithm
 * @param loss the loss on its permutation
 * @param newton the curvature
 * @param items n
 * @param type TFloat32 or TFloat64
 */
public record RankingLossModel<T extends TNumber>(
    RelaxedSort sort, RankingLoss loss, NewtonLoss newton, int items, Class<T> type) {

  /**
   * Writes the SavedModel.
   *
   * @param directory the new folder; appears whole or not at all
   * @param extras texts by file name, kept with the model in {@code assets.extra}
   * @throws IllegalArgumentException if n does not suit the algorithm
   * @throws IOException if the folder exists or cannot be written
   */
  public void export(Path directory, Map<String, String> extras) throws IOException {
    SavedModels.export(directory, extras, this::signature);
  }

  private Signature signature(Ops tf) {
    Input<T> scores = Input.of(tf, "scores", type, Shape.of(-1, items));
    Input<T> values = Input.of(tf, "values", type, Shape.of(-1, items));
    Operand<T> target = TargetPermutation.of(tf, values.value(), type);
    DifferentiableLoss<T> ranking = (ops, y) -> loss.call(ops, sort.call(ops, y), target);
    NewtonStep<T> step = newton.call(tf, ranking, scores.value());
    return LossSignature.of(tf, step, Shape.of(items), scores, values);
  }
}
