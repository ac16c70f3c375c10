package toptwo;

import java.util.List;
import java.util.Map;
import org.newtonlosses.graphs.model.Fed;
import org.newtonlosses.graphs.model.Input;
import org.newtonlosses.graphs.model.SupervisedModel;
import org.newtonlosses.graphs.net.Ports;
import org.newtonlosses.graphs.newton.DifferentiableLoss;
import org.newtonlosses.graphs.newton.Loss;
import org.newtonlosses.graphs.smooth.NoiseSource;
import org.newtonlosses.graphs.sort.HardPermutation;
import org.newtonlosses.graphs.sort.RelaxedSort;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/** An own model and loss: five items with features, of which only the two largest are known. */
record TopTwoModel(
    RelaxedSort sort, List<Input<?>> features, List<Input<?>> labels, Ports ports, int width)
    implements SupervisedModel {
  static final int ITEMS = 5;
  static final int FEATURES = 4;
  private static final Shape SET = Shape.of(ITEMS, FEATURES);
  private static final Input<TFloat32> X = new Input<>("features", TFloat32.class, SET.prepend(-1));
  private static final Input<TFloat32> TOP = new Input<>("top", TFloat32.class, Shape.of(-1, ITEMS));

  TopTwoModel(RelaxedSort sort) {
    this(sort, List.of(X), List.of(TOP), new Ports(TFloat32.class, SET, Shape.of(ITEMS)), ITEMS);
  }

  /** The squared distance between relaxed and true membership of the two largest. */
  static <T extends TNumber> DifferentiableLoss<T> loss(RelaxedSort sort, Operand<T> top) {
    return (tf, scores) -> {
      Operand<T> found = lastTwo(tf, sort.call(tf, scores).permutation());
      return tf.sum(tf.math.square(tf.math.sub(found, top)), tf.constant(1));
    };
  }

  @Override
  public Loss<TFloat32> loss(Ops tf, Fed in, NoiseSource<TFloat32> noise) {
    return loss(sort, in.get(TOP));
  }

  @Override
  public Map<String, Operand<TFloat32>> metrics(
      Ops tf, Fed in, Operand<TFloat32> scores, Map<String, Operand<? extends TType>> served) {
    Operand<TFloat32> found = lastTwo(tf, HardPermutation.of(tf, scores, TFloat32.class));
    var right = tf.reduceAll(tf.math.equal(found, in.get(TOP)), tf.constant(1));
    return Map.of("top_two", tf.sum(tf.dtypes.cast(right, TFloat32.class), tf.constant(0)));
  }

  /** How much each item holds the last two ranks, [B, ITEMS]. */
  private static <T extends TNumber> Operand<T> lastTwo(Ops tf, Operand<T> permutation) {
    return tf.sum(
        tf.slice(permutation, tf.array(0, ITEMS - 2, 0), tf.array(-1, 2, -1)), tf.constant(1));
  }
}
