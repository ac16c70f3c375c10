package org.newtonlosses.graphs.variable;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.op.Op;
import org.tensorflow.op.Operands;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.op.train.MergeV2Checkpoints;
import org.tensorflow.proto.CollectionDef;
import org.tensorflow.proto.VariableDef;
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
    Operand<? extends TType> handle = handle(name, initial.type(), shape);
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

  /**
   * Adds the operations that save and restore all variables; call once, when all are created.
   *
   * <p>What is restored is a checkpoint in TensorFlow's format V2 that has all variables, by their
   * names, types and shapes. If one is missing or another, the run fails and changes nothing.
   *
   * @return their input and outputs, for signatures
   */
  public Saver addSaver() {
    Ops save = tf.withSubScope("save");
    Placeholder<TString> filename =
        save.withName("filename").placeholder(TString.class, Placeholder.shape(Shape.scalar()));
    Operand<TString> names = strings(save, all.stream().map(Variable::name).toList());
    Operand<TString> whole = strings(save, Collections.nCopies(all.size(), ""));
    List<Class<? extends TType>> types =
        all.stream().<Class<? extends TType>>map(v -> v.value().type()).toList();
    Op written = write(save, filename, names, whole);
    Operand<TString> saved =
        save.withControlDependencies(written).withName("control_dependency").identity(filename);

    List<Output<?>> restored = save.train.restore(filename, names, whole, types).tensors();
    List<Operand<?>> checked = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      // Named after the variable, which the error message then names.
      checked.add(ensureShape(save, all.get(i), restored.get(i)));
    }
    Op allFit = save.withControlDependencies(List.<Op>copyOf(checked)).noOp();
    Ops fitting = save.withControlDependencies(allFit);
    List<Op> assigned = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      assigned.add(fitting.assignVariableOp(all.get(i).handle(), checked.get(i)));
    }
    Op done = save.withControlDependencies(assigned).withName("restore_all").noOp();
    return new Saver(filename, saved, save.withControlDependencies(done).identity(filename));
  }

  /**
   * Writes beside the place and moves what is complete: the operation that writes a checkpoint
   * makes one folder, this makes all that are missing, and a full disk leaves what was there.
   */
  private Op write(
      Ops save, Operand<TString> prefix, Operand<TString> names, Operand<TString> whole) {
    Operand<TString> part = save.strings.join(List.of(prefix, save.constant("_temp/part")));
    Operand<TString> index = save.strings.join(List.of(part, save.constant(".index")));
    Op folders = save.io.writeFile(index, save.constant(""));
    List<Operand<?>> values = all.stream().<Operand<?>>map(Variable::value).toList();
    Op written = save.withControlDependencies(folders).train.save(part, names, whole, values);
    return save.withControlDependencies(written)
        .train
        .mergeV2Checkpoints(
            save.reshape(part, save.array(1)), prefix, MergeV2Checkpoints.deleteOldDirs(true));
  }

  /**
   * The variables as the collections of a MetaGraphDef, {@code variables} and {@code
   * trainable_variables}: what Python's TensorFlow needs to know them as variables.
   */
  public Map<String, CollectionDef> collections() {
    CollectionDef.BytesList.Builder everything = CollectionDef.BytesList.newBuilder();
    CollectionDef.BytesList.Builder trained = CollectionDef.BytesList.newBuilder();
    for (int i = 0; i < all.size(); i++) {
      Variable<?> variable = all.get(i);
      boolean isTrainable = trainable.contains(variable);
      ByteString definition =
          VariableDef.newBuilder()
              .setVariableName(tensor(variable.handle()))
              .setInitializerName(initializers.get(i).op().name())
              .setSnapshotName(tensor(variable.value()))
              .setIsResource(true)
              .setTrainable(isTrainable)
              .build()
              .toByteString();
      everything.addValue(definition);
      if (isTrainable) {
        trained.addValue(definition);
      }
    }
    return Map.of(
        "variables", CollectionDef.newBuilder().setBytesList(everything).build(),
        "trainable_variables", CollectionDef.newBuilder().setBytesList(trained).build());
  }

  private static String tensor(Operand<?> operand) {
    return operand.op().name() + ":" + operand.asOutput().index();
  }

  private Operand<? extends TType> handle(String name, Class<? extends TType> type, Shape shape) {
    if (name.indexOf('/') < 0) {
      return tf.withName(name).varHandleOp(type, shape, VarHandleOp.sharedName(name));
    }
    // Ops refuses slashes; Python's savers take the operation's name for that of the variable.
    OperationBuilder builder = tf.scope().env().opBuilder(VarHandleOp.OP_NAME, name, tf.scope());
    builder.setAttr("dtype", Operands.toDataType(type));
    builder.setAttr("shape", shape);
    builder.setAttr("shared_name", name);
    return new VarHandleOp(builder.build());
  }

  private static <T extends TType> Operand<T> ensureShape(
      Ops save, Variable<?> variable, Operand<T> restored) {
    return save.withName(variable.name().replace('/', '.')).ensureShape(restored, variable.shape());
  }

  private static Operand<TString> strings(Ops tf, List<String> values) {
    return tf.constant(StdArrays.ndCopyOf(values.toArray(String[]::new)));
  }
}
