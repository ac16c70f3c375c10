package org.newtonlosses.graphs.path;

import java.util.List;
import java.util.Optional;
import org.newtonlosses.graphs.testing.Numbers;
import org.newtonlosses.graphs.testing.TestGraph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/** A graph that solves {@link Problems}. */
final class ProblemSolver implements AutoCloseable {

  private final TestGraph graph;

  private ProblemSolver(TestGraph graph) {
    this.graph = graph;
  }

  /** Of grids of any size. */
  static <T extends TNumber> ProblemSolver of(Class<T> type, Moves moves) {
    return of(type, moves, Shape.of(-1, -1, -1));
  }

  /** Of grids of the shape [B, h, w], of which any may be free. */
  static <T extends TNumber> ProblemSolver of(Class<T> type, Moves moves, Shape grids) {
    Shape cells = Shape.of(-1, 2);
    return new ProblemSolver(
        TestGraph.of(
            type,
            List.of(grids, cells, cells, grids),
            (tf, in) -> {
              ShortestPath<T> solved = ShortestPath.of(tf, in.get(0), problem(tf, moves, in));
              return List.of(solved.path(), solved.lengths(), solved.pathCost());
            }));
  }

  private static <T extends TNumber> PathProblem problem(Ops tf, Moves moves, List<Operand<T>> in) {
    return new PathProblem(
        moves,
        Optional.of(
            new PathProblem.Ends(
                tf.dtypes.cast(in.get(1), TInt32.class), tf.dtypes.cast(in.get(2), TInt32.class))),
        Optional.of(tf.dtypes.cast(in.get(3), TBool.class)));
  }

  /** Paths, lengths and costs. */
  List<Numbers> solve(Problems problems) {
    return graph.run(problems.inputs());
  }

  @Override
  public void close() {
    graph.close();
  }
}
