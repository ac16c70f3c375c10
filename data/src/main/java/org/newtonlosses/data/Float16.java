package org.newtonlosses.data;

/**
 * Half-precision numbers (IEEE 754 binary16) as their 16 bits: 1 sign, 5 exponent, 10 fraction.
 *
 * <p>Java has such conversions only from version 20 on.
 */
final class Float16 {
  private static final int FRACTION_BITS = 10;
  private static final int INFINITY = 0x7c00;
  private static final int EXPONENT_SHIFT = 127 - 15;

  /** The smallest positive number, 2⁻²⁴: the unit of the subnormal ones. */
  private static final float UNIT = 0x1p-24f;

  private Float16() {}

  /** Returns the number itself: every half-precision number is a float. */
  static float toFloat(short bits) {
    int exponent = (bits & INFINITY) >> FRACTION_BITS;
    int fraction = bits & 0x3ff;
    int sign = (bits & 0x8000) << 16;
    if (exponent == 0) {
      float magnitude = fraction * UNIT;
      return sign == 0 ? magnitude : -magnitude;
    }
    int floatExponent = exponent == 0x1f ? 0xff : exponent + EXPONENT_SHIFT;
    return Float.intBitsToFloat(sign | floatExponent << 23 | fraction << 13);
  }

  /** Returns the nearest half-precision number, ties to even; infinity from 65 520 on. */
  static short of(float value) {
    int sign = (Float.floatToRawIntBits(value) >>> 16) & 0x8000;
    float magnitude = Math.abs(value);
    if (Float.isNaN(value)) {
      return (short) (sign | INFINITY | 0x200);
    }
    if (magnitude < 0x1p-14f) {
      // Both factors are powers of two, so that the product is exact and rint does the rounding.
      return (short) (sign | (int) Math.rint(magnitude / UNIT));
    }
    if (magnitude >= 65_520) {
      return (short) (sign | INFINITY);
    }
    int bits = Float.floatToRawIntBits(magnitude) - (EXPONENT_SHIFT << 23);
    // Half of the last kept bit, less one unless that bit is odd: ties to even.
    int half = 0xfff + ((bits >> 13) & 1);
    return (short) (sign | (bits + half) >> 13);
  }
}
