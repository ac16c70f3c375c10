package org.newtonlosses.graphs.net;

import java.util.List;
import org.newtonlosses.graphs.parameter.Ranges;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gather;
import org.tensorflow.op.core.UpperBound;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/**
 * Takes each channel of inputs, the last axis, through a function of its own that is linear between
 * knots and constant beyond the first and the last one. NaN, a value that is not known, becomes 0.
 *
 * <p>With the quantiles of the training inputs as knots and their levels as values, a channel's
 * distribution becomes uniform, whatever its unit, its skewness and its outliers are.
 *
 * <pre>{@code
 * Interpolation.Channel steps =
 *     new Interpolation.Channel(List.of(0.0, 1.0, 100.0), List.of(-1.0, 0.0, 1.0));
 * Operand<TFloat32> x = tf.constant(new float[][] {{-5}, {0.5f}, {1}, {50.5f}, {1000}});
 * new Interpolation(List.of(steps)).call(tf, x); // → [[-1], [-0.5], [0], [0.5], [1]]
 * }</pre>
 *
 * @param functions of the channels
 */
public record Interpolation(List<Channel> functions) implements Scaling {

  /**
   * The function of a channel.
   *
   * @param knots x<sub>0</sub> &lt; x<sub>1</sub> &lt; …, finite, at least one
   * @param values at the knots, finite, as many
   */
  public record Channel(List<Double> knots, List<Double> values) {

    /** Checks the numbers; throws {@link IllegalArgumentException} naming what was found. */
    public Channel {
      knots = List.copyOf(knots);
      values = List.copyOf(values);
      Ranges.requireAtLeast("the number of knots", 1, knots.size());
      if (values.size() != knots.size()) {
        throw new IllegalArgumentException(
            "there must be a value for each of the %d knots, found %d"
                .formatted(knots.size(), values.size()));
      }
      for (int i = 0; i < knots.size(); i++) {
        if (!Double.isFinite(knots.get(i)) || !Double.isFinite(values.get(i))) {
          throw new IllegalArgumentException(
              "knots and values must be finite, found %s at %s"
                  .formatted(values.get(i), knots.get(i)));
        }
        if (i > 0 && !(knots.get(i) > knots.get(i - 1))) {
          throw new IllegalArgumentException("knots must ascend, found " + knots);
        }
      }
    }
  }

  /** Copies the list; throws {@link IllegalArgumentException} if there is no channel. */
  public Interpolation {
    functions = List.copyOf(functions);
    Ranges.requireAtLeast("the number of channels", 1, functions.size());
  }

  @Override
  public int channels() {
    return functions.size();
  }

  @Override
  public Operand<TFloat32> call(Ops tf, Operand<? extends TType> input) {
    int c = functions.size();
    Operand<TFloat32> numbers = tf.dtypes.cast(input, TFloat32.class);
    Operand<TFloat32> rows = tf.reshape(numbers, tf.array(-1, c));
    Operand<TFloat32> x = tf.linalg.transpose(rows, tf.array(1, 0));
    Pieces pieces = Pieces.of(functions);
    Operand<TFloat32> starts = pieces.constant(tf, pieces.starts);
    Operand<TInt32> piece =
        tf.math.maximum(
            tf.math.sub(
                UpperBound.create(tf.scope(), starts, x, TInt32.class).output(), tf.constant(1)),
            tf.constant(0));
    Operand<TFloat32> into =
        tf.math.maximum(tf.math.sub(x, at(tf, starts, piece)), tf.constant(0f));
    Operand<TFloat32> values =
        tf.math.add(
            at(tf, pieces.constant(tf, pieces.values), piece),
            tf.math.mul(into, at(tf, pieces.constant(tf, pieces.slopes), piece)));
    Operand<TBool> known = tf.math.equal(x, x);
    Operand<TFloat32> all = tf.select(known, values, tf.zerosLike(values));
    return tf.reshape(tf.linalg.transpose(all, tf.array(1, 0)), tf.shape(numbers));
  }

  /** The entry of each channel at each place, [c, K] and [c, N] → [c, N]. */
  private static Operand<TFloat32> at(Ops tf, Operand<TFloat32> entries, Operand<TInt32> places) {
    return tf.gather(entries, places, tf.constant(1), Gather.batchDims(1L));
  }

  /** Where pieces start, the values there and the slopes from there on, [c, K]. */
  private static final class Pieces {
    private final int channels;
    private final int size;
    private final float[] starts;
    private final float[] values;
    private final float[] slopes;

    private Pieces(int channels, int size) {
      this.channels = channels;
      this.size = size;
      starts = new float[channels * size];
      values = new float[channels * size];
      slopes = new float[channels * size];
    }

    static Pieces of(List<Channel> functions) {
      int size = functions.stream().mapToInt(each -> each.knots().size()).max().orElseThrow();
      Pieces pieces = new Pieces(functions.size(), size);
      for (int channel = 0; channel < functions.size(); channel++) {
        pieces.set(channel * size, functions.get(channel));
      }
      return pieces;
    }

    private void set(int first, Channel function) {
      int knots = function.knots().size();
      for (int i = 0; i < size; i++) {
        boolean real = i < knots;
        double knot = real ? function.knots().get(i) : Double.POSITIVE_INFINITY;
        starts[first + i] = (float) knot;
        values[first + i] = real ? function.values().get(i).floatValue() : 0;
        slopes[first + i] = i + 1 < knots ? (float) slope(function, i) : 0;
      }
    }

    private static double slope(Channel function, int i) {
      return (function.values().get(i + 1) - function.values().get(i))
          / (function.knots().get(i + 1) - function.knots().get(i));
    }

    Operand<TFloat32> constant(Ops tf, float[] numbers) {
      return tf.constant(Shape.of(channels, size), DataBuffers.of(numbers));
    }
  }
}
