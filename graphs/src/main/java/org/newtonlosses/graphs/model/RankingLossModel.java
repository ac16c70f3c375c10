package org.newtonlosses.graphs.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.newtonlosses.graphs.newton.DifferentiableLoss;
import org.newtonlosses.graphs.newton.NewtonLoss;
import org.newtonlosses.graphs.newton.NewtonStep;
import org.newtonlosses.graphs.sort.RankingLoss;
import org.newtonlosses.graphs.sort.RelaxedSort;
import org.newtonlosses.graphs.sort.TargetPermutation;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
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
    try (Graph graph = new Graph();
        Session session = SavedModels.session(graph)) {
      Ops tf = Ops.create(graph);
      Shape shape = Shape.of(-1, items);
      Placeholder<T> scores = tf.withName("scores").placeholder(type, Placeholder.shape(shape));
      Placeholder<T> values = tf.withName("values").placeholder(type, Placeholder.shape(shape));
      Operand<T> target = TargetPermutation.of(tf, values, type);
      DifferentiableLoss<T> ranking = (ops, y) -> loss.call(ops, sort.call(ops, y), target);
      NewtonStep<T> step = newton.call(tf, ranking, scores);
      Signature signature =
          Signature.builder(Signature.DEFAULT_KEY)
              .input("scores", scores)
              .input("values", values)
              .output("loss", step.loss())
              .output("gradient", step.gradient())
              .output("curvature", step.curvature())
              .output("step", step.step())
              .output("newton_target", step.target())
              .output("newton_loss", step.newtonLoss())
              .build();
      SavedModels.write(directory, session, List.of(signature), extras);
    }
  }
}
