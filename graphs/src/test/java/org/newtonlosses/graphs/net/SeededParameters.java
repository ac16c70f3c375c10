package org.newtonlosses.graphs.net;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.newtonlosses.graphs.variable.InitialValue;
import org.newtonlosses.graphs.variable.ParameterSource;
import org.newtonlosses.graphs.variable.State;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.TFloat32;

/**
 * Parameters in resource variables, from stateless seeds 1, 2, …: what the tests of networks need.
 * Constants are disturbed, so that no scale, shift or statistic goes unnoticed.
 */
final class SeededParameters implements ParameterSource {
  private final Ops tf;
  private final List<Op> initializers = new ArrayList<>();
  private final List<Operand<TFloat32>> reads = new ArrayList<>();
  private final Map<String, Operand<TFloat32>> all = new LinkedHashMap<>();

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
    long seed = all.size() + 1L;
    Operand<TFloat32> value = initial.draw(tf, shape, seed, 0);
    if (initial instanceof InitialValue.Constant) {
      value = tf.math.add(value, new InitialValue.Uniform(0.5).draw(tf, shape, seed, 0));
    }
    initializers.add(tf.assignVariableOp(variable, value));
    Operand<TFloat32> read = tf.readVariableOp(variable, TFloat32.class);
    all.put(name, read);
    return new State(variable, read);
  }

  /** The value of each parameter, trainable or not, by name. */
  Map<String, double[]> values(Session session) {
    Session.Runner runner = session.runner();
    all.values().forEach(runner::fetch);
    Map<String, double[]> values = new LinkedHashMap<>();
    try (Result result = runner.run()) {
      int k = 0;
      for (String name : all.keySet()) {
        values.put(name, Closeness.values((TFloat32) result.get(k++)));
      }
    }
    return values;
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
