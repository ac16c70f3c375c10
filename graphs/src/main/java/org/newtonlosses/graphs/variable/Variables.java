package org.newtonlosses.graphs.variable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;
import org.tensorflow.types.family.TType;

/**
 * The variables of a graph: created here, initialised together, saved and restored together.
 *
 * <p>They are resource variables, which TensorFlow Java's own saver leaves out without a word;
 * {@link #addSaver()} puts the operations into the graph that {@link Session#save}, {@link
 * Session#restore} and the SavedModel exporter look for.
 *
 * <pre>{@code
 * Variables variables = new Variables(tf, 7);
 * Operand<TFloat32> scale = variables.trainable("scale", Shape.of(2), new InitialValue.Constant(3));
 * variables.addSaver();
 * variables.initialize(session);
 * tf.identity(scale); // → [3, 3]
 * variables.parameterCount(); // → 2
 * }</pre>
 */
public final class Variables implements ParameterSource {

  private final Ops tf;
  private final long seed;
  private final List<Variable<?>> all = new ArrayList<>();
  private final List<Variable<TFloat32>> trainable = new ArrayList<>();
  private final List<Op> initializers = new ArrayList<>();

  /**
   * No variables yet.
   *
   * @param tf builds the nodes
   * @param seed determines all random initial values, whatever the machine
   */
  public Variables(Ops tf, long seed) {
    this.tf = tf;
    this.seed = seed;
  }

  /** {@inheritDoc} Random values are seeded by the order of creation. */
  @Override
  public Operand<TFloat32> trainable(String name, Shape shape, InitialValue initial) {
    Variable<TFloat32> variable = create(name, shape, initial);
    trainable.add(variable);
    return variable.value();
  }

  @Override
  public State state(String name, Shape shape, InitialValue initial) {
    Variable<TFloat32> variable = create(name, shape, initial);
    return new State(variable.handle(), variable.value());
  }

  /**
   * A variable of float32 numbers that is not trained, such as an optimiser's slot.
   *
   * @param name unique in graph and checkpoint
   * @param shape fully known
   * @param initial how it is initialised
   * @throws IllegalArgumentException if there is a variable of that name
   */
  public Variable<TFloat32> create(String name, Shape shape, InitialValue initial) {
    return create(name, shape, initial.draw(tf, shape, seed, all.size()));
  }

  /**
   * A variable of any type that is not trained, such as a counter.
   *
   * @param name unique in graph and checkpoint
   * @param shape fully known
   * @param initial its initial value, of that shape
   * @throws IllegalArgumentException if there is a variable of that name
   */
  public <T extends TType> Variable<T> create(String name, Shape shape, Operand<T> initial) {
    if (all.stream().anyMatch(variable -> variable.name().equals(name))) {
      throw new IllegalArgumentException("there are two variables of the name " + name);
    }
    Operand<? extends TType> handle =
        // Operations may not have a slash in their names, checkpoints may.
        tf.withName(name.replace('/', '.'))
            .varHandleOp(initial.type(), shape, VarHandleOp.sharedName(name));
    initializers.add(tf.assignVariableOp(handle, initial));
    Variable<T> variable =
        new Variable<>(name, shape, handle, tf.readVariableOp(handle, initial.type()));
    all.add(variable);
    return variable;
  }

  /** The trainable parameters, in the order of their creation. */
  public List<Variable<TFloat32>> trainable() {
    return Collections.unmodifiableList(trainable);
  }

  /** How many trainable numbers there are. */
  public long parameterCount() {
    return trainable.stream().mapToLong(variable -> variable.shape().size()).sum();
  }

  /**
   * Sets all variables of the session to their initial values; {@code session.initialize()} does
   * not know them.
   */
  public void initialize(Session session) {
    Session.Runner runner = session.runner();
    initializers.forEach(op -> runner.addTarget(op.op()));
    runner.run().close();
  }

  /** Adds the operations that save and restore all variables; call once, when all are created. */
  public void addSaver() {
    Ops save = tf.withSubScope("save");
    Placeholder<TString> filename =
        save.withName("filename").placeholder(TString.class, Placeholder.shape(Shape.scalar()));
    Operand<TString> names = strings(save, all.stream().map(Variable::name).toList());
    Operand<TString> whole = strings(save, Collections.nCopies(all.size(), ""));
    List<Operand<?>> values = new ArrayList<>();
    List<Class<? extends TType>> types = new ArrayList<>();
    for (Variable<?> variable : all) {
      values.add(variable.value());
      types.add(variable.value().type());
    }
    Op write = save.train.save(filename, names, whole, values);
    save.withControlDependencies(write).withName("control_dependency").identity(filename);

    List<Output<?>> restored = save.train.restore(filename, names, whole, types).tensors();
    List<Op> assigned = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      assigned.add(save.assignVariableOp(all.get(i).handle(), restored.get(i)));
    }
    save.withControlDependencies(assigned).withName("restore_all").noOp();
  }

  private static Operand<TString> strings(Ops tf, List<String> values) {
    return tf.constant(StdArrays.ndCopyOf(values.toArray(String[]::new)));
  }
}
