package org.newtonlosses.data.npy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Element types of .npy files that are supported. */
public enum NpyType {
  /** A byte, 0 or 1. */
  BOOL("b1", 1),
  /** An unsigned byte. */
  UINT8("u1", 1),
  /** A signed integer of 32 bits. */
  INT32("i4", 4),
  /** A signed integer of 64 bits. */
  INT64("i8", 8),
  /** Half precision. */
  FLOAT16("f2", 2),
  /** Single precision. */
  FLOAT32("f4", 4),
  /** Double precision. */
  FLOAT64("f8", 8);

  private final String code;
  private final int bytes;

  NpyType(String code, int bytes) {
    this.code = code;
    this.bytes = bytes;
  }

  /** Returns NumPy's code of the type without the byte order, such as "f4". */
  public String code() {
    return code;
  }

  /** Returns the size of an element. */
  public int bytes() {
    return bytes;
  }

  /** Returns the codes of all types, to tell the user. */
  static String codes() {
    return Arrays.stream(values()).map(NpyType::code).collect(Collectors.joining(", "));
  }

  /** Returns the element at a position in bytes; an integer beyond ±2⁵³ is rounded. */
  double get(ByteBuffer buffer, int position) {
    return switch (this) {
      case BOOL, UINT8 -> buffer.get(position) & 0xff;
      case INT32 -> buffer.getInt(position);
      case INT64 -> buffer.getLong(position);
      case FLOAT16 -> Float16.toFloat(buffer.getShort(position));
      case FLOAT32 -> buffer.getFloat(position);
      case FLOAT64 -> buffer.getDouble(position);
    };
  }

  /** Appends an element: a floating-point type takes the nearest number that it has. */
  void put(ByteBuffer buffer, double value) {
    switch (this) {
      case BOOL, UINT8 -> buffer.put((byte) value);
      case INT32 -> buffer.putInt((int) value);
      case INT64 -> buffer.putLong((long) value);
      case FLOAT16 -> buffer.putShort(Float16.of(value));
      case FLOAT32 -> buffer.putFloat((float) value);
      case FLOAT64 -> buffer.putDouble(value);
    }
  }
}
