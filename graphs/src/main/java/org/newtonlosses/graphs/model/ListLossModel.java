package org.newtonlosses.graphs.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.newtonlosses.graphs.newton.Loss;
import org.newtonlosses.graphs.newton.NewtonLoss;
import org.newtonlosses.graphs.rank.ListLoss;
import org.newtonlosses.graphs.sort.RelaxedSort;
import org.tensorflow.Operand;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * A loss of lists with grades, with a curvature, as a SavedModel of its own.
 *
 * <p>{@code serving_default}: scores [B, m], grades float32 [B, m] (negative where there is no
 * item) → loss [B], gradient [B, m], curvature [m, m], step [B, m], newton_target [B, m],
 * newton_loss [B]; B is free.
 *
 * <pre>{@code
 * NewtonLoss newton = new NewtonLoss(new Fisher(0.1));
 * ListLossModel<TFloat32> model =
 *     new ListLossModel<>(
 *         new SoftNdcg(10, Gain.EXPONENTIAL), new NeuralSort(1, false), newton, 5, TFloat32.class);
 * model.export(folder.resolve("loss"), Map.of());
 * SavedModelBundle loaded = SavedModelBundle.load(folder.resolve("loss").toString());
 * loaded.function("serving_default").signature().inputNames(); // → [grades, scores]
 * loaded.close();
 * }</pre>
 *
 * @param loss of lists
 * @param sort relaxes the order of the scores, if the loss looks at it
 * @param newton the curvature
 * @param slots m
 * @param type TFloat32 or TFloat64
 */
public record ListLossModel<T extends TNumber>(
    ListLoss loss, RelaxedSort sort, NewtonLoss newton, int slots, Class<T> type) {

  /** Input: the grades. */
  public static final String GRADES = "grades";

  /**
   * Writes the SavedModel.
   *
   * @param directory the new folder; appears whole or not at all
   * @param extras texts by file name, kept with the model in {@code assets.extra}
   * @throws IllegalArgumentException if m does not suit the algorithm
   * @throws IOException if the folder exists or cannot be written
   */
  public void export(Path directory, Map<String, String> extras) throws IOException {
    SavedModels.export(directory, extras, this::signature);
  }

  private Signature signature(Ops tf) {
    Fed in = Fed.nothing();
    Operand<T> scores = in.add(tf, new Input<>(RankingModel.SCORES, type, Shape.of(-1, slots)));
    Operand<TFloat32> grades = in.add(tf, new Input<>(GRADES, TFloat32.class, Shape.of(-1, slots)));
    Loss<T> ofLists = loss.loss(tf, sort, grades, type);
    return LossSignature.of(
        tf, newton.call(tf, ofLists, scores, new ExportContext(in)), Shape.of(slots), in);
  }
}
