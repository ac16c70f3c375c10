package org.newtonlosses.graphs.sort;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;
import org.newtonlosses.graphs.op.Select;
import org.newtonlosses.graphs.sort.ComparatorNetwork.Lengths;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;

/** How much relaxed comparators keep and how much they swap. */
@FunctionalInterface
interface SoftComparators {

  /**
   * The weights of the comparators of a layer.
   *
   * @param tf builds the nodes
   * @param layer its place in the network
   * @param wiring with C comparators
   * @param v steepness times the differences, [C·B, 1]
   * @return how much is kept, σ(v), and how much is swapped, 1 − σ(v), [C·B, 2]
   */
  Operand<TFloat64> weights(Ops tf, int layer, Wiring wiring, Operand<TFloat64> v);

  /**
   * Those of a network of L wires within that of n ≥ L, where L is another for each example. A
   * comparator that the smaller network does not have keeps all.
   *
   * @param network of n wires
   * @param n the wires
   * @param lengths L, [B, 1]
   */
  static SoftComparators within(SortingNetwork network, int n, Operand<TInt32> lengths) {
    return (tf, layer, wiring, v) -> {
      List<Lengths> ofNetworks =
          Arrays.stream(wiring.lows)
              .mapToObj(low -> network.network().lengths(n, layer, wiring.comparator(low)))
              .toList();
      Operand<TFloat64> directed = v;
      if (ofNetworks.stream().anyMatch(some -> some.reversedTo() > 0)) {
        Operand<TBool> reversed =
            tf.math.logicalNot(exceeds(tf, lengths, ofNetworks, Lengths::reversedTo));
        Operand<TFloat64> signs = tf.select(reversed, tf.constant(-1.0), tf.constant(1.0));
        directed = tf.math.mul(v, tf.expandDims(signs, tf.constant(1)));
      }
      Operand<TFloat64> weights = network.distribution().weights(tf, directed, network.steepness());
      Operand<TFloat64> keepAll =
          tf.broadcastTo(tf.constant(new double[][] {{1, 0}}), tf.shape(weights));
      return Select.of(
          tf, exceeds(tf, lengths, ofNetworks, Lengths::above), weights, tf.stopGradient(keepAll));
    };
  }

  /** Whether L is more than what is said of a comparator, [C·B]. */
  private static Operand<TBool> exceeds(
      Ops tf, Operand<TInt32> lengths, List<Lengths> of, ToIntFunction<Lengths> bound) {
    Operand<TInt32> bounds = Nodes.indices(tf, of.stream().mapToInt(bound).toArray());
    Operand<TInt32> examples = tf.reshape(lengths, tf.array(1, -1));
    return tf.reshape(tf.math.less(bounds, examples), tf.array(-1));
  }
}
