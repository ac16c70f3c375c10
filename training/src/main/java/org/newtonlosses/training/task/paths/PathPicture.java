package org.newtonlosses.training.task.paths;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import org.newtonlosses.training.task.paths.GridRoute.Cell;

/**
 * A picture of predictions, a row for each map: the map, the predicted costs, the path found on the
 * map, and beside it the true path if it is known; with starts, goals and blocked cells.
 */
final class PathPicture {
  private static final int PANEL = 288;
  private static final int SCALE = 64;
  private static final int MARGIN = 12;
  private static final int TITLE = 18;

  private static final Color START = new Color(0, 200, 83);
  private static final Color GOAL = new Color(213, 0, 0);
  private static final Color BLOCKED = new Color(38, 38, 38);

  private final BufferedImage image;
  private final Graphics2D graphics;

  private PathPicture(int width, int height) {
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
   * A grid as it is drawn.
   *
   * @param route what was found on it
   */
  private record Panel(GridRoute route) {
    int cell() {
      return Math.max(2, PANEL / Math.max(route.height(), route.width()));
    }

    int width() {
      return route.width() * cell();
    }

    int height() {
      return route.height() * cell();
    }
  }

  /**
   * Draws predictions.
   *
   * @param maps at least one
   * @param paths the path found on each
   */
  static BufferedImage draw(List<MapExample> maps, List<PredictedPath> paths) {
    boolean labels = maps.stream().anyMatch(map -> map.label().isPresent());
    int width = 0;
    int height = MARGIN;
    for (PredictedPath path : paths) {
      Panel panel = new Panel(path.route());
      width = Math.max(width, MARGIN + (labels ? 4 : 3) * (panel.width() + MARGIN) + SCALE);
      height += TITLE + panel.height() + MARGIN;
    }
    PathPicture picture = new PathPicture(width, height);
    int top = MARGIN;
    for (int i = 0; i < maps.size(); i++) {
      picture.row(maps.get(i), paths.get(i), top + TITLE);
      top += TITLE + new Panel(paths.get(i).route()).height() + MARGIN;
    }
    picture.graphics.dispose();
    return picture.image;
  }

  private void row(MapExample map, PredictedPath path, int top) {
    Panel panel = new Panel(path.route());
    int step = panel.width() + MARGIN;
    int left = MARGIN;
    title(map.name(), panel, left, top);
    map(map, panel, left, top);
    ends(map, panel, left, top);
    left += step;
    title("predicted costs", panel, left, top);
    costs(map, path, panel, left, top);
    left += step + SCALE;
    title("path found" + map.verdict(path).map(text -> ": " + text).orElse(""), panel, left, top);
    map(map, panel, left, top);
    path(path.route(), panel, left, top);
    ends(map, panel, left, top);
    if (map.label().isPresent()) {
      left += step;
      title("true path", panel, left, top);
      map(map, panel, left, top);
      path(map.trueRoute(path.route()).orElseThrow(), panel, left, top);
      ends(map, panel, left, top);
    }
  }

  /** Text above a panel; of a long one its end. */
  private void title(String text, Panel panel, int left, int top) {
    String shown = text;
    while (graphics.getFontMetrics().stringWidth(shown) > panel.width() && shown.length() > 2) {
      shown = "…" + shown.substring(2);
    }
    graphics.setColor(Color.BLACK);
    graphics.drawString(shown, left, top - 5);
  }

  private void map(MapExample map, Panel panel, int left, int top) {
    BufferedImage pixels = new BufferedImage(map.width(), map.height(), BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < map.height() * map.width(); i++) {
      pixels.setRGB(
          i % map.width(),
          i / map.width(),
          (map.pixels()[3 * i] & 0xff) << 16
              | (map.pixels()[3 * i + 1] & 0xff) << 8
              | (map.pixels()[3 * i + 2] & 0xff));
    }
    graphics.drawImage(pixels, left, top, panel.width(), panel.height(), null);
  }

  /**
   * A green disc where paths start and a red one where they end, if maps have ends of their own.
   */
  private void ends(MapExample map, Panel panel, int left, int top) {
    map.start().ifPresent(start -> disc(start, START, panel, left, top));
    map.goal().ifPresent(goal -> disc(goal, GOAL, panel, left, top));
  }

  private void disc(Cell at, Color color, Panel panel, int left, int top) {
    double radius = Math.max(5, 0.36 * panel.cell());
    double x = left + (at.column() + 0.5) * panel.cell();
    double y = top + (at.row() + 0.5) * panel.cell();
    graphics.setColor(Color.WHITE);
    graphics.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
    radius *= 0.75;
    graphics.setColor(color);
    graphics.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
  }

  /**
   * The costs of free cells as colours from the least to the largest, and a scale beside them;
   * blocked cells are nearly black.
   */
  private void costs(MapExample map, PredictedPath path, Panel panel, int left, int top) {
    byte[] blocked =
        map.blocked().map(GridCells::cells).orElseGet(() -> new byte[path.costs().length]);
    float least = Float.POSITIVE_INFINITY;
    float largest = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < blocked.length; i++) {
      if (blocked[i] == 0) {
        least = Math.min(least, path.costs()[i]);
        largest = Math.max(largest, path.costs()[i]);
      }
    }
    float range = largest > least ? largest - least : 1;
    int columns = path.route().width();
    int cell = panel.cell();
    for (int i = 0; i < blocked.length; i++) {
      graphics.setColor(
          blocked[i] == 1 ? BLOCKED : HeatColor.of((path.costs()[i] - least) / range));
      graphics.fillRect(left + i % columns * cell, top + i / columns * cell, cell, cell);
    }
    int x = left + panel.width() + MARGIN / 2;
    int height = panel.height();
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
  private void path(GridRoute route, Panel panel, int left, int top) {
    Path2D line = new Path2D.Double();
    for (Cell at : route.cells()) {
      double x = left + (at.column() + 0.5) * panel.cell();
      double y = top + (at.row() + 0.5) * panel.cell();
      if (line.getCurrentPoint() == null) {
        line.moveTo(x, y);
      }
      line.lineTo(x, y);
    }
    stroke(line, Color.BLACK, Math.max(4.5f, 0.36f * panel.cell()));
    stroke(line, Color.YELLOW, Math.max(2.5f, 0.2f * panel.cell()));
  }

  private void stroke(Path2D line, Color color, float width) {
    graphics.setColor(color);
    graphics.setStroke(new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    graphics.draw(line);
  }
}
