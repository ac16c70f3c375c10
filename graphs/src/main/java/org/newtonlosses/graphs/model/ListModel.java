package org.newtonlosses.graphs.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.newtonlosses.graphs.net.Ports;
import org.newtonlosses.graphs.net.Scaling;
import org.newtonlosses.graphs.newton.Loss;
import org.newtonlosses.graphs.parameter.Ranges;
import org.newtonlosses.graphs.rank.ListLoss;
import org.newtonlosses.graphs.rank.ListMetrics;
import org.newtonlosses.graphs.smooth.NoiseSource;
import org.newtonlosses.graphs.sort.RelaxedSort;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/**
 * Learning to rank: lists of items of which grades are known → scores, each of its item alone → a
 * loss on the lists. Lists have different lengths; they are padded, in any slot, by items with a
 * negative grade, which change nothing.
 *
 * <table>
 * <caption>Tensors; B and n are free</caption>
 * <tr><td>features</td><td>items [B, n, …], such as float32 [B, n, F] or uint8 [B, n, h, w, c]</td></tr>
 * <tr><td>labels</td><td>grades float32 [B, n], 0 or more; negative where there is no item</td></tr>
 * <tr><td>served</td><td>scores [B, n]</td></tr>
 * <tr><td>metrics</td><td>those of {@link ListMetrics}, of all n items</td></tr>
 * </table>
 *
 * <p>The loss sees the first m slots: as many are fed in training; where longer lists are evaluated
 * their metrics are those of all items, and their loss is that of the first m.
 *
 * <p>The predictions of padding are 0 and have no gradient. So a list of L items is an example of m
 * predictions, m − L of which its loss does not depend on: their gradient, and their rows and
 * columns of its Hessian, are 0, and the curvature C is the mean over the lists, as ever. The step
 * (C + λI)⁻¹ g of padding is dropped.
 *
 * <p>With K members the network predicts K scores of each item, as an {@link
 * org.newtonlosses.graphs.net.Ensemble} does. Each member has the loss of its own scores, so that a
 * batch of B lists is one of K·B examples, and the curvature is the mean over all of them; the mean
 * of the scores is served and measured.
 *
 * <pre>{@code
 * ListModel model =
 *     new ListModel(
 *         new Input<>("features", TFloat32.class, Shape.of(-1, -1, 136)),
 *         Standardization.NONE,
 *         new NeuralSort(1, false),
 *         new SoftNdcg(10, Gain.EXPONENTIAL),
 *         new ListMetrics.Relevance(Gain.EXPONENTIAL, 1),
 *         40,
 *         1);
 * model.ports().input(); // → [136]
 * model.width(); // → 40
 * }</pre>
 *
 * @param items the feature: its name, type and shape [−1, −1, …], known but for B and n
 * @param standardization brings features to a common scale
 * @param sort relaxes the order of the scores, if the loss asks for it
 * @param loss the loss
 * @param metrics what is measured
 * @param slots m, at least 2
 * @param members K, at least 1
 */
