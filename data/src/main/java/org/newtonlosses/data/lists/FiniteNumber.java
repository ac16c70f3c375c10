package org.newtonlosses.data.lists;

/** Decimal numbers, without what Java alone takes for one, such as {@code 1f} or {@code 0x1p3}. */
final class FiniteNumber {
  private FiniteNumber() {}

  /** Returns the number as float32, or NaN if the text is none or beyond float32. */
  static float parse(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
        return Float.NaN;
      }
    }
    try {
      float value = Float.parseFloat(text);
      return Float.isInfinite(value) ? Float.NaN : value;
    } catch (NumberFormatException e) {
      return Float.NaN;
    }
  }
}
