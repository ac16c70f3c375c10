package org.newtonlosses.graphs.path;

import java.util.Arrays;
import java.util.Random;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
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
 * Times {@link ShortestPath} beside {@link Dijkstra} on one thread, on the same random costs.
 *
 * <p>Arguments: [grids, 2100] [height = width, 12] [rounds, 50] [threads, 2].
 */
final class ShortestPathBenchmark {

  private ShortestPathBenchmark() {}

  public static void main(String[] args) {
    int grids = argument(args, 0, 2100);
    int side = argument(args, 1, 12);
    int rounds = argument(args, 2, 50);
    int threads = argument(args, 3, 2);
    double[] costs = new Random(1).doubles((long) grids * side * side, 0.5, 9).toArray();
    System.out.printf("%d grids of %d×%d, %d rounds%n", grids, side, side, rounds);
    dijkstra(costs, grids, side, rounds);
    graph(TFloat32.class, costs, grids, side, rounds, threads);
    graph(TFloat64.class, costs, grids, side, rounds, threads);
  }

  private static int argument(String[] args, int index, int otherwise) {
    return args.length > index ? Integer.parseInt(args[index]) : otherwise;
  }

  private static void dijkstra(double[] costs, int grids, int side, int rounds) {
    Dijkstra dijkstra = new Dijkstra(side, side);
    report(
        "Dijkstra, 1 thread",
        grids,
        rounds,
        () -> {
          double[] path = new double[costs.length];
          for (int i = 0; i < grids; i++) {
            dijkstra.solve(costs, i * side * side, path);
          }
        });
  }

  private static <T extends TNumber> void graph(
      Class<T> type, double[] costs, int grids, int side, int rounds, int threads) {
    ConfigProto config =
        ConfigProto.newBuilder()
            .setIntraOpParallelismThreads(threads)
            .setInterOpParallelismThreads(1)
            .build();
    Shape shape = Shape.of(grids, side, side);
    try (Graph graph = new Graph();
        Session session = new Session(graph, config);
        Tensor tensor = Costs.tensor(type, shape, costs)) {
      Ops tf = Ops.create(graph);
      Placeholder<T> input = tf.placeholder(type, Placeholder.shape(Shape.of(-1, side, side)));
      ShortestPath<T> solved = ShortestPath.of(tf, input);
      Operand<T> pathCost = solved.pathCost();
      String name = type.getSimpleName() + ", " + threads + " threads";
      report(
          name,
          grids,
          rounds,
          () -> {
            try (Result result =
                session.runner().feed(input, tensor).fetch(solved.path()).fetch(pathCost).run()) {
              result.size();
            }
          });
    }
  }

  private static void report(String name, int grids, int rounds, Runnable run) {
    run.run();
    run.run();
    double[] seconds = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      long start = System.nanoTime();
      run.run();
      seconds[i] = (System.nanoTime() - start) / 1e9;
    }
    Arrays.sort(seconds);
    double median = seconds[rounds / 2];
    System.out.printf(
        "%-22s median %6.2f ms, least %6.2f ms: %,.0f grids/s%n",
        name, 1e3 * median, 1e3 * seconds[0], grids / median);
  }
}
