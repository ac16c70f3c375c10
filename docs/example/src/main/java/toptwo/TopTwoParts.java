package toptwo;

import java.util.List;
import org.newtonlosses.graphs.net.Network;
import org.newtonlosses.graphs.net.Ports;
import org.newtonlosses.graphs.newton.Curvature;
import org.newtonlosses.graphs.newton.Expansion;
import org.newtonlosses.graphs.sort.HardPermutation;
import org.newtonlosses.graphs.sort.RelaxedSort;
import org.newtonlosses.graphs.sort.SoftPermutation;
import org.newtonlosses.graphs.variable.InitialValue;
import org.newtonlosses.graphs.variable.ParameterSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Max;
import org.tensorflow.op.core.Sum;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TNumber;

/** An own relaxation, an own curvature and an own network. */
final class TopTwoParts {
  /** exp(−(sort(s)_r − s_i)²/τ) with columns and rows normalised in turn (Sinkhorn). */
  record SinkhornSort(double temperature, int rounds) implements RelaxedSort {
    @Override
    public <T extends TNumber> SoftPermutation<T> call(Ops tf, Operand<T> scores) {
      Operand<T> row = tf.expandDims(scores, tf.constant(1));
      Operand<T> exact = tf.math.mul(HardPermutation.of(tf, scores, scores.type()), row);
      Operand<T> sorted = tf.sum(exact, tf.constant(2), Sum.keepDims(true));
      Operand<T> distances = tf.math.squaredDifference(sorted, row);
      Operand<T> logits = tf.math.div(distances, tf.constant(scores.type(), -temperature));
      for (int round = 0; round < rounds; round++) {
        logits = normalised(tf, normalised(tf, logits, 1), 2);
      }
      return SoftPermutation.ofLogits(tf, logits, scores, false);
    }

    private static <T extends TNumber> Operand<T> normalised(Ops tf, Operand<T> logits, int axis) {
      Operand<T> largest = tf.stopGradient(tf.max(logits, tf.constant(axis), Max.keepDims(true)));
      Operand<T> shifted = tf.math.sub(logits, largest);
      Operand<T> sum = tf.sum(tf.math.exp(shifted), tf.constant(axis), Sum.keepDims(true));
      return tf.math.sub(shifted, tf.math.log(sum));
    }
  }

  /** The diagonal of the empirical Fisher matrix. */
  record DiagonalFisher(double tikhonov) implements Curvature {
    @Override
    public <T extends TNumber> Preconditioned call(Ops tf, Expansion<T> expansion) {
      Operand<TFloat64> gradient = expansion.exactGradient(tf);
      Operand<TFloat64> diagonal = tf.math.mean(tf.math.square(gradient), tf.constant(0));
      Operand<TFloat64> damped = tf.math.add(diagonal, tf.constant(tikhonov));
      return new Preconditioned(tf.linalg.tensorDiag(diagonal), tf.math.div(gradient, damped));
    }
  }

  /** Scores each item by its features and the mean of its set, [B, n, d] → [B, n]. */
  static Network setNetwork(ParameterSource parameters, Ports ports, int units) {
    long n = ports.input().get(0);
    long d = ports.input().get(1);
    InitialValue initial = new InitialValue.Normal(1 / Math.sqrt(2.0 * d));
    var hidden = parameters.trainable("hidden/weights", Shape.of(2 * d, units), initial);
    var out = parameters.trainable("out", Shape.of(units, 1), new InitialValue.Normal(0.1));
    return (tf, input) -> {
      Operand<TFloat32> x = tf.dtypes.cast(input, TFloat32.class);
      Operand<TFloat32> mean = tf.expandDims(tf.math.mean(x, tf.constant(1)), tf.constant(1));
      var both = tf.concat(List.of(x, tf.math.add(tf.zerosLike(x), mean)), tf.constant(2));
      var rows = tf.linalg.matMul(tf.reshape(both, tf.array(-1L, 2 * d)), hidden);
      var scores = tf.linalg.matMul(tf.nn.relu(rows), out);
      return tf.reshape(scores, tf.array(-1L, n));
    };
  }
}
