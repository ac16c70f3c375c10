package org.newtonlosses.graphs.testing;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/**
 * Runs a small graph on plain arrays, flat and in row-major order: placeholders of one type in,
 * outputs of any type out as float64.
 *
 * <p>One dimension of an input may be free (−1); each run takes it from the array's length.
 */
public final class GraphTester implements AutoCloseable {

  /** Builds the graph under test. */
  @FunctionalInterface
  public interface Builder<T extends TNumber> {
    /**
     * Builds the nodes.
     *
     * @param tf builds the nodes
     * @param inputs the placeholders
     * @return the outputs
     */
    List<? extends Operand<? extends TType>> build(Ops tf, List<Operand<T>> inputs);
  }

  private final Graph graph = new Graph();
  private final Session session;
  private final Class<? extends TNumber> type;
  private final List<Shape> shapes;
  private final List<Output<?>> placeholders = new ArrayList<>();
  private final List<Output<?>> outputs = new ArrayList<>();
  private final int nodes;

  private <T extends TNumber> GraphTester(Class<T> type, List<Shape> shapes, Builder<T> builder) {
    this.type = type;
    this.shapes = List.copyOf(shapes);
    try {
      Ops tf = Ops.create(graph);
      List<Operand<T>> inputs = new ArrayList<>();
      for (Shape shape : shapes) {
        Operand<T> input = tf.placeholder(type, Placeholder.shape(shape));
        inputs.add(input);
        placeholders.add(input.asOutput());
      }
      List<? extends Operand<? extends TType>> built = builder.build(tf, inputs);
      nodes = count(graph);
      for (Operand<? extends TType> output : built) {
        outputs.add(tf.dtypes.cast(output, TFloat64.class).asOutput());
      }
      // The optimiser's start-up costs more than it saves in a few runs.
      RewriterConfig off = RewriterConfig.newBuilder().setDisableMetaOptimizer(true).build();
      session =
          new Session(
              graph,
              ConfigProto.newBuilder()
                  .setGraphOptions(GraphOptions.newBuilder().setRewriteOptions(off))
                  .build());
    } catch (RuntimeException e) {
      graph.close();
      throw e;
    }
  }

  /** Builds a graph with one input. */
  public static <T extends TNumber> GraphTester of(Class<T> type, Shape shape, Builder<T> builder) {
    return new GraphTester(type, List.of(shape), builder);
  }

  /** Builds a graph with several inputs. */
  public static <T extends TNumber> GraphTester of(
      Class<T> type, List<Shape> shapes, Builder<T> builder) {
    return new GraphTester(type, shapes, builder);
  }

  /** The number of nodes that the builder and the placeholders made. */
  public int nodes() {
    return nodes;
  }

  /**
   * Runs the graph.
   *
   * @param inputs one array for each placeholder
   * @return one array for each output
   */
  public List<double[]> run(double[]... inputs) {
    List<Tensor> tensors = new ArrayList<>();
    try {
      Session.Runner runner = session.runner();
      for (int i = 0; i < inputs.length; i++) {
        Tensor tensor = tensor(inputs[i], shapes.get(i));
        tensors.add(tensor);
        runner.feed(placeholders.get(i), tensor);
      }
      outputs.forEach(runner::fetch);
      try (Result result = runner.run()) {
        List<double[]> arrays = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
          TFloat64 value = (TFloat64) result.get(i);
          double[] array = new double[Math.toIntExact(value.size())];
          value.copyTo(DataBuffers.of(array));
          arrays.add(array);
        }
        return arrays;
      }
    } finally {
      tensors.forEach(Tensor::close);
    }
  }

  /**
   * Central differences of an output of shape [B, …] of a graph with one input [B, m], in which
   * examples do not mix: all disturbed copies of the example run as one batch.
   *
   * @param output which output
   * @param x one example, [m]
   * @param h the disturbance
   * @return the derivative of entry k with respect to x<sub>i</sub> at [k][i]
   */
  public double[][] centralDifferences(int output, double[] x, double h) {
    int m = x.length;
    double[] batch = new double[2 * m * m];
    for (int i = 0; i < 2 * m; i++) {
      System.arraycopy(x, 0, batch, i * m, m);
      batch[i * m + i / 2] += i % 2 == 0 ? h : -h;
    }
    double[] y = run(batch).get(output);
    int size = y.length / (2 * m);
    double[][] derivative = new double[size][m];
    for (int i = 0; i < m; i++) {
      for (int k = 0; k < size; k++) {
        derivative[k][i] = (y[2 * i * size + k] - y[(2 * i + 1) * size + k]) / (2 * h);
      }
    }
    return derivative;
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }

  private Tensor tensor(double[] values, Shape shape) {
    long[] dimensions = shape.asArray();
    for (int i = 0; i < dimensions.length; i++) {
      if (dimensions[i] == Shape.UNKNOWN_SIZE) {
        dimensions[i] = 1;
        dimensions[i] = values.length / Shape.of(dimensions).size();
      }
    }
    Shape known = Shape.of(dimensions);
    if (type == TFloat32.class) {
      float[] floats = new float[values.length];
      for (int i = 0; i < values.length; i++) {
        floats[i] = (float) values[i];
      }
      return TFloat32.tensorOf(known, DataBuffers.of(floats));
    }
    return TFloat64.tensorOf(known, DataBuffers.of(values));
  }

  private static int count(Graph graph) {
    int count = 0;
    for (Iterator<GraphOperation> i = graph.operations(); i.hasNext(); i.next()) {
      count++;
    }
    return count;
  }
}
