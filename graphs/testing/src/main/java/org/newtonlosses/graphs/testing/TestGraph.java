package org.newtonlosses.graphs.testing;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/**
 * A small graph that is run several times, such as once a training step: placeholders of one type
 * in, outputs of any type out, as float64. For a single run there is {@link Graphs}.
 *
 * <pre>{@code
 * TestGraph graph = TestGraph.of(TFloat64.class, Shape.of(-1, 2), (tf, y) -> tf.math.square(y));
 * graph.run(new double[] {1, 2}).get(0); // → [[1, 4]]
 * graph.run(new double[] {1, 2, 3, 4}).get(0); // → [[1, 4], [9, 16]]
 * graph.close();
 * }</pre>
 */
public final class TestGraph implements AutoCloseable {

  // The optimiser's start-up costs more than it saves in a few runs.
  static final ConfigProto UNOPTIMISED =
      ConfigProto.newBuilder()
          .setGraphOptions(
              GraphOptions.newBuilder()
                  .setRewriteOptions(RewriterConfig.newBuilder().setDisableMetaOptimizer(true)))
          .build();

  /** Builds a graph of several inputs or outputs. */
  @FunctionalInterface
  public interface Builder<T extends TNumber> {
    /**
     * Builds the nodes.
     *
     * @param tf builds the nodes
     * @param in the placeholders
     * @return the outputs
     */
    List<? extends Operand<? extends TType>> build(Ops tf, List<Operand<T>> in);
  }

  private final Graph graph = new Graph();
  private final Session session;
  private final List<Shape> shapes;
  private final List<Operand<? extends TType>> placeholders = new ArrayList<>();
  private final List<Output<?>> outputs = new ArrayList<>();

  private <T extends TNumber> TestGraph(Class<T> type, List<Shape> shapes, Builder<T> builder) {
    this.shapes = List.copyOf(shapes);
    try {
      Ops tf = Ops.create(graph);
      List<Operand<T>> in = new ArrayList<>();
      for (Shape shape : shapes) {
        in.add(tf.placeholder(type, Placeholder.shape(shape)));
      }
      placeholders.addAll(in);
      for (Operand<? extends TType> output : builder.build(tf, in)) {
        outputs.add(tf.dtypes.cast(output, TFloat64.class).asOutput());
      }
      session = new Session(graph, UNOPTIMISED);
    } catch (RuntimeException e) {
      graph.close();
      throw e;
    }
  }

  /**
   * Builds a graph of one input and one output.
   *
   * @param type of the input
   * @param shape of the input; one dimension may be free (−1)
   * @param function makes the output
   */
  public static <T extends TNumber> TestGraph of(
      Class<T> type, Shape shape, GraphFunction<T> function) {
    return new TestGraph(
        type,
        List.of(shape),
        (Ops tf, List<Operand<T>> in) -> List.of(function.call(tf, in.get(0))));
  }

  /**
   * Builds a graph of several inputs or outputs.
   *
   * @param type of the inputs
   * @param shapes of the inputs; one dimension of each may be free (−1)
   * @param builder makes the outputs
   */
  public static <T extends TNumber> TestGraph of(
      Class<T> type, List<Shape> shapes, Builder<T> builder) {
    return new TestGraph(type, shapes, builder);
  }

  /**
   * Runs the graph.
   *
   * @param inputs one array for each placeholder, in row-major order; a free dimension is taken
   *     from its length
   * @return one for each output
   * @throws IllegalArgumentException if their number or lengths are wrong
   */
  public List<Numbers> run(double[]... inputs) {
    Numbers[] shaped = new Numbers[inputs.length];
    for (int i = 0; i < inputs.length && i < shapes.size(); i++) {
      shaped[i] = Numbers.of(shapes.get(i), inputs[i]);
    }
    return run(shaped);
  }

  /**
   * Runs the graph.
   *
   * @param inputs one for each placeholder
   * @return one for each output
   * @throws IllegalArgumentException if their number is wrong
   */
  public List<Numbers> run(Numbers... inputs) {
    return runFirst(outputs.size(), inputs);
  }

  /** Runs what the first outputs need. */
  List<Numbers> runFirst(int count, Numbers... inputs) {
    if (inputs.length != placeholders.size()) {
      throw new IllegalArgumentException(
          "the graph has %d inputs, found %d".formatted(placeholders.size(), inputs.length));
    }
    List<Tensor> tensors = new ArrayList<>();
    try {
      Session.Runner runner = session.runner();
      for (int i = 0; i < inputs.length; i++) {
        Tensor tensor = Tensors.of(inputs[i], placeholders.get(i).type());
        tensors.add(tensor);
        runner.feed(placeholders.get(i), tensor);
      }
      outputs.subList(0, count).forEach(runner::fetch);
      try (Result result = runner.run()) {
        List<Numbers> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
          values.add(Tensors.numbers(result.get(i)));
        }
        return values;
      }
    } finally {
      tensors.forEach(Tensor::close);
    }
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
