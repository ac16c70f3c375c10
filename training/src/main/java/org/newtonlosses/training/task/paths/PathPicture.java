package org.newtonlosses.training.task.paths;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import org.newtonlosses.data.maps.PathShape;

/**
 * A picture of predictions, a row for each map: the map, the predicted costs, the path found on the
 * map, and beside it the true path if it is known.
 */
final class PathPicture {
  private static final int PANEL = 288;
  private static final int SCALE = 64;
  private static final int MARGIN = 12;
  private static final int TITLE = 18;

  private final PathShape shape;
  private final int cell;
  private final BufferedImage image;
  private final Graphics2D graphics;

  private PathPicture(PathShape shape, int rows, boolean labels) {
    this.shape = shape;
    this.cell = Math.max(2, PANEL / Math.max(shape.height(), shape.width()));
    int panels = labels ? 4 : 3;
    int width = MARGIN + panels * (panelWidth() + MARGIN) + SCALE;
    int height = rows * (TITLE + panelHeight() + MARGIN) + MARGIN;
    this.image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    this.graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, width, height);
    graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
  }

  /**
   * Draws predictions.
   *
   * @param shape the size of the maps
   * @param maps at least one
   * @param paths the path found on each
   */
  public static BufferedImage draw(
      PathShape shape, List<MapExample> maps, List<PredictedPath> paths) {
    boolean labels = maps.stream().anyMatch(map -> map.label().isPresent());
    PathPicture picture = new PathPicture(shape, maps.size(), labels);
    for (int i = 0; i < maps.size(); i++) {
      picture.row(i, maps.get(i), paths.get(i));
    }
    picture.graphics.dispose();
    return picture.image;
  }

  private void row(int row, MapExample map, PredictedPath path) {
    int top = MARGIN + row * (TITLE + panelHeight() + MARGIN) + TITLE;
    int step = panelWidth() + MARGIN;
    int left = MARGIN;
    title(map.name(), left, top);
    map(map, left, top);
    left += step;
    title("predicted costs", left, top);
    costs(path, left, top);
    left += step + SCALE;
    title("path found" + map.verdict(path).map(text -> ": " + text).orElse(""), left, top);
    map(map, left, top);
    path(path.cells(), left, top);
    if (map.label().isPresent()) {
      left += step;
      title("true path", left, top);
      map(map, left, top);
      path(PredictedPath.cells(map.label().get(), shape.height(), shape.width()), left, top);
    }
  }

  /** Text above a panel; of a long one its end. */
  private void title(String text, int left, int top) {
    String shown = text;
    while (graphics.getFontMetrics().stringWidth(shown) > panelWidth() && shown.length() > 2) {
      shown = "…" + shown.substring(2);
    }
    graphics.setColor(Color.BLACK);
    graphics.drawString(shown, left, top - 5);
  }

  private void map(MapExample map, int left, int top) {
    BufferedImage pixels =
        new BufferedImage(shape.imageWidth(), shape.imageHeight(), BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < shape.imageHeight() * shape.imageWidth(); i++) {
      pixels.setRGB(
          i % shape.imageWidth(),
          i / shape.imageWidth(),
          (map.pixels()[3 * i] & 0xff) << 16
              | (map.pixels()[3 * i + 1] & 0xff) << 8
              | (map.pixels()[3 * i + 2] & 0xff));
    }
    graphics.drawImage(pixels, left, top, panelWidth(), panelHeight(), null);
  }

  /** The costs as colours from the least to the largest, and a scale beside them. */
  private void costs(PredictedPath path, int left, int top) {
    float least = Float.POSITIVE_INFINITY;
    float largest = Float.NEGATIVE_INFINITY;
    for (float cost : path.costs()) {
      least = Math.min(least, cost);
      largest = Math.max(largest, cost);
    }
    float range = largest > least ? largest - least : 1;
    for (int i = 0; i < path.costs().length; i++) {
      graphics.setColor(HeatColor.of((path.costs()[i] - least) / range));
      graphics.fillRect(
          left + i % shape.width() * cell, top + i / shape.width() * cell, cell, cell);
    }
    int x = left + panelWidth() + MARGIN / 2;
    int height = panelHeight();
    for (int y = 0; y < height; y++) {
      graphics.setColor(HeatColor.of(1 - (float) y / Math.max(1, height - 1)));
      graphics.fillRect(x, top + y, 10, 1);
    }
    graphics.setColor(Color.BLACK);
    graphics.drawString(number(largest), x + 14, top + 11);
    graphics.drawString(number(least), x + 14, top + height - 1);
  }

  private static String number(float value) {
    return String.format(Locale.ROOT, "%.3g", value);
  }

  /** A line through the centres of the cells, light on a dark border to be seen on any ground. */
  private void path(List<PredictedPath.Cell> cells, int left, int top) {
    Path2D line = new Path2D.Double();
    for (PredictedPath.Cell at : cells) {
      double x = left + (at.column() + 0.5) * cell;
      double y = top + (at.row() + 0.5) * cell;
      if (line.getCurrentPoint() == null) {
        line.moveTo(x, y);
      }
      line.lineTo(x, y);
    }
    stroke(line, Color.BLACK, 0.36f);
    stroke(line, Color.YELLOW, 0.2f);
  }

  private void stroke(Path2D line, Color color, float cells) {
    graphics.setColor(color);
    graphics.setStroke(
        new BasicStroke(cells * cell, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    graphics.draw(line);
  }

  private int panelWidth() {
    return shape.width() * cell;
  }

  private int panelHeight() {
    return shape.height() * cell;
  }
}
