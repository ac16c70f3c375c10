package org.newtonlosses.graphs.path;

import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;
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
 * Times {@link ShortestPath} beside {@link Dijkstra} and Dijkstra's algorithm as textbooks have it,
 * both on one thread: on uniform costs, and on noisy terrain as in training.
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
    int cells = Math.multiplyExact(grids, side * side);
    System.out.printf("%d grids of %d×%d, %d rounds%n", grids, side, side, rounds);
    System.out.println("uniform costs");
    time(new Random(1).doubles(cells, 0.5, 9).toArray(), grids, side, rounds, threads);
    System.out.println("terrain and noise");
    time(terrain(new Random(1), cells), grids, side, rounds, threads);
  }

  private static void time(double[] costs, int grids, int side, int rounds, int threads) {
    Dijkstra dijkstra = new Dijkstra(side, side);
    eachGrid("Dijkstra on arrays", costs, side, rounds, dijkstra::solve);
    eachGrid("Dijkstra, textbook", costs, side, rounds, textbook(side));
    graph(TFloat32.class, costs, grids, side, rounds, threads);
    graph(TFloat64.class, costs, grids, side, rounds, threads);
  }

  /** The costs of the Warcraft maps, each cell's drawn by itself, and noise of σ = 1/2. */
  private static double[] terrain(Random random, int cells) {
    double[] terrains = {0.8, 1.2, 5.3, 7.7, 9.2};
    double[] costs = new double[cells];
    for (int i = 0; i < cells; i++) {
      double cost = terrains[random.nextInt(terrains.length)];
      costs[i] = Math.max(cost + 0.5 * random.nextGaussian(), 1e-5);
    }
    return costs;
  }

  private static int argument(String[] args, int index, int otherwise) {
    return args.length > index ? Integer.parseInt(args[index]) : otherwise;
  }

  /** Solves the grid that starts at an index of the costs, and marks its path. */
  private interface Solver {
    double solve(double[] costs, int from, double[] path);
  }

  private static void eachGrid(String name, double[] costs, int side, int rounds, Solver solver) {
    int cells = side * side;
    report(
        name,
        costs.length / cells,
        rounds,
        () -> {
          double[] path = new double[costs.length];
          for (int from = 0; from < costs.length; from += cells) {
            solver.solve(costs, from, path);
          }
        });
  }

  private record Entry(double distance, int cell) {}

  /** Dijkstra's algorithm with the queue of the standard library. */
  private static Solver textbook(int side) {
    return (costs, from, path) -> {
      double[] distances = new double[side * side];
      int[] previous = new int[side * side];
      Arrays.fill(distances, Double.POSITIVE_INFINITY);
      distances[0] = costs[from];
      previous[0] = -1;
      PriorityQueue<Entry> queue = new PriorityQueue<>(Comparator.comparingDouble(Entry::distance));
      queue.add(new Entry(distances[0], 0));
      Entry nearest = queue.remove();
      while (nearest.cell() != side * side - 1) {
        int row = nearest.cell() / side;
        int column = nearest.cell() % side;
        for (int r = Math.max(row - 1, 0); r <= Math.min(row + 1, side - 1); r++) {
          for (int c = Math.max(column - 1, 0); c <= Math.min(column + 1, side - 1); c++) {
            int next = r * side + c;
            double distance = nearest.distance() + costs[from + next];
            if (distance < distances[next]) {
              distances[next] = distance;
              previous[next] = nearest.cell();
              queue.add(new Entry(distance, next));
            }
          }
        }
        nearest = queue.remove();
        while (nearest.distance() > distances[nearest.cell()]) {
          nearest = queue.remove();
        }
      }
      for (int cell = nearest.cell(); cell >= 0; cell = previous[cell]) {
        path[from + cell] = 1;
      }
      return nearest.distance();
    };
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
