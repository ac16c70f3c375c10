package org.newtonlosses.graphs.autodiff;

import static org.tensorflow.internal.c_api.global.tensorflow.TFJ_HasGradient;
import static org.tensorflow.internal.c_api.global.tensorflow.TFJ_RegisterCustomGradient;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.internal.c_api.TFJ_GradFuncAdapter;
import org.tensorflow.op.Ops;
import org.tensorflow.op.RawCustomGradient;
import org.tensorflow.op.core.StridedSlice;
import org.tensorflow.op.nn.BiasAdd;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * Gradients that TensorFlow's C++ library lacks: those of the gradient operations of common
 * functions (hence their second derivatives), and of {@code Xlogy}.
 *
 * <p>TensorFlow keeps gradients in a registry of the whole process; they are entered once, when
 * {@link Derivatives} is first used, and never replace one that is there. TensorFlow Java has room
 * for ten registered functions in a process and crashes at the eleventh, so one function serves all
 * operations and nine remain for the user.
 */
public final class MissingGradients {

  /** The gradients of an operation's inputs, from the operation and its output's gradient. */
  @FunctionalInterface
  private interface Rule {
    List<Operand<?>> call(Ops tf, Inputs op, Operand<TNumber> dz);
  }

  private static final Map<String, Rule> RULES =
      Map.ofEntries(
          // y = σ(x): dy · y (1 − y)
          Map.entry(
              "SigmoidGrad",
              (tf, op, dz) -> {
                Operand<TNumber> y = op.get(0);
                Operand<TNumber> dy = op.get(1);
                Operand<TNumber> slope = tf.math.sub(number(tf, y, 1), times(tf, 2, y));
                return List.of(product(tf, dz, dy, slope), tf.math.sigmoidGrad(y, dz));
              }),
          // y = tanh(x): dy (1 − y²)
          Map.entry(
              "TanhGrad",
              (tf, op, dz) -> {
                Operand<TNumber> y = op.get(0);
                return List.of(
                    times(tf, -2, product(tf, dz, op.get(1), y)), tf.math.tanhGrad(y, dz));
              }),
          // y = √x: dy / (2y)
          Map.entry(
              "SqrtGrad",
              (tf, op, dz) -> {
                Operand<TNumber> y = op.get(0);
                Operand<TNumber> slope = times(tf, -0.5, tf.math.reciprocal(tf.math.square(y)));
                return List.of(product(tf, dz, op.get(1), slope), tf.math.sqrtGrad(y, dz));
              }),
          // y = 1/√x: −½ dy y³
          Map.entry(
              "RsqrtGrad",
              (tf, op, dz) -> {
                Operand<TNumber> y = op.get(0);
                return List.of(
                    times(tf, -1.5, product(tf, dz, op.get(1), tf.math.square(y))),
                    tf.math.rsqrtGrad(y, dz));
              }),
          // y = 1/x: −dy y²
          Map.entry("ReciprocalGrad", MissingGradients::reciprocal),
          Map.entry("InvGrad", MissingGradients::reciprocal),
          // dy · σ(x)
          Map.entry(
              "SoftplusGrad",
              (tf, op, dz) -> {
                Operand<TNumber> x = op.get(1);
                Operand<TNumber> sigmoid = tf.math.sigmoid(x);
                return List.of(
                    tf.math.softplusGrad(dz, x),
                    tf.math.sigmoidGrad(sigmoid, tf.math.mul(dz, op.get(0))));
              }),
          // dy / (1 + |x|)²
          Map.entry(
              "SoftsignGrad",
              (tf, op, dz) -> {
                Operand<TNumber> x = op.get(1);
                Operand<TNumber> base = tf.math.add(number(tf, x, 1), tf.math.abs(x));
                Operand<TNumber> cube = tf.math.mul(base, tf.math.square(base));
                Operand<TNumber> slope = tf.math.div(times(tf, -2, tf.math.sign(x)), cube);
                return List.of(tf.nn.softsignGrad(dz, x), product(tf, dz, op.get(0), slope));
              }),
          // dy where x > 0
          Map.entry(
              "ReluGrad",
              (tf, op, dz) -> List.of(tf.nn.reluGrad(dz, op.get(1)), tf.zerosLike(op.get(1)))),
          Map.entry(
              "Relu6Grad",
              (tf, op, dz) -> List.of(tf.nn.relu6Grad(dz, op.get(1)), tf.zerosLike(op.get(1)))),
          // dy · (y < 0 ? y + 1 : 1)
          Map.entry(
              "EluGrad",
              (tf, op, dz) -> {
                Operand<TNumber> y = op.get(1);
                return List.of(
                    tf.nn.eluGrad(dz, y), whereNegative(tf, y, tf.math.mul(dz, op.get(0))));
              }),
          // dy · (y < 0 ? y + scale·α : scale)
          Map.entry(
              "SeluGrad",
              (tf, op, dz) -> {
                Operand<TNumber> y = op.get(1);
                return List.of(
                    tf.nn.seluGrad(dz, y), whereNegative(tf, y, tf.math.mul(dz, op.get(0))));
              }),
          // the sum over all axes but the channels'
          Map.entry(
              "BiasAddGrad",
              (tf, op, dz) -> {
                Operand<TNumber> dy = op.get(0);
                return List.of(
                    tf.nn.biasAdd(
                        tf.zerosLike(dy),
                        dz,
                        BiasAdd.dataFormat(
                            op.operation().attributes().getAttrString("data_format"))));
              }),
          // zeros with dy at the slice
          Map.entry("StridedSliceGrad", MissingGradients::stridedSlice),
          // x log y, and 0 at x = 0
          Map.entry(
              "Xlogy",
              (tf, op, dz) -> {
                Operand<TNumber> x = op.get(0);
                Operand<TNumber> y = op.get(1);
                Operand<TNumber> used =
                    tf.dtypes.cast(tf.math.notEqual(x, tf.zerosLike(x)), x.type());
                return List.of(
                    unbroadcast(tf, x, tf.math.mul(dz, tf.math.xlogy(used, y))),
                    unbroadcast(tf, y, tf.math.mul(dz, tf.math.divNoNan(x, y))));
              }));

