package org.newtonlosses.graphs.net;

import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/**
 * What a network takes and gives for one example.
 *
 * <pre>{@code
 * Ports ports = new Ports(TUint8.class, Shape.of(28, 112), Shape.scalar());
 * ports.output().numDimensions(); // → 0
 * ports.standardization().channels(); // → 0
 * }</pre>
 *
 * @param type of the input, such as {@code TUint8} or {@code TFloat32}
 * @param input the shape of an example's input, without the batch, fully known, such as [28, 112]
 * @param output the shape of an example's prediction, without the batch, fully known; [] is one
 *     number
 * @param standardization brings inputs to a common scale; {@link Standardization#NONE} where they
 *     have one
 */
public record Ports(
    Class<? extends TType> type, Shape input, Shape output, Scaling standardization) {

  /** Checks the shapes; throws {@link IllegalArgumentException} if they are not fully known. */
  public Ports {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(standardization, "standardization");
    requireKnown("input", input);
    requireKnown("output", output);
  }

  /** Inputs that need no standardization. */
  public Ports(Class<? extends TType> type, Shape input, Shape output) {
    this(type, input, output, Standardization.NONE);
  }

  /**
   * Standardises inputs.
   *
   * @param tf builds the nodes
   * @param inputs [N, …] of the type and shape of these ports
   * @return float32 [N, …]
   * @throws IllegalArgumentException if they have not, or nobody knows when the graph is built
   */
  public Operand<TFloat32> standardized(Ops tf, Operand<? extends TType> inputs) {
    Shape expected = batchOf(input);
    Shape found = inputs.shape();
    if (inputs.type() != type || !found.isCompatibleWith(expected)) {
      throw new IllegalArgumentException(
          "the network takes %s %s, found %s %s"
              .formatted(type.getSimpleName(), expected, inputs.type().getSimpleName(), found));
    }
    if (found.isUnknown() || found.tail().hasUnknownDimension()) {
      throw new IllegalArgumentException(
          "the network takes inputs of one size only, %s, found %s, whose size is free"
              .formatted(expected, found));
    }
    return standardization.call(tf, inputs);
  }

  /**
   * Gives outputs their shape.
   *
   * @param tf builds the nodes
   * @param outputs [N, k], k the size of an example's output
   * @return [N, …], of the shape of these ports
   */
  public Operand<TFloat32> shaped(Ops tf, Operand<TFloat32> outputs) {
    return tf.reshape(outputs, tf.constant(batchOf(output)));
  }

  /**
   * Checks that the standardization is of the input's channels, its last axis, or of all alike.
   *
   * @throws IllegalArgumentException if not
   */
  void requireChannels() {
    int channels = standardization.channels();
    int rank = input.numDimensions();
    if (channels > 1 && (rank == 0 || input.get(rank - 1) != channels)) {
      throw new IllegalArgumentException(
          "a standardization of %d channels does not fit the input %s, whose last axis is the channels"
              .formatted(channels, input));
    }
  }

  private static Shape batchOf(Shape example) {
    return Shape.of(Shape.UNKNOWN_SIZE).append(example);
  }

  private static void requireKnown(String name, Shape shape) {
    if (shape.hasUnknownDimension() || shape.size() < 1) {
      throw new IllegalArgumentException(
          "the %s of a network must have a known shape without zeros, found %s"
              .formatted(name, shape));
    }
  }
}
