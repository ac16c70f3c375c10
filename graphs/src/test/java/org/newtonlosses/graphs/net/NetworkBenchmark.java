package org.newtonlosses.graphs.net;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/**
 * Times a step (forward and the gradients of all parameters) of {@link MultiDigitCnn} beside that
 * of {@link TextbookCnn}, by turns in one process.
 *
 * <p>Arguments: [images, 500] [rounds, 10] [threads, 2].
 */
final class NetworkBenchmark {

  private NetworkBenchmark() {}

  public static void main(String[] args) {
    int images = args.length > 0 ? Integer.parseInt(args[0]) : 500;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 10;
    int threads = args.length > 2 ? Integer.parseInt(args[2]) : 2;
    byte[] pixels = new byte[images * MultiDigitCnn.HEIGHT * MultiDigitCnn.WIDTH];
    new Random(1).nextBytes(pixels);
    try (TUint8 batch =
            TUint8.tensorOf(
                Shape.of(images, MultiDigitCnn.HEIGHT, MultiDigitCnn.WIDTH),
                DataBuffers.of(pixels));
        Step textbook = new Step(TextbookCnn::call, images, threads);
        Step network = new Step((tf, cnn, input) -> cnn.call(tf, input), images, threads)) {
      for (int round = 0; round <= rounds; round++) {
        textbook.run(batch, round > 0);
        network.run(batch, round > 0);
      }
      System.out.printf("%d images, %d threads, %d rounds; seconds%n", images, threads, rounds);
      System.out.println("textbook  " + textbook.summary());
      System.out.println("network   " + network.summary());
    }
  }

  @FunctionalInterface
  private interface Network {
    Operand<TFloat32> scores(Ops tf, MultiDigitCnn parameters, Operand<TUint8> images);
  }

  /** The step of one network, and how long it took each time. */
  private static final class Step implements AutoCloseable {
    private final Graph graph = new Graph();
    private final Session session;
    private final Placeholder<TUint8> input;
    private final List<Output<?>> gradients;
    private final List<Double> wall = new ArrayList<>();
    private final List<Double> processor = new ArrayList<>();

    Step(Network network, int images, int threads) {
      Ops tf = Ops.create(graph);
      SeededParameters parameters = new SeededParameters(tf);
      MultiDigitCnn cnn = MultiDigitCnn.create(parameters);
      input = tf.placeholder(TUint8.class, Placeholder.shape(Shape.of(-1, 28, 112)));
      Operand<TFloat32> scores = network.scores(tf, cnn, input);
      float[] dy = new float[images];
      Arrays.fill(dy, 1f / images);
      gradients = parameters.gradients(graph, scores, tf.constant(dy));
      session =
          new Session(
              graph,
              ConfigProto.newBuilder()
                  .setIntraOpParallelismThreads(threads)
                  .setInterOpParallelismThreads(1)
                  .build());
      parameters.initialize(session);
    }

    void run(TUint8 batch, boolean record) {
      OperatingSystemMXBean system =
          (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
      Session.Runner runner = session.runner().feed(input, batch);
      gradients.forEach(runner::addTarget);
      long start = System.nanoTime();
      long used = system.getProcessCpuTime();
      runner.run().close();
      if (record) {
        processor.add((system.getProcessCpuTime() - used) / 1e9);
        wall.add((System.nanoTime() - start) / 1e9);
      }
    }

    String summary() {
      return "elapsed: " + summary(wall) + "   processor: " + summary(processor);
    }

    private static String summary(List<Double> seconds) {
      List<Double> sorted = seconds.stream().sorted().toList();
      return String.format("median %.3f, least %.3f", sorted.get(sorted.size() / 2), sorted.get(0));
    }

    @Override
    public void close() {
      session.close();
      graph.close();
    }
  }
}
