package org.newtonlosses.graphs.path;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.newtonlosses.graphs.testing.Numbers;
import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Times {@link ShortestPath} of all kinds of problems, and {@link Dijkstra} on one thread, in
 * turns: medians, and ratios to the plain problem.
 *
 * <p>Arguments: [grids, 700] [height = width, 12] [share of blocked cells, 0.2] [rounds, 30]
 * [threads, 2].
 */
final class PathProblemBenchmark {

  private final Graph graph = new Graph();
  private final List<Tensor> tensors = new ArrayList<>();
  private final Problems problems;
  private final ConfigProto config;
  private final Map<String, Runnable> solvers = new LinkedHashMap<>();
  private Session session;

  private PathProblemBenchmark(int grids, int side, double density, int threads) {
    problems = Problems.random(new Random(1), side, side, grids, density);
    Random random = new Random(2);
    double[] terrains = {0.8, 1.2, 5.3, 7.7, 9.2};
    Arrays.setAll(problems.costs, i -> terrains[random.nextInt(terrains.length)]);
    for (Numbers input : problems.inputs()) {
      tensors.add(Costs.tensor(TFloat32.class, input.shape(), input.flat()));
    }
    config =
        ConfigProto.newBuilder()
            .setIntraOpParallelismThreads(threads)
            .setInterOpParallelismThreads(1)
            .build();
  }

  public static void main(String[] args) {
    int grids = args.length > 0 ? Integer.parseInt(args[0]) : 700;
    int side = args.length > 1 ? Integer.parseInt(args[1]) : 12;
    double density = args.length > 2 ? Double.parseDouble(args[2]) : 0.2;
    int rounds = args.length > 3 ? Integer.parseInt(args[3]) : 30;
    int threads = args.length > 4 ? Integer.parseInt(args[4]) : 2;
    System.out.printf(
        "%d grids of %d×%d, %.2f blocked, %d rounds, %d threads%n",
        grids, side, side, density, rounds, threads);
    PathProblemBenchmark benchmark = new PathProblemBenchmark(grids, side, density, threads);
    Moves octile = new Moves(8, Moves.StepCost.ENTERING, false);
    benchmark.graph("plain", side, Moves.PLAIN, false, false);
    benchmark.graph("plain, free size", -1, Moves.PLAIN, false, false);
    benchmark.graph("between ends", side, Moves.PLAIN, true, false);
    benchmark.graph("4 neighbours", side, new Moves(4, Moves.StepCost.CELL, true), true, false);
    benchmark.graph("blocked", side, Moves.PLAIN, true, true);
    benchmark.graph(
        "blocked, corners kept", side, new Moves(8, Moves.StepCost.CELL, false), true, true);
    benchmark.graph("octile", side, octile, true, false);
    benchmark.graph("octile, blocked", side, octile, true, true);
    benchmark.dijkstra("Dijkstra, octile", octile);
    benchmark.run(rounds);
  }

  private void graph(String name, int size, Moves moves, boolean ends, boolean walls) {
    Ops tf = Ops.create(graph);
    Shape grids = Shape.of(-1, size, size);
    List<Placeholder<TFloat32>> in = new ArrayList<>();
    for (Shape shape : List.of(grids, Shape.of(-1, 2), Shape.of(-1, 2), grids)) {
      in.add(tf.placeholder(TFloat32.class, Placeholder.shape(shape)));
    }
    PathProblem problem =
        new PathProblem(
            moves,
            ends
                ? Optional.of(
                    new PathProblem.Ends(
                        tf.dtypes.cast(in.get(1), TInt32.class),
                        tf.dtypes.cast(in.get(2), TInt32.class)))
                : Optional.empty(),
            walls ? Optional.of(tf.dtypes.cast(in.get(3), TBool.class)) : Optional.empty());
    ShortestPath<TFloat32> solved = ShortestPath.of(tf, in.get(0), problem);
    Output<?> lengths = solved.lengths().asOutput();
    Output<?> pathCost = solved.pathCost().asOutput();
    solvers.put(
        name,
        () -> {
          Session.Runner runner = session().runner().fetch(lengths).fetch(pathCost);
          for (int i = 0; i < in.size(); i++) {
            runner.feed(in.get(i), tensors.get(i));
          }
          try (Result result = runner.run()) {
            result.size();
          }
        });
  }

  private Session session() {
    if (session == null) {
      session = new Session(graph, config);
    }
    return session;
  }

  private void dijkstra(String name, Moves moves) {
    Dijkstra dijkstra = new Dijkstra(problems.height, problems.width, moves);
    solvers.put(
        name,
        () -> {
          double[] paths = new double[problems.costs.length];
          for (int i = 0; i < problems.starts.length; i++) {
            int from = i * problems.cells;
            double cost =
                dijkstra.solve(
                    problems.costs, from, problems.starts[i], problems.goals[i], problems.blocked);
            if (cost < Double.POSITIVE_INFINITY) {
              dijkstra.mark(problems.goals[i], paths, paths, from);
            }
          }
        });
  }

  private void run(int rounds) {
    Map<String, double[]> seconds = new LinkedHashMap<>();
    solvers.keySet().forEach(name -> seconds.put(name, new double[rounds]));
    for (int round = -2; round < rounds; round++) {
      for (Map.Entry<String, Runnable> solver : solvers.entrySet()) {
        long start = System.nanoTime();
        solver.getValue().run();
        seconds.get(solver.getKey())[Math.max(round, 0)] = (System.nanoTime() - start) / 1e9;
      }
    }
    double plain = median(seconds.get("plain"));
    seconds.forEach(
        (name, each) ->
            System.out.printf(
                "%-22s median %7.2f ms, %5.2f of plain: %,.0f grids/s%n",
                name,
                1e3 * median(each),
                median(each) / plain,
                problems.starts.length / median(each)));
  }

  private static double median(double[] seconds) {
    double[] sorted = seconds.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
