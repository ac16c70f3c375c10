package org.newtonlosses.graphs.autodiff;

import java.util.List;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * The gradient of a kind of operation z = f(x<sub>0</sub>, x<sub>1</sub>, …): from the gradients dz
 * of its outputs those of its inputs, dx<sub>i</sub> = (∂z/∂x<sub>i</sub>)ᵀ dz. See {@link
 * MissingGradients#add}.
 *
 * <pre>{@code
 * // z = erfc(x): dx = −2/√π · exp(−x²) · dz
 * GradientRule erfc =
 *     (tf, node) -> {
 *       Operand<TNumber> bell = tf.math.exp(tf.math.neg(tf.math.square(node.input(0))));
 *       Operand<TNumber> factor =
 *           tf.dtypes.cast(tf.constant(-2 / Math.sqrt(Math.PI)), node.input(0).type());
 *       return List.of(tf.math.mul(node.gradient(0), tf.math.mul(factor, bell)));
 *     };
 * }</pre>
 *
 * <p>TensorFlow holds a lock while it calls a rule: <b>asking for a shape, or for all inputs at
 * once, waits forever</b> ({@code operand.shape()}, {@code operand.toString()}, {@code
 * operation.inputs()}). Ask for shapes in the graph, with {@code tf.shape}. A second derivative
 * needs operations in the rule that have gradients themselves.
 */
@FunctionalInterface
public interface GradientRule {

  /**
   * The gradients of the inputs.
   *
   * @param tf builds the nodes
   * @param node the operation, its inputs, outputs and their gradients
   * @return one for each input, of its type and shape; {@code tf.zerosLike(node.input(i))} for an
   *     input that has none, such as an index
   */
  List<? extends Operand<?>> call(Ops tf, Node node);

  /**
   * An operation that is differentiated.
   *
   * @param operation the operation; for its attributes
   * @param gradients of its outputs
   */
  record Node(GraphOperation operation, List<Output<?>> gradients) {

    /** Copies the list. */
    public Node {
      gradients = List.copyOf(gradients);
    }

    /** x<sub>i</sub>. */
    @SuppressWarnings("unchecked") // gradients are of numbers
    public Operand<TNumber> input(int index) {
      return (Operand<TNumber>) operation.input(index);
    }

    /** z<sub>i</sub>. */
    public Operand<TNumber> output(int index) {
      return operation.output(index);
    }

    /** dz<sub>i</sub>, of the type and shape of z<sub>i</sub>. */
    @SuppressWarnings("unchecked") // gradients are of numbers
    public Operand<TNumber> gradient(int index) {
      return (Operand<TNumber>) gradients.get(index);
    }
  }
}
