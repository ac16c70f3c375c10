package org.newtonlosses.data.lists;

import com.google.common.primitives.Floats;

/** Decimal numbers, without what Java alone takes for one, such as {@code 1f} or {@code 0x1p3}. */
final class FiniteNumber {
  /** Differences of such numbers are finite too. */
  static final float LARGEST = 1e38f;

  private FiniteNumber() {}

  /**
   * Returns the number as float32, or NaN if the text is none. Numbers beyond ±10³⁸, as the largest
   * double that Istella's sets have, become that.
   */
  static float parse(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
        return Float.NaN;
      }
    }
    try {
      return Floats.constrainToRange(Float.parseFloat(text), -LARGEST, LARGEST);
    } catch (NumberFormatException e) {
      return Float.NaN;
    }
  }
}
