package org.newtonlosses.graphs.path;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.newtonlosses.graphs.newton.CurvatureKind;
import org.newtonlosses.graphs.newton.NewtonLoss;
import org.newtonlosses.graphs.newton.NewtonStep;
import org.newtonlosses.graphs.smooth.NoiseSource;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TNumber;

/**
 * Nodes, time to build, first run and time of a Newton step of {@link RelaxedBellmanFord}, L2 and
 * probabilistic.
 *
 * <p>Arguments: [height = width, 12] [iterations, 24] [batch, 70] [curvature, fisher] [rounds, 30]
 * [threads, 2].
 */
final class RelaxedBellmanFordBenchmark {

  private RelaxedBellmanFordBenchmark() {}

  public static void main(String[] args) {
    int side = args.length > 0 ? Integer.parseInt(args[0]) : 12;
    int iterations = args.length > 1 ? Integer.parseInt(args[1]) : 24;
    int batch = args.length > 2 ? Integer.parseInt(args[2]) : 70;
    CurvatureKind curvature =
        CurvatureKind.valueOf(args.length > 3 ? args[3].toUpperCase(Locale.ROOT) : "FISHER");
    int rounds = args.length > 4 ? Integer.parseInt(args[4]) : 30;
    int threads = args.length > 5 ? Integer.parseInt(args[5]) : 2;
    System.out.printf(
        "%d grids of %d×%d, %d iterations, %s%n", batch, side, side, iterations, curvature);
    for (RelaxedLoop loop : List.of(new RelaxedLoop.For(), new RelaxedLoop.While(iterations))) {
      RelaxedBellmanFord algorithm =
          new RelaxedBellmanFord(6, iterations, loop, new TConorm.Probabilistic());
      Grid grid = new Grid(side, side);
      run(TFloat32.class, algorithm, grid, batch, curvature, rounds, threads);
      run(TFloat64.class, algorithm, grid, batch, curvature, rounds, threads);
    }
  }

  private static <T extends TNumber> void run(
      Class<T> type,
      RelaxedBellmanFord algorithm,
      Grid grid,
      int batch,
      CurvatureKind curvature,
      int rounds,
      int threads) {
    long start = System.nanoTime();
    Shape shape = Shape.of(batch, grid.cells());
    double[] costs = new Random(1).doubles(shape.size(), 0.5, 2).toArray();
    ConfigProto config =
        ConfigProto.newBuilder()
            .setIntraOpParallelismThreads(threads)
            .setInterOpParallelismThreads(1)
            .build();
    try (Graph graph = new Graph();
        Session session = new Session(graph, config);
        Tensor tensor = Costs.tensor(type, shape, costs)) {
      Ops tf = Ops.create(graph);
      Operand<T> input = tf.placeholder(type, Placeholder.shape(Shape.of(-1, grid.cells())));
      Operand<T> target = tf.stopGradient(tf.zerosLike(input));
      NewtonStep<T> newton =
          new NewtonLoss(curvature.of(0.1))
              .call(
                  tf,
                  algorithm.loss(tf, grid, new PathLoss.L2(), target, NoiseSource.none()),
                  input);
      double built = (System.nanoTime() - start) / 1e9;
      double[] seconds = new double[rounds + 1];
      for (int i = 0; i <= rounds; i++) {
        long begin = System.nanoTime();
        session.runner().feed(input, tensor).addTarget(newton.step()).run().close();
        seconds[i] = (System.nanoTime() - begin) / 1e9;
      }
      double first = seconds[0];
      Arrays.sort(seconds);
      System.out.printf(
          "%-5s %s: %,d nodes, built %.2f s, first %.2f s, step median %.1f ms, least %.1f ms%n",
          algorithm.loop(),
          type.getSimpleName(),
          nodes(graph),
          built,
          first,
          1e3 * seconds[rounds / 2],
          1e3 * seconds[0]);
    }
  }

  private static int nodes(Graph graph) {
    int count = 0;
    for (Iterator<GraphOperation> i = graph.operations(); i.hasNext(); i.next()) {
      count++;
    }
    return count;
  }
}
