package org.newtonlosses.graphs.path;

import java.util.Optional;
import org.newtonlosses.graphs.newton.Loss;
import org.newtonlosses.graphs.smooth.Smoothing;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * The relaxed Bellman-Ford algorithm of AlgoVision.
 *
 * @param beta β &gt; 0, the inverse temperature of all relaxed choices
 * @param iterations steps of the distances, and of the traceback if the loop is {@code for}
 * @param loop how the traceback ends
 * @param conorm merges the traced mass into the visited map
 * @param conormP p of {@link TConorm#HAMACHER}; not used by the others
 * @param maxIterations steps of the traceback if the loop is {@code while}
 */
@SuppressWarnings("DoNotCallSuggester")
public record RelaxedBellmanFord(
    double beta,
    int iterations,
    RelaxedLoop loop,
    TConorm conorm,
    double conormP,
    int maxIterations)
    implements PathAlgorithm {

  /**
   * The relaxed path.
   *
   * @param tf builds the nodes
   * @param costs vertex costs, [B, h, w] with h and w known when the graph is built
   * @return the visited map, [B, h, w]
   */
  public <T extends TNumber> Operand<T> call(Ops tf, Operand<T> costs) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Smoothing> smoothing() {
    return Optional.empty();
  }

  @Override
  public <T extends TNumber> Loss<T> loss(
      Grid grid, PathLoss loss, Operand<T> target, Optional<Operand<T>> noise) {
    throw new UnsupportedOperationException();
  }
}
