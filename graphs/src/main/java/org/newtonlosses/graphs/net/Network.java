package org.newtonlosses.graphs.net;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TType;

/**
 * A network that makes predictions from inputs of any type and rank, with its parameters bound.
 *
 * <pre>{@code
 * Network doubling = (tf, x) -> tf.math.mul(tf.dtypes.cast(x, TFloat32.class), tf.constant(2f));
 * doubling.call(tf, tf.constant(new int[][] {{1, 2}})); // → [[2, 4]]
 * doubling.train(tf, tf.constant(new int[][] {{1, 2}})).updates(); // → []
 * }</pre>
 */
@FunctionalInterface
public interface Network {

  /**
   * Predicts from each input by itself, as the trained network serves.
   *
   * @param tf builds the nodes
   * @param input [N, …], N is free; of the type and shape that the network was made for, or of
   *     others that it says it takes
   * @return predictions, float32 [N, …]
   * @throws IllegalArgumentException if the input cannot have the shape that the network takes
   */
  Operand<TFloat32> call(Ops tf, Operand<? extends TType> input);

  /**
   * Predicts as during training: the predictions may depend on the batch, and the network's state
   * may change. A network without state makes no difference.
   *
   * @param tf builds the nodes
   * @param input as for {@link #call}
   * @return predictions of the same shape, and what changes
   * @throws IllegalArgumentException if the input cannot have the shape that the network takes
   */
  default TrainingPass train(Ops tf, Operand<? extends TType> input) {
    return new TrainingPass(call(tf, input), List.of());
  }

  /**
   * Predicts as during training, where there are random numbers, such as for a dropout; unless
   * overridden, without them.
   *
   * @param tf builds the nodes
   * @param input as for {@link #call}
   * @param seed of stateless generators, [2]: another one in each step, the same in a run that is
   *     repeated or resumed
   * @return as {@link #train(Ops, Operand)}
   * @throws IllegalArgumentException if the input cannot have the shape that the network takes
   */
  default TrainingPass train(Ops tf, Operand<? extends TType> input, Operand<TInt64> seed) {
    return train(tf, input);
  }
}
