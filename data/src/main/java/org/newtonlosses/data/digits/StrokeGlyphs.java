package org.newtonlosses.data.digits;

import com.google.common.primitives.Doubles;
import java.util.ArrayList;
import java.util.List;

/**
 * The pen paths of the ten digits: strokes of points x0, y0, x1, y1, … in a unit box, x to the
 * right and y downwards.
 */
final class StrokeGlyphs {
  private final List<double[]> strokes = new ArrayList<>();
  private final List<Double> pen = new ArrayList<>();

  private StrokeGlyphs() {}

  /** Returns the strokes [digit][stroke][coordinates] of 0 … 9. */
  static double[][][] all() {
    return new double[][][] {
      new StrokeGlyphs().arc(0.5, 0.5, 0.36, 0.46, -100, 260).strokes(),
      new StrokeGlyphs().line(0.3, 0.2).line(0.52, 0.04).line(0.52, 0.96).strokes(),
      new StrokeGlyphs()
          .arc(0.48, 0.29, 0.3, 0.25, -170, 35)
          .line(0.16, 0.96)
          .line(0.86, 0.96)
          .strokes(),
      new StrokeGlyphs()
          .arc(0.46, 0.27, 0.29, 0.23, -160, 90)
          .arc(0.46, 0.73, 0.34, 0.23, -90, 155)
          .strokes(),
      new StrokeGlyphs()
          .line(0.6, 0.04)
          .line(0.12, 0.64)
          .line(0.9, 0.64)
          .lift()
          .line(0.66, 0.3)
          .line(0.66, 0.96)
          .strokes(),
      new StrokeGlyphs()
          .line(0.82, 0.05)
          .line(0.26, 0.05)
          .line(0.22, 0.46)
          .arc(0.46, 0.67, 0.35, 0.28, -130, 150)
          .strokes(),
      new StrokeGlyphs()
          .arc(0.76, 0.66, 0.58, 0.62, -95, -180)
          .arc(0.5, 0.7, 0.32, 0.26, -180, -540)
          .strokes(),
      new StrokeGlyphs().line(0.14, 0.06).line(0.86, 0.06).line(0.4, 0.96).strokes(),
      new StrokeGlyphs()
          .arc(0.5, 0.27, 0.27, 0.23, 90, 450)
          .arc(0.5, 0.73, 0.33, 0.23, -90, 270)
          .strokes(),
      new StrokeGlyphs()
          .arc(0.48, 0.3, 0.3, 0.26, 0, -360)
          .line(0.78, 0.5)
          .line(0.68, 0.96)
          .strokes(),
    };
  }

  private StrokeGlyphs line(double x, double y) {
    pen.add(x);
    pen.add(y);
    return this;
  }

  /** Angles in degrees, clockwise, 0 to the right. */
  private StrokeGlyphs arc(double x, double y, double rx, double ry, double from, double to) {
    int steps = (int) Math.ceil(Math.abs(to - from) / 20);
    for (int i = 0; i <= steps; i++) {
      double angle = StrictMath.toRadians(from + (to - from) * i / steps);
      line(x + rx * StrictMath.cos(angle), y + ry * StrictMath.sin(angle));
    }
    return this;
  }

  private StrokeGlyphs lift() {
    strokes.add(Doubles.toArray(pen));
    pen.clear();
    return this;
  }

  private double[][] strokes() {
    lift();
    return strokes.toArray(double[][]::new);
  }
}
