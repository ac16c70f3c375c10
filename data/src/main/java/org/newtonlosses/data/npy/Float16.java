package org.newtonlosses.data.npy;

/**
 * Half-precision numbers (IEEE 754 binary16) as their 16 bits: 1 sign, 5 exponent, 10 fraction.
 *
 * <p>Java has such conversions only from version 20 on, and no library here has them.
 */
public final class Float16 {
  private static final int FRACTION_BITS = 10;
  private static final int INFINITY = 0x7c00;
  private static final int EXPONENT_SHIFT = 127 - 15;

  /** The smallest positive number, 2⁻²⁴: the unit of the subnormal ones. */
  private static final float UNIT = 0x1p-24f;

  private Float16() {}

  /** Returns the number itself: every half-precision number is a float. */
  public static float toFloat(short bits) {
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
  public static short of(double value) {
    int sign = (int) (Double.doubleToRawLongBits(value) >>> 48) & 0x8000;
    double magnitude = Math.abs(value);
    if (Double.isNaN(value)) {
      return (short) (sign | INFINITY | 0x200);
    }
    if (magnitude < 0x1p-14) {
      // The unit is a power of two: the quotient is exact, and rint does the rounding.
      return (short) (sign | (int) Math.rint(magnitude / UNIT));
    }
    if (magnitude >= 65_520) {
      return (short) (sign | INFINITY);
    }
    long bits = Double.doubleToRawLongBits(magnitude) - ((1023L - 15) << 52);
    // Half of the last kept bit, less one unless that bit is odd: ties to even.
    long half = (1L << 41) - 1 + ((bits >> 42) & 1);
    return (short) (sign | (int) ((bits + half) >> 42));
  }
}
