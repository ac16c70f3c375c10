package org.newtonlosses.training.cli;

import org.newtonlosses.graphs.path.RelaxedBellmanFord;
import org.newtonlosses.graphs.path.RelaxedLoop;
import org.newtonlosses.graphs.path.TConorm;
import org.newtonlosses.training.recipe.PathRecipes;
import picocli.CommandLine.Option;

/** The options of the relaxed Bellman-Ford algorithm. */
final class BellmanFordOptions {
  private static final String NAME = PathAlgorithmOptions.RELAXED_BELLMAN_FORD;
  private static final double CONORM_P = 1;

  @Option(
      names = "--beta",
      paramLabel = "B",
      description =
          NAME
              + ": B > 0, in units of 1 / cost; the larger, the more exact; "
              + PathRecipes.BETA
              + " if not given")
  private Double beta;

  @Option(
      names = "--iterations",
      paramLabel = "K",
      description =
          NAME
              + ": steps of the distances and, in the loop for, of the traceback; "
              + PathRecipes.ITERATIONS
              + " if not given."
              + " A path of more cells is not found")
  private Integer iterations;

  @Option(
      names = "--loop",
      paramLabel = "NAME",
      description = NAME + ": how the traceback ends, for or while; for if not given")
  private String loop;

  @Option(
      names = "--conorm",
      paramLabel = "NAME",
      description =
          NAME
              + ": probabilistic, hamacher, einstein or yager-1 (or yager_1);"
              + " probabilistic if not given")
  private String conorm;

  @Option(
      names = "--conorm-p",
      paramLabel = "P",
      description = "t-conorm hamacher: P > 0, 1.0 if not given")
  private Double conormP;

  @Option(
      names = "--max-iterations",
      paramLabel = "K",
      description =
          "loop while: steps of the traceback, as many as --iterations if not given; not used by for")
  private Integer maxIterations;

  /**
   * Returns the algorithm; from then on its options hold their final values.
   *
   * @throws IllegalArgumentException if an option does not belong to loop or t-conorm, or its value
   *     is not allowed
   */
  RelaxedBellmanFord algorithm() {
    beta = beta == null ? Double.valueOf(PathRecipes.BETA) : beta;
    iterations = iterations == null ? Integer.valueOf(PathRecipes.ITERATIONS) : iterations;
    RelaxedLoop end = RelaxedLoop.parse(loop == null ? RelaxedLoop.FOR.key() : loop);
    loop = end.key();
    TConorm merge =
        TConorm.parse(
            conorm == null ? TConorm.PROBABILISTIC.key() : conorm.replace("yager_1", "yager-1"));
    conorm = merge.key();
    if (merge == TConorm.HAMACHER) {
      conormP = conormP == null ? Double.valueOf(CONORM_P) : conormP;
    } else {
      Rejection.unlessAbsent(conormP, "conorm-p", conorm, "hamacher");
    }
    if (end == RelaxedLoop.WHILE) {
      maxIterations = maxIterations == null ? iterations : maxIterations;
    }
    return new RelaxedBellmanFord(
        beta,
        iterations,
        end,
        merge,
        conormP == null ? CONORM_P : conormP,
        maxIterations == null ? iterations : maxIterations);
  }

  /** Refuses all options, for the sake of another algorithm. */
  void reject(String algorithm) {
    Rejection.unlessAbsent(beta, "beta", algorithm, NAME);
    Rejection.unlessAbsent(iterations, "iterations", algorithm, NAME);
    Rejection.unlessAbsent(loop, "loop", algorithm, NAME);
    Rejection.unlessAbsent(conorm, "conorm", algorithm, NAME);
    Rejection.unlessAbsent(conormP, "conorm-p", algorithm, NAME);
    Rejection.unlessAbsent(maxIterations, "max-iterations", algorithm, NAME);
  }
}
