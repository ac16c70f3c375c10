package org.newtonlosses.graphs.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.newtonlosses.graphs.net.Ports;
import org.newtonlosses.graphs.newton.Loss;
import org.newtonlosses.graphs.smooth.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/**
 * The description of a model that is trained from labels: its inputs, how predictions come from
 * them through a network, the loss on predictions, what is measured and what is served. {@link
 * TrainableModel} makes a SavedModel of it.
 *
 * <p>A description is a value: it creates no variables and may be asked several times.
 *
 * <pre>{@code
 * SupervisedModel ranking = new RankingModel(new NeuralSort(1, false), new CrossEntropy(), 5);
 * ranking.labels().get(0).name(); // → values
 * ranking.ports().input(); // → [28, 112]
 * }</pre>
 */
public interface SupervisedModel {

  /** The name under which predictions are served where the model does not say otherwise. */
  String PREDICTIONS = "predictions";

  /** What predictions are made from; at least one, each with the batch as its first dimension. */
  List<Input<?>> features();

  /** What a step of training needs beside the features. */
  List<Input<?>> labels();

  /** What an evaluation needs beside features and labels; nothing unless overridden. */
  default List<Input<?>> evaluationLabels() {
    return List.of();
  }

  /** What the network takes and gives for one of its examples. */
  Ports ports();

  /** m, how many numbers are predicted for an example of the loss. */
  int width();

  /**
   * R, how often an example is predicted, such as by the members of an ensemble; unless overridden
   * once. Each repetition has its own loss, so that a batch is one of R·B examples; its loss is the
   * mean over all of them.
   */
  default int repetitions() {
    return 1;
  }

  /**
   * Predicts; unless overridden, what the network makes of the first feature.
   *
   * @param tf builds the nodes
   * @param in the features
   * @param network to be called once
   * @return float32 [B, …]
   */
  default Operand<TFloat32> predict(Ops tf, Fed in, NetworkCall network) {
    return network.call(in.get(features().get(0)));
  }

  /**
   * What the loss takes of the predictions where the model is trained or evaluated; unless
   * overridden all of them.
   *
   * @param tf builds the nodes
   * @param in features and labels
   * @param predictions as {@link #predict} made them
   * @return R·m numbers for each example: m of the first repetition for all examples, then those of
   *     the second, …
   */
  default Operand<TFloat32> lossPredictions(Ops tf, Fed in, Operand<TFloat32> predictions) {
    return predictions;
  }

  /**
   * The loss on predictions [B, m].
   *
   * @param tf builds the nodes
   * @param in features and labels
   * @param noise for a loss that samples
   */
  Loss<TFloat32> loss(Ops tf, Fed in, NoiseSource<TFloat32> noise);

  /**
   * What {@code serving_default} puts out; unless overridden, the predictions by the name {@value
   * #PREDICTIONS}.
   *
   * @param tf builds the nodes
   * @param in the features
   * @param predictions as {@link #predict} made them
   * @return outputs by name
   */
  default Map<String, Operand<? extends TType>> serve(
      Ops tf, Fed in, Operand<TFloat32> predictions) {
    return Map.of(PREDICTIONS, predictions);
  }

  /**
   * The losses of an evaluation where they are not those of training, such as of a model that
   * serves examples of other sizes than it is trained on; unless overridden they are the same.
   *
   * @param tf builds the nodes
   * @param in features and labels
   * @param predictions as {@link #predict} made them
   * @param served what is served for these features
   * @return [B]; if present, {@link #metrics} gets the predictions as they are
   */
  default Optional<Operand<TFloat32>> evaluationLosses(
      Ops tf, Fed in, Operand<TFloat32> predictions, Map<String, Operand<? extends TType>> served) {
    return Optional.empty();
  }

  /**
   * What {@code evaluate} puts out beside the number of examples and the sum of their losses: sums
   * over the batch, so that batches add up; nothing unless overridden.
   *
   * @param tf builds the nodes
   * @param in features, labels and evaluation labels
   * @param predictions [B, m]
   * @param served what is served for these features
   * @return scalars by name
   */
  Map<String, Operand<TFloat32>> metrics(
      Ops tf, Fed in, Operand<TFloat32> predictions, Map<String, Operand<? extends TType>> served);
}
