package org.newtonlosses.training.model;

import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.ByteDataBuffer;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;

/**
 * An array of a batch: what one input of a model is fed with.
 *
 * @param input the name of the input
 * @param array {@code float[]}, {@code double[]}, {@code int[]}, {@code long[]} or {@code byte[]}
 *     (uint8), in row-major order; not copied, and may be longer than the shape says
 * @param shape of its valid part, the batch first
 */
public record BatchArray(String input, Object array, Shape shape) {

  /**
   * With the shape's sizes.
   *
   * @param sizes the batch first
   */
  public static BatchArray of(String input, Object array, long... sizes) {
    return new BatchArray(input, array, Shape.of(sizes));
  }

  /** A new tensor of the type and shape. */
  Tensor allocate() {
    if (array instanceof float[]) {
      return TFloat32.tensorOf(shape);
    }
    if (array instanceof double[]) {
      return TFloat64.tensorOf(shape);
    }
    if (array instanceof int[]) {
      return TInt32.tensorOf(shape);
    }
    if (array instanceof long[]) {
      return TInt64.tensorOf(shape);
    }
    if (array instanceof byte[]) {
      return TUint8.tensorOf(shape);
    }
    throw new IllegalArgumentException(
        "%s must be an array of float, double, int, long or byte, found %s"
            .formatted(input, array.getClass().getSimpleName()));
  }

  /** A new tensor of its values, to be closed by the caller. */
  public Tensor toTensor() {
    Tensor tensor = allocate();
    copy(tensor);
    return tensor;
  }

  /** Copies the values into a tensor that {@link #allocate} made. */
  void copy(Tensor tensor) {
    int count = Math.toIntExact(shape.size());
    ByteDataBuffer data = tensor.asRawTensor().data();
    if (array instanceof float[] floats) {
      data.asFloats().write(floats, 0, count);
    } else if (array instanceof double[] doubles) {
      data.asDoubles().write(doubles, 0, count);
    } else if (array instanceof int[] ints) {
      data.asInts().write(ints, 0, count);
    } else if (array instanceof long[] longs) {
      data.asLongs().write(longs, 0, count);
    } else {
      data.write((byte[]) array, 0, count);
    }
  }
}
