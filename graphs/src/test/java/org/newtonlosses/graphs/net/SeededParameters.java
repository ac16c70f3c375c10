package org.newtonlosses.graphs.net;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.TFloat32;

/**
 * Parameters in resource variables, from stateless seeds 1, 2, …: what the tests of networks need.
 */
final class SeededParameters implements ParameterSource {
  private final Ops tf;
  private final List<Op> initializers = new ArrayList<>();
  private final List<Operand<TFloat32>> reads = new ArrayList<>();

  SeededParameters(Ops tf) {
    this.tf = tf;
  }

  @Override
  public Operand<TFloat32> trainable(String name, Shape shape, InitialValue initial) {
    Operand<TFloat32> read = create(name, shape, initial).value();
    reads.add(read);
    return read;
  }

  @Override
  public State state(String name, Shape shape, InitialValue initial) {
    return create(name, shape, initial);
  }

  private State create(String name, Shape shape, InitialValue initial) {
    VarHandleOp variable = tf.varHandleOp(TFloat32.class, shape, VarHandleOp.sharedName(name));
    long seed = initializers.size() + 1L;
    initializers.add(tf.assignVariableOp(variable, initial.draw(tf, shape, seed, 0)));
    return new State(variable, tf.readVariableOp(variable, TFloat32.class));
  }

  /** The value of each trainable parameter, in the order of declaration. */
  List<Operand<TFloat32>> reads() {
    return List.copyOf(reads);
  }

  /** Number of scalars in all trainable parameters. */
  long count() {
    return reads.stream().mapToLong(read -> read.shape().size()).sum();
  }

  /**
   * Gradients of Σ dy · y with respect to each trainable parameter, in the order of declaration.
   */
  List<Output<?>> gradients(Graph graph, Operand<TFloat32> y, Operand<TFloat32> dy) {
    Output<?>[] x = reads.stream().map(Operand::asOutput).toArray(Output<?>[]::new);
    return List.of(
        graph.addGradients(
            null, new Output<?>[] {y.asOutput()}, x, new Output<?>[] {dy.asOutput()}));
  }

  void initialize(Session session) {
    Session.Runner runner = session.runner();
    initializers.forEach(runner::addTarget);
    runner.run().close();
  }
}
