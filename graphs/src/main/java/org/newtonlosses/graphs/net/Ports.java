package org.newtonlosses.graphs.net;

import java.util.Objects;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TType;

/**
 * What a network takes and gives for one example.
 *
 * @param type of the input, such as {@code TUint8} or {@code TFloat32}
 * @param input the shape of an example's input, without the batch, fully known, such as [28, 112]
 * @param output the shape of an example's prediction, without the batch, fully known; [] is one
 *     number
 * @param standardization brings inputs to a common scale; {@link Standardization#NONE} where they
 *     have one
 */
public record Ports(
    Class<? extends TType> type, Shape input, Shape output, Standardization standardization) {

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

  private static void requireKnown(String name, Shape shape) {
    if (shape.hasUnknownDimension() || shape.size() < 1) {
      throw new IllegalArgumentException(
          "the %s of a network must have a known shape without zeros, found %s"
              .formatted(name, shape));
    }
  }
}
