package org.newtonlosses.graphs.net;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
 * Times a step (forward and the gradients of all parameters) of {@link CombResNet18} and {@link
 * GridCnn} on grids of cells of some pixels, by turns in one process.
 *
 * <p>Arguments: [height = width of the grid, 32] [pixels a cell, 8] [batch, 20] [rounds, 10]
 * [threads, 2] [network: both, resnet or grid].
 */
final class GridNetworkBenchmark {

  private GridNetworkBenchmark() {}

  public static void main(String[] args) throws Exception {
    int side = args.length > 0 ? Integer.parseInt(args[0]) : 32;
    int tile = args.length > 1 ? Integer.parseInt(args[1]) : 8;
    int batch = args.length > 2 ? Integer.parseInt(args[2]) : 20;
    int rounds = args.length > 3 ? Integer.parseInt(args[3]) : 10;
    int threads = args.length > 4 ? Integer.parseInt(args[4]) : 2;
    String which = args.length > 5 ? args[5] : "both";
    Shape image = Shape.of((long) side * tile, (long) side * tile, 3);
    Ports ports =
        new Ports(
            TUint8.class,
            image,
            Shape.of(side, side),
            new Standardization(List.of(110.0, 120.0, 100.0), List.of(50.0, 50.0, 40.0)));
    byte[] pixels = new byte[Math.toIntExact(batch * image.size())];
    new Random(1).nextBytes(pixels);
    List<Step> steps = new ArrayList<>();
    if (!which.equals("grid")) {
      steps.add(new Step("comb-resnet18", CombResNet18::create, ports, batch, threads));
    }
    if (!which.equals("resnet")) {
      steps.add(new Step("grid-cnn", new GridCnn(List.of(16, 32, 32, 32)), ports, batch, threads));
    }
    try (TUint8 images = TUint8.tensorOf(Shape.of(batch).append(image), DataBuffers.of(pixels))) {
      for (int round = 0; round <= rounds; round++) {
        for (Step step : steps) {
          step.run(images, round > 0);
        }
      }
    }
    System.out.printf(
        "%d images, %d×%d cells of %d×%d pixels, %d threads%n",
        batch, side, side, tile, tile, threads);
    steps.forEach(step -> System.out.println(step.summary()));
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmHWM")) {
        System.out.println(line);
      }
    }
  }

  /** The step of one network, and how long it took each time. */
  private static final class Step {
    private final String name;
    private final Graph graph = new Graph();
    private final Session session;
    private final Placeholder<TUint8> input;
    private final List<Output<?>> gradients;
    private final List<Double> wall = new ArrayList<>();
    private final List<Double> processor = new ArrayList<>();

    Step(String name, Architecture architecture, Ports ports, int batch, int threads) {
      this.name = name;
      Ops tf = Ops.create(graph);
      SeededParameters parameters = new SeededParameters(tf);
      Network network = architecture.create(parameters, ports);
      input = tf.placeholder(TUint8.class, Placeholder.shape(Shape.of(-1).append(ports.input())));
      Operand<TFloat32> y = network.train(tf, input).predictions();
      Operand<TFloat32> dy =
          tf.fill(tf.constant(Shape.of(batch).append(ports.output())), tf.constant(1f / batch));
      gradients = parameters.gradients(graph, y, dy);
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
      Session.Runner runner = session.runner().feed(input, batch);
      gradients.forEach(runner::addTarget);
      OperatingSystemMXBean system =
          (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
      long start = System.nanoTime();
      long used = system.getProcessCpuTime();
      runner.run().close();
      if (record) {
        processor.add((system.getProcessCpuTime() - used) / 1e9);
        wall.add((System.nanoTime() - start) / 1e9);
      }
    }

    String summary() {
      return "%-14s elapsed: %s   processor: %s".formatted(name, summary(wall), summary(processor));
    }

    private static String summary(List<Double> seconds) {
      List<Double> sorted = seconds.stream().sorted().toList();
      return String.format("median %.3f, least %.3f", sorted.get(sorted.size() / 2), sorted.get(0));
    }
  }
}
