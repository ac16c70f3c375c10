package org.newtonlosses.graphs.sort;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.newtonlosses.graphs.sort.ComparatorNetwork.Comparator;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * What a layer of relaxed comparators does for given scores.
 *
 * @param wiring of the n wires
 * @param partners of each wire, to gather by, [n, 1]; shared by equal layers
 * @param differences of each wire's partner's value to its own, times β, [n, B, 1]
 * @param stay α of each wire's comparator, how much the wire keeps, [n, B, 1]
 * @param swap 1 − α, how much it gets of its partner, [n, B, 1]; exact where α rounds to 1
 */
record SoftSwaps<T extends TNumber>(
    Wiring wiring,
    Operand<TInt32> partners,
    Operand<TFloat64> differences,
    Operand<T> stay,
    Operand<T> swap) {

  /**
   * The values go through the layers, in float64: x<sub>low</sub> ← x<sub>low</sub> + (1 − α) d and
   * x<sub>high</sub> ← x<sub>high</sub> − (1 − α) d, with the difference d. Empty layers are left
   * out.
   *
   * @param tf builds the nodes
   * @param scores s, [B, n]
   * @param layers of n wires
   * @param steepness β
   * @param comparators give the weights
   */
  static <T extends TNumber> List<SoftSwaps<T>> of(
      Ops tf,
      Operand<T> scores,
      List<List<Comparator>> layers,
      double steepness,
      SoftComparators comparators) {
    int n = Scores.items(scores);
    Operand<TFloat64> scaled =
        tf.math.mul(tf.dtypes.cast(scores, TFloat64.class), tf.constant(steepness));
    Operand<TFloat64> values =
        tf.reshape(
            tf.linalg.transpose(scaled, tf.constant(new int[] {1, 0})),
            tf.constant(new int[] {n, -1, 1}));
    Map<List<Comparator>, Layer> distinct = new HashMap<>();
    List<SoftSwaps<T>> made = new ArrayList<>();
    for (int place = 0; place < layers.size(); place++) {
      List<Comparator> compared = layers.get(place);
      if (compared.isEmpty()) {
        continue;
      }
      Layer layer = distinct.computeIfAbsent(compared, c -> Layer.of(tf, Wiring.of(c, n)));
      Operand<TFloat64> differences =
          tf.math.addN(List.of(tf.gatherNd(values, layer.partners()), tf.math.neg(values)));
      Operand<TFloat64> v =
          tf.reshape(tf.gatherNd(differences, layer.lows()), tf.constant(new int[] {-1, 1}));
      Operand<TFloat64> pairs =
          tf.reshape(
              comparators.weights(tf, place, layer.wiring(), v),
              tf.constant(new int[] {layer.wiring().lows.length, -1, 2}));
      List<Output<TFloat64>> weights =
          tf.split(tf.constant(2), tf.gatherNd(pairs, layer.comparators()), 2L).output();
      values = tf.math.addN(List.of(values, tf.math.mul(weights.get(1), differences)));
      made.add(
          new SoftSwaps<>(
              layer.wiring(),
              layer.partners(),
              differences,
              Nodes.typed(tf, weights.get(0), scores.type()),
              Nodes.typed(tf, weights.get(1), scores.type())));
    }
    return made;
  }

  /** The indices of a wiring, each [length, 1], shared by equal layers. */
  private record Layer(
      Wiring wiring, Operand<TInt32> partners, Operand<TInt32> comparators, Operand<TInt32> lows) {

    static Layer of(Ops tf, Wiring wiring) {
      return new Layer(
          wiring,
          Nodes.indices(tf, wiring.partners),
          Nodes.indices(tf, wiring.comparators),
          Nodes.indices(tf, wiring.lows));
    }
  }
}