public record ListModel(
    Input<?> items,
    Scaling standardization,
    RelaxedSort sort,
    ListLoss loss,
    ListMetrics metrics,
    int slots,
    int members)
    implements SupervisedModel {

  /** Label: the grades of the items. */
  public static final String GRADES = "grades";

  /** Served: a score for each item. */
  public static final String SCORES = "scores";

  private static final Input<TFloat32> LABEL =
      new Input<>(GRADES, TFloat32.class, Shape.of(-1, -1));

  /**
   * Checks shape and m.
   *
   * @throws IllegalArgumentException if the feature's shape is not [−1, −1, …] with the rest known,
   *     m is less than 2, or K less than 1
   */
  public ListModel {
    Objects.requireNonNull(standardization, "standardization");
    Objects.requireNonNull(sort, "sort");
    Objects.requireNonNull(loss, "loss");
    Objects.requireNonNull(metrics, "metrics");
    Ranges.requireAtLeast("slots", 2, slots);
    Ranges.requireAtLeast("members", 1, members);
    Shape shape = items.shape();
    if (shape.numDimensions() < 2 || item(shape).hasUnknownDimension()) {
      throw new IllegalArgumentException(
          "items must have the shape [-1, -1, ...], known but for lists and items, found " + shape);
    }
  }

  private static Shape item(Shape shape) {
    return shape.subShape(2, shape.numDimensions());
  }

  @Override
  public List<Input<?>> features() {
    return List.of(items);
  }

  @Override
  public List<Input<?>> labels() {
    return List.of(LABEL);
  }

  @Override
  public Ports ports() {
    Shape scores = members == 1 ? Shape.scalar() : Shape.of(members);
    return new Ports(items.type(), item(items.shape()), scores, standardization);
  }

  @Override
  public int width() {
    return slots;
  }

  @Override
  public int repetitions() {
    return members;
  }

  @Override
  public Operand<TFloat32> predict(Ops tf, Fed in, NetworkCall network) {
    Operand<? extends TType> all = in.get(items);
    Operand<TFloat32> scores =
        network.call(tf.reshape(all, tf.constant(Shape.of(-1).append(item(items.shape())))));
    Operand<TInt32> lists = tf.slice(tf.shape(all), tf.array(0), tf.array(2));
    return tf.reshape(
        scores,
        members == 1 ? lists : tf.concat(List.of(lists, tf.array(members)), tf.constant(0)));
  }

  /** Those of the first member for all lists, then those of the second, …. */
  @Override
  public Operand<TFloat32> lossPredictions(Ops tf, Fed in, Operand<TFloat32> predictions) {
    Operand<TFloat32> scores = predictions;
    if (members > 1) {
      Operand<TFloat32> first = tf.linalg.transpose(predictions, tf.array(2, 0, 1));
      Operand<TInt32> slotsOfAll = tf.gather(tf.shape(predictions), tf.constant(1), tf.constant(0));
      scores = tf.reshape(first, tf.stack(List.of(tf.constant(-1), slotsOfAll)));
    }
    Operand<TFloat32> grades = grades(tf, in);
    Op fits =
        tf.assertThat(
            tf.reduceAll(tf.math.equal(tf.shape(grades), tf.shape(scores)), tf.constant(0)),
            List.of(
                tf.constant("there must be a grade for each item, found items and grades"),
                tf.shape(scores),
                tf.shape(grades)));
    Ops checked = tf.withControlDependencies(List.of(fits));
    Operand<TFloat32> present =
        tf.select(
            tf.math.greaterEqual(checked.identity(grades), tf.constant(0f)),
            scores,
            tf.zerosLike(scores));
    return first(tf, present, 0);
  }

  /** Once for each member. */
  private Operand<TFloat32> grades(Ops tf, Fed in) {
    return members == 1 ? in.get(LABEL) : tf.tile(in.get(LABEL), tf.array(members, 1));
  }

  @Override
  public Loss<TFloat32> loss(Ops tf, Fed in, NoiseSource<TFloat32> noise) {
    return loss.loss(tf, sort, first(tf, grades(tf, in), -1), TFloat32.class);
  }

  /** The first m slots of [B, n], filled up where there are fewer. */
  private Operand<TFloat32> first(Ops tf, Operand<TFloat32> all, float filling) {
    Operand<TInt32> n = tf.gather(tf.shape(all), tf.constant(1), tf.constant(0));
    Operand<TInt32> m = tf.constant(slots);
    Operand<TInt32> kept = tf.math.minimum(n, m);
    Operand<TFloat32> cut = tf.slice(all, tf.array(0, 0), tf.stack(List.of(tf.constant(-1), kept)));
    Operand<TInt32> missing = tf.stack(List.of(tf.constant(0), tf.math.sub(m, kept)));
    Operand<TInt32> padding = tf.stack(List.of(tf.array(0, 0), missing));
    return tf.reshape(tf.pad(cut, padding, tf.constant(filling)), tf.array(-1, slots));
  }

  @Override
  public Map<String, Operand<? extends TType>> serve(
      Ops tf, Fed in, Operand<TFloat32> predictions) {
    return Map.of(SCORES, members == 1 ? predictions : tf.math.mean(predictions, tf.constant(2)));
  }

  @Override
  public Map<String, Operand<TFloat32>> metrics(
      Ops tf, Fed in, Operand<TFloat32> predictions, Map<String, Operand<? extends TType>> served) {
    @SuppressWarnings("unchecked") // as serve made them
    Operand<TFloat32> scores = (Operand<TFloat32>) served.get(SCORES);
    return metrics.of(tf, scores, in.get(LABEL));
  }
}
