package org.newtonlosses.graphs.testing;

import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

/** Numbers to tensors and back. */
final class Tensors {

  private Tensors() {}

  /** A tensor of that type; numbers that it cannot hold are cut as Java's casts do. */
  static Tensor of(Numbers numbers, Class<? extends TType> type) {
    Shape shape = numbers.shape();
    double[] flat = numbers.flat();
    if (type == TFloat64.class) {
      return TFloat64.tensorOf(shape, DataBuffers.of(flat));
    }
    if (type == TFloat32.class) {
      float[] floats = new float[flat.length];
      for (int i = 0; i < flat.length; i++) {
        floats[i] = (float) flat[i];
      }
      return TFloat32.tensorOf(shape, DataBuffers.of(floats));
    }
    if (type == TInt32.class) {
      int[] integers = new int[flat.length];
      for (int i = 0; i < flat.length; i++) {
        integers[i] = (int) flat[i];
      }
      return TInt32.tensorOf(shape, DataBuffers.of(integers));
    }
    if (type == TInt64.class) {
      long[] integers = new long[flat.length];
      for (int i = 0; i < flat.length; i++) {
        integers[i] = (long) flat[i];
      }
      return TInt64.tensorOf(shape, DataBuffers.of(integers));
    }
    if (type == TUint8.class) {
      byte[] bytes = new byte[flat.length];
      for (int i = 0; i < flat.length; i++) {
        bytes[i] = (byte) (int) flat[i];
      }
      return TUint8.tensorOf(shape, DataBuffers.of(bytes));
    }
    throw new IllegalArgumentException(
        "inputs are float32, float64, int32, int64 or uint8, found " + type.getSimpleName());
  }

  /** The numbers of a tensor; true is 1 and false is 0. */
  static Numbers numbers(Tensor tensor) {
    double[] flat = new double[Math.toIntExact(tensor.shape().size())];
    int[] next = {0};
    if (tensor instanceof TFloat64 doubles) {
      doubles.copyTo(DataBuffers.of(flat));
    } else if (tensor instanceof TFloat32 floats) {
      floats.scalars().forEach(x -> flat[next[0]++] = x.getFloat());
    } else if (tensor instanceof TInt32 integers) {
      integers.scalars().forEach(x -> flat[next[0]++] = x.getInt());
    } else if (tensor instanceof TInt64 integers) {
      integers.scalars().forEach(x -> flat[next[0]++] = x.getLong());
    } else if (tensor instanceof TUint8 bytes) {
      bytes.scalars().forEach(x -> flat[next[0]++] = Byte.toUnsignedInt(x.getByte()));
    } else if (tensor instanceof TBool truths) {
      truths.scalars().forEach(x -> flat[next[0]++] = x.getBoolean() ? 1 : 0);
    } else {
      throw new IllegalArgumentException(
          "outputs are float32, float64, int32, int64, uint8 or bool, found " + tensor.dataType());
    }
    return Numbers.of(tensor.shape(), flat);
  }
}
