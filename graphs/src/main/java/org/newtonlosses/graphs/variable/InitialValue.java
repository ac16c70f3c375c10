package org.newtonlosses.graphs.variable;

import org.newtonlosses.graphs.parameter.Ranges;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * How a parameter is initialised. Random values come from stateless generators, so that the same
 * seed gives the same values.
 *
 * <pre>{@code
 * new InitialValue.Constant(2).draw(tf, Shape.of(3), 1, 0); // → [2, 2, 2]
 * new InitialValue.Normal(0.1).draw(tf, Shape.of(100, 200), 1, 0).shape(); // → [100, 200]
 * }</pre>
 */
public interface InitialValue {

  /**
   * Draws the initial value.
   *
   * @param tf builds the nodes
   * @param shape the parameter's shape
   * @param seed two numbers; the same ones give the same value, whatever the machine
   * @return a tensor of that shape
   */
  Operand<TFloat32> draw(Ops tf, Shape shape, long... seed);

  /**
   * Uniform in (−bound, bound).
   *
   * @param bound half the width, &gt; 0
   */
  record Uniform(double bound) implements InitialValue {

    /** Checks the bound; throws {@link IllegalArgumentException} with the value found. */
    public Uniform {
      Ranges.requirePositive("bound", bound);
    }

    @Override
    public Operand<TFloat32> draw(Ops tf, Shape shape, long... seed) {
      Operand<TFloat32> unit =
          tf.random.statelessRandomUniform(tf.constant(shape), tf.constant(seed), TFloat32.class);
      return tf.math.mul(tf.math.sub(unit, tf.constant(0.5f)), tf.constant((float) (2 * bound)));
    }
  }

  /**
   * Normal with mean 0.
   *
   * @param deviation the standard deviation, &gt; 0
   */
  record Normal(double deviation) implements InitialValue {

    /** Checks the deviation; throws {@link IllegalArgumentException} with the value found. */
    public Normal {
      Ranges.requirePositive("deviation", deviation);
    }

    @Override
    public Operand<TFloat32> draw(Ops tf, Shape shape, long... seed) {
      Operand<TFloat32> standard =
          tf.random.statelessRandomNormal(tf.constant(shape), tf.constant(seed), TFloat32.class);
      return tf.math.mul(standard, tf.constant((float) deviation));
    }
  }

  /**
   * The same number everywhere.
   *
   * @param value the number
   */
  record Constant(double value) implements InitialValue {

    @Override
    public Operand<TFloat32> draw(Ops tf, Shape shape, long... seed) {
      return tf.fill(tf.constant(shape), tf.constant((float) value));
    }
  }
}
