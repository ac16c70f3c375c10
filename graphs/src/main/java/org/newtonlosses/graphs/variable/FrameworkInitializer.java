package org.newtonlosses.graphs.variable;

import java.util.Objects;
import java.util.function.LongFunction;
import org.tensorflow.Operand;
import org.tensorflow.framework.initializers.Initializer;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * An initialiser of TensorFlow Java's framework as an initial value:
 *
 * <pre>{@code
 * InitialValue he = new FrameworkInitializer(seed -> new He<>(Distribution.NORMAL, seed));
 * }</pre>
 *
 * <p>The framework's initialisers are stateless: the same seed and shape give the same values,
 * whatever the machine. They take one number as their seed: it is a hash of the parameter's, so
 * that no two parameters of a model get the same.
 *
 * <p>With {@code Distribution.UNIFORM} the framework's {@code VarianceScaling}, {@code Glorot},
 * {@code He} and {@code LeCun} draw from [0, b) where (−b, b) is meant (seen in 1.1.0): take {@code
 * TRUNCATED_NORMAL} or {@code NORMAL}.
 *
 * <pre>{@code
 * InitialValue ones = new FrameworkInitializer(seed -> new Ones<>());
 * ones.draw(tf, Shape.of(3), 1, 0); // → [1, 1, 1]
 * }</pre>
 *
 * @param initializer from a seed to the initialiser
 */
public record FrameworkInitializer(LongFunction<Initializer<TFloat32>> initializer)
    implements InitialValue {

  /** Checks that nothing is missing. */
  public FrameworkInitializer {
    Objects.requireNonNull(initializer, "initializer");
  }

  @Override
  public Operand<TFloat32> draw(Ops tf, Shape shape, long... seed) {
    long mixed = 0;
    for (long part : seed) {
      mixed = mix(mixed + part);
    }
    return initializer.apply(mixed).call(tf, tf.constant(shape), TFloat32.class);
  }

  /** The step of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014): one-to-one, every bit counts. */
  private static long mix(long state) {
    long z = state + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