  // TensorFlow keeps only the native side of the function.
  private static TFJ_GradFuncAdapter dispatcher;

  private MissingGradients() {}

  /** The operations whose gradient this class supplies. */
  public static Set<String> operations() {
    return RULES.keySet();
  }

  /**
   * Enters the gradients into TensorFlow's registry, once for the process. Does nothing on Windows,
   * where TensorFlow Java cannot.
   */
  public static synchronized void register() {
    boolean windows = System.getProperty("os.name").startsWith("Windows");
    if (dispatcher != null || windows) {
      return;
    }
    dispatcher = RawCustomGradient.adapter(MissingGradients::dispatch);
    for (String operation : RULES.keySet()) {
      if (!TFJ_HasGradient(operation)) {
        TFJ_RegisterCustomGradient(operation, dispatcher);
      }
    }
  }

  private static List<Operand<?>> dispatch(
      Ops tf, GraphOperation operation, List<Output<?>> gradients) {
    @SuppressWarnings("unchecked") // all rules are for operations on numbers
    Operand<TNumber> dz = (Operand<TNumber>) gradients.get(0);
    return RULES.get(operation.type()).call(tf, new Inputs(operation), dz);
  }

  private static List<Operand<?>> reciprocal(Ops tf, Inputs op, Operand<TNumber> dz) {
    Operand<TNumber> y = op.get(0);
    return List.of(times(tf, -2, product(tf, dz, op.get(1), y)), tf.math.reciprocalGrad(y, dz));
  }

  private static List<Operand<?>> stridedSlice(Ops tf, Inputs op, Operand<TNumber> dz) {
    var attributes = op.operation().attributes();
    Operand<TNumber> shape = op.get(0);
    Operand<TNumber> begin = op.get(1);
    Operand<TNumber> end = op.get(2);
    Operand<TNumber> strides = op.get(3);
    return List.of(
        tf.zerosLike(shape),
        tf.zerosLike(begin),
        tf.zerosLike(end),
        tf.zerosLike(strides),
        tf.stridedSlice(
            dz,
            begin,
            end,
            strides,
            StridedSlice.beginMask(attributes.getAttrInt("begin_mask")),
            StridedSlice.endMask(attributes.getAttrInt("end_mask")),
            StridedSlice.ellipsisMask(attributes.getAttrInt("ellipsis_mask")),
            StridedSlice.newAxisMask(attributes.getAttrInt("new_axis_mask")),
            StridedSlice.shrinkAxisMask(attributes.getAttrInt("shrink_axis_mask"))));
  }

  /** Sums a gradient over the axes along which its argument was broadcast. */
  private static Operand<TNumber> unbroadcast(
      Ops tf, Operand<TNumber> argument, Operand<TNumber> gradient) {
    Operand<TInt32> shape = tf.shape(argument);
    Operand<TInt32> axes = tf.broadcastGradientArgs(shape, tf.shape(gradient)).r0();
    return tf.reshape(tf.sum(gradient, axes), shape);
  }

  private static Operand<TNumber> whereNegative(
      Ops tf, Operand<TNumber> y, Operand<TNumber> value) {
    return tf.math.mul(value, tf.dtypes.cast(tf.math.less(y, tf.zerosLike(y)), y.type()));
  }

  private static Operand<TNumber> number(Ops tf, Operand<TNumber> like, double value) {
    return tf.dtypes.cast(tf.constant(value), like.type());
  }

  private static Operand<TNumber> times(Ops tf, double factor, Operand<TNumber> value) {
    return tf.math.mul(number(tf, value, factor), value);
  }

  private static Operand<TNumber> product(
      Ops tf, Operand<TNumber> a, Operand<TNumber> b, Operand<TNumber> c) {
    return tf.math.mul(tf.math.mul(a, b), c);
  }

  /** An operation's inputs; one by one, since asking for all of them at once here deadlocks. */
  private record Inputs(GraphOperation operation) {
    @SuppressWarnings("unchecked") // all rules are for operations on numbers
    Operand<TNumber> get(int index) {
      return (Operand<TNumber>) operation.input(index);
    }
  }
}
