package org.newtonlosses.training.task.paths;

import java.util.Locale;
import java.util.Optional;
import org.newtonlosses.training.task.paths.GridRoute.Cell;

/**
 * A map to find a path on.
 *
 * @param name where it comes from: a file, or a file or data set and a place in it
 * @param height H, pixels
 * @param width W, pixels
 * @param pixels uint8 [H, W, 3], row-major; not copied
 * @param start where the path shall start, if maps have starts of their own
 * @param goal where the path shall end, if maps have goals of their own
 * @param blocked the cells that no path enters, if there are any
 * @param label the true path, of zeros and ones, if it is known
 * @param diagonals which cells the true path enters diagonally, if that is known; not copied
 * @param costs the true costs, [h, w], if they are known; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record MapExample(
    String name,
    int height,
    int width,
    byte[] pixels,
    Optional<Cell> start,
    Optional<Cell> goal,
    Optional<GridCells> blocked,
    Optional<GridCells> label,
    Optional<byte[]> diagonals,
    Optional<float[]> costs) {

  /** As in the metric cost match. */
  private static final double TOLERANCE = 1e-6;

  /** A map of which nothing more is known. */
  MapExample(String name, int height, int width, byte[] pixels) {
    this(
        name,
        height,
        width,
        pixels,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The same map with its true path. */
  MapExample withLabel(GridCells path) {
    return new MapExample(
        name,
        height,
        width,
        pixels,
        start,
        goal,
        blocked,
        Optional.of(path),
        Optional.empty(),
        costs);
  }

  /** The same map with ends. */
  MapExample withEnds(Cell from, Cell to) {
    return new MapExample(
        name,
        height,
        width,
        pixels,
        Optional.of(from),
        Optional.of(to),
        blocked,
        label,
        diagonals,
        costs);
  }

  /** The same map with blocked cells. */
  MapExample withBlocked(GridCells cells) {
    return new MapExample(
        name, height, width, pixels, start, goal, Optional.of(cells), label, diagonals, costs);
  }

  /** The true path, if it is known, as one between the ends of a path that was found. */
  Optional<GridRoute> trueRoute(GridRoute found) {
    return label.map(
        known ->
            new GridRoute(
                found.height(),
                found.width(),
                known.cells(),
                diagonals,
                found.goal(),
                found.moves()));
  }

  /**
   * What a path is beside the true one, such as {@code the true path}; empty if that is unknown.
   */
  Optional<String> verdict(PredictedPath path) {
    GridRoute found = path.route();
    return trueRoute(found)
        .map(
            known -> {
              if (found.matches(known)) {
                return "the true path";
              }
              if (costs.isEmpty()) {
                return "not the true path";
              }
              double excess = found.cost(costs.get()) / known.cost(costs.get()) - 1;
              return excess < TOLERANCE
                  ? "as cheap as the true path"
                  : String.format(Locale.ROOT, "%.1f %% dearer than the true path", 100 * excess);
            });
  }
}
