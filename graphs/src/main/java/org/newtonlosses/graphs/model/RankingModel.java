package org.newtonlosses.graphs.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.newtonlosses.graphs.net.MultiDigitCnn;
import org.newtonlosses.graphs.net.Network;
import org.newtonlosses.graphs.net.ParameterSource;
import org.newtonlosses.graphs.net.TrainingPass;
import org.newtonlosses.graphs.newton.DifferentiableLoss;
import org.newtonlosses.graphs.newton.NewtonLoss;
import org.newtonlosses.graphs.newton.NewtonStep;
import org.newtonlosses.graphs.sort.RankingLoss;
import org.newtonlosses.graphs.sort.RankingMetrics;
import org.newtonlosses.graphs.sort.RelaxedSort;
import org.newtonlosses.graphs.sort.TargetPermutation;
import org.tensorflow.Operand;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/**
 * The trainable model of ranking supervision as one SavedModel: network → scores → relaxed sort →
 * ranking loss → Newton loss → Adam.
 *
 * <table>
 * <caption>Signatures; B is free, and n too in serving_default</caption>
 * <tr><th>name</th><th>inputs</th><th>outputs</th></tr>
 * <tr><td>serving_default</td><td>images uint8 [B, n, 28, 112]</td><td>scores [B, n]</td></tr>
 * <tr><td>train_step</td><td>images, values int32 [B, n]</td>
 *     <td>loss, newton_loss, gradient_norm, step: scalars; the run makes one update</td></tr>
 * <tr><td>evaluate</td><td>images, values</td>
 *     <td>examples, loss, exact_match, element_wise, exact_match_5: sums over the batch</td></tr>
 * <tr><td>set_learning_rate</td><td>learning_rate</td><td>learning_rate</td></tr>
 * </table>
 *
 * @param sort the relaxed algorithm
 * @param loss the loss on its permutation
 * @param newton the Newton loss
 * @param items n, the items that are ranked in an example
 * @param adam the optimiser
 * @param seed determines the initial parameters
 * @param architecture binds the network to its parameters
 */
public record RankingModel(
    RelaxedSort sort,
    RankingLoss loss,
    NewtonLoss newton,
    int items,
    Adam adam,
    long seed,
    Function<ParameterSource, Network> architecture) {

  /** The model with the paper's network, {@link MultiDigitCnn}. */
  public RankingModel(
      RelaxedSort sort, RankingLoss loss, NewtonLoss newton, int items, Adam adam, long seed) {
    this(sort, loss, newton, items, adam, seed, MultiDigitCnn::create);
  }

  /**
   * Writes the SavedModel with initial parameters.
   *
   * @param directory the new folder; appears whole or not at all
   * @param extras texts by file name, kept with the model in {@code assets.extra}
   * @throws IllegalArgumentException if n does not suit the algorithm
   * @throws IOException if the folder exists or cannot be written
   */
  public void export(Path directory, Map<String, String> extras) throws IOException {
    SavedModels.export(directory, extras, seed, this::signatures);
  }

  private List<Signature> signatures(Ops tf, Variables variables) {
    Shape item = Shape.of(MultiDigitCnn.HEIGHT, MultiDigitCnn.WIDTH);
    Input<TUint8> images = Input.of(tf, "images", TUint8.class, Shape.of(-1, -1).append(item));
    Input<TInt32> values = Input.of(tf, "values", TInt32.class, Shape.of(-1, items));
    Network network = architecture.apply(variables);

    Operand<TFloat32> served = network.call(tf, flat(tf, images.value(), item));
    Operand<TInt32> leading = tf.slice(tf.shape(images.value()), tf.array(0), tf.array(2));
    Signature serving =
        Input.signature(Signature.DEFAULT_KEY, images)
            .output("scores", tf.reshape(served, leading))
            .build();

    Operand<TInt32> found = tf.gather(leading, tf.constant(1), tf.constant(0));
    Op itemsAgree =
        tf.assertThat(
            tf.math.equal(found, tf.constant(items)),
            List.of(
                tf.constant("the items of an example must be"),
                tf.constant(items),
                tf.constant("found"),
                found));
    Ops checked = tf.withControlDependencies(itemsAgree, Input.sameBatch(tf, images, values));
    Operand<TFloat32> target = TargetPermutation.of(tf, values.value(), TFloat32.class);
    DifferentiableLoss<TFloat32> ranking = (ops, y) -> loss.call(ops, sort.call(ops, y), target);

    TrainingPass pass = network.train(tf, flat(checked, images.value(), item));
    NewtonStep<TFloat32> step = newton.call(tf, ranking, perExample(tf, pass.predictions()));
    TrainStep training =
        TrainStep.build(
            tf, variables, TrainStep.counter(tf, variables), step, pass.updates(), adam);

    Operand<TFloat32> scores = perExample(checked, served);
    RankingMetrics metrics = RankingMetrics.of(tf, scores, values.value());
    return List.of(
        serving,
        training.signature(images, values),
        Evaluation.signature(tf, ranking.call(tf, scores), images, values)
            .output("exact_match", metrics.exactMatch())
            .output("element_wise", metrics.elementWise())
            .output("exact_match_5", metrics.exactMatch5())
            .build(),
        training.learningRateSignature());
  }

  /** [B, n, 28, 112] → [B·n, 28, 112]. */
  private static Operand<TUint8> flat(Ops tf, Operand<TUint8> images, Shape item) {
    return tf.reshape(images, tf.constant(Shape.of(-1).append(item)));
  }

  /** [B·n] → [B, n]. */
  private Operand<TFloat32> perExample(Ops tf, Operand<TFloat32> scores) {
    return tf.reshape(scores, tf.array(-1, items));
  }
}
