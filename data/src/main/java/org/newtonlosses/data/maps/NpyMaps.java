package org.newtonlosses.data.maps;

import com.google.common.primitives.ImmutableLongArray;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.newtonlosses.data.npy.NpyArray;
import org.newtonlosses.data.npy.NpyType;

/**
 * Maps in .npy files: pictures uint8 [N, H, W, 3], paths 0/1 [N, h, w] of any type, vertex costs
 * [N, h, w] in floating point, and perhaps starts and goals [N, 2] and blocked cells [N, h, w] of
 * any type. Only what is asked for is read.
 */
final class NpyMaps implements PathSet {
  private static final Set<NpyType> FLOATING =
      EnumSet.of(NpyType.FLOAT16, NpyType.FLOAT32, NpyType.FLOAT64);

  /** Labels whose cost is compared with the optimum. */
  private static final long SAMPLE = 100;

  /** Labels may come from costs that were rounded afterwards, as to float16's 11 bits. */
  private static final double COST_TOLERANCE = 1e-3;

  /** Costs of blocked cells, which may be anything in files. */
  private static final float UNKNOWN_COST = 1;

  private final NpyArray images;
  private final NpyArray paths;
  private final NpyArray costs;
  private final Map<MapExtra, NpyArray> extras;
  private final PathShape shape;
  private final GridMoves moves;

  /** Cells of the longest label; 0 until they were checked. */
  private int longest;

  /**
   * Joins the arrays.
   *
   * @param extras starts and goals, or none of both; blocked cells or none
   * @param moves for which paths are the shortest
   * @throws IOException if types or shapes are not as above, or do not fit each other, or there is
   *     no map; the message names file and value
   */
  NpyMaps(
      NpyArray images,
      NpyArray paths,
      NpyArray costs,
      Map<MapExtra, NpyArray> extras,
      GridMoves moves)
      throws IOException {
    ImmutableLongArray pixels = images.header().shape();
    if (images.header().type() != NpyType.UINT8
        || pixels.length() != 4
        || pixels.get(3) != PathBatch.CHANNELS) {
      throw unexpected(images, "pictures, u1 [N, H, W, 3]");
    }
    if (paths.header().shape().length() != 3) {
      throw unexpected(paths, "paths [N, h, w]");
    }
    if (costs.header().shape().length() != 3 || !FLOATING.contains(costs.header().type())) {
      throw unexpected(costs, "vertex costs, f2, f4 or f8 [N, h, w]");
    }
    if (!paths.header().shape().equals(costs.header().shape())) {
      throw mismatch(paths, costs, "the same shape");
    }
    if (pixels.get(0) != paths.rows()) {
      throw mismatch(images, paths, "as many pictures as paths");
    }
    if (paths.header().elements() == 0 || images.header().elements() == 0) {
      throw unexpected(
          images.header().elements() == 0 ? images : paths, "at least 1 map of 1 cell");
    }
    for (Map.Entry<MapExtra, NpyArray> extra : extras.entrySet()) {
      checkShape(extra.getKey(), extra.getValue(), paths);
    }
    this.images = images;
    this.paths = paths;
    this.costs = costs;
    this.extras = extras;
    this.moves = moves;
    this.shape =
        new PathShape(
            Math.toIntExact(pixels.get(1)),
            Math.toIntExact(pixels.get(2)),
            Math.toIntExact(paths.header().shape().get(1)),
            Math.toIntExact(paths.header().shape().get(2)),
            new PathExtras(
                extras.containsKey(MapExtra.STARTS),
                extras.containsKey(MapExtra.BLOCKED),
                moves.countsLengths()));
  }

  private static void checkShape(MapExtra extra, NpyArray array, NpyArray paths)
      throws IOException {
    if (extra == MapExtra.BLOCKED) {
      if (!array.header().shape().equals(paths.header().shape())) {
        throw mismatch(array, paths, "the same shape");
      }
    } else if (!array.header().shape().equals(ImmutableLongArray.of(paths.rows(), 2))) {
      throw unexpected(array, "row and column of each map, [%d, 2]".formatted(paths.rows()));
    }
  }

  private static IOException unexpected(NpyArray array, String expected) {
    return new IOException(
        "%s: %s %s, expected %s"
            .formatted(
                array.name(), array.header().type().code(), array.header().shape(), expected));
  }

  private static IOException mismatch(NpyArray one, NpyArray other, String expected) {
    return new IOException(
        "%s has the shape %s and %s the shape %s, expected %s"
            .formatted(
                one.name(), one.header().shape(), other.name(), other.header().shape(), expected));
  }

  @Override
  public PathShape shape() {
    return shape;
  }

  @Override
  public long size() {
    return images.rows();
  }

  @Override
  public GridMoves moves() {
    return moves;
  }

  @Override
  public OptionalInt longestPath() {
    return OptionalInt.of(longest);
  }

  @Override
  public void fill(long index, PathBatch batch, int slot) {
    images.readRow(index, batch.images(), slot * shape.imageBytes());
    int first = slot * shape.cells();
    costs.readRow(index, batch.costs(), first);
    fill(paths, index, batch.paths(), first);
    if (shape.extras().ends()) {
      fill(extras.get(MapExtra.STARTS), index, batch.starts(), 2 * slot);
      fill(extras.get(MapExtra.GOALS), index, batch.goals(), 2 * slot);
    }
    if (shape.extras().blocked()) {
      fill(extras.get(MapExtra.BLOCKED), index, batch.blocked(), first);
      for (int cell = first; cell < first + shape.cells(); cell++) {
        if (batch.blocked()[cell] != 0 && !isCost(batch.costs()[cell])) {
          batch.costs()[cell] = UNKNOWN_COST;
        }
      }
    }
    if (shape.extras().diagonals()) {
      byte[] label = Arrays.copyOfRange(batch.paths(), first, first + shape.cells());
      byte[] diagonals =
          GridPath.of(label, batch.problem(slot, moves))
              .orElseThrow(() -> new IllegalStateException("labels were not checked"))
              .diagonals();
      System.arraycopy(diagonals, 0, batch.diagonals(), first, diagonals.length);
    }
  }

  private static void fill(NpyArray array, long index, byte[] target, int offset) {
    double[] row = row(array, index);
    for (int i = 0; i < row.length; i++) {
      target[offset + i] = (byte) row[i];
    }
  }

  private static void fill(NpyArray array, long index, int[] target, int offset) {
    double[] row = row(array, index);
    for (int i = 0; i < row.length; i++) {
      target[offset + i] = (int) row[i];
    }
  }

  private static double[] row(NpyArray array, long index) {
    double[] row = new double[array.rowElements()];
    array.readRow(index, row, 0);
    return row;
  }

  private static boolean isCost(double cost) {
    return cost > 0 && cost < Double.POSITIVE_INFINITY;
  }

  /**
   * Checks that the costs of all free cells are positive and finite, that starts and goals are free
   * cells of the grid, that all labels are paths ({@link GridPath#of}), and that a sample of them
   * costs what the shortest path costs.
   *
   * @throws IOException if not; the message names file, map and value
   */
  void check() throws IOException {
    long stride = Math.max(1, size() / SAMPLE);
    long unreachable = 0;
    String first = "";
    for (long i = 0; i < size(); i++) {
      GridProblem problem = problem(i);
      byte[] cells = zerosAndOnes(paths, i, "path");
      Optional<GridPath> path = GridPath.of(cells, problem);
      if (path.isPresent()) {
        longest = Math.max(longest, path.get().order().length);
        if (i % stride == 0) {
          checkOptimal(i, problem, path.get());
        }
      } else if (GridDijkstra.solve(problem).isPresent()) {
        throw noPath(i, cells, problem);
      } else if (unreachable++ == 0) {
        first = "map %d, from %s to %s".formatted(i, place(problem.start()), place(problem.goal()));
      }
    }
    if (unreachable > 0) {
      throw new IOException(
          "%s: no path leads from start to goal in %d of %d maps, the first is %s%s"
              .formatted(paths.name(), unreachable, size(), first, assumed()));
    }
  }

  /** Reads what the path of a map must solve. */
  private GridProblem problem(long i) throws IOException {
    boolean anyBlocked = shape.extras().blocked();
    byte[] blocked =
        anyBlocked ? zerosAndOnes(extras.get(MapExtra.BLOCKED), i, "map") : new byte[0];
    double[] cost = row(costs, i);
    for (int cell = 0; cell < cost.length; cell++) {
      if (!isCost(cost[cell])) {
        if (!anyBlocked || blocked[cell] == 0) {
          throw new IOException(
              "%s: cost %s in map %d, only positive finite costs are allowed%s"
                  .formatted(
                      costs.name(), cost[cell], i, anyBlocked ? " where cells are free" : ""));
        }
        cost[cell] = UNKNOWN_COST;
      }
    }
    boolean ends = shape.extras().ends();
    return new GridProblem(
        shape.height(),
        shape.width(),
        cost,
        blocked,
        end(MapExtra.STARTS, i, ends, 0, blocked),
        end(MapExtra.GOALS, i, ends, cost.length - 1, blocked),
        moves);
  }

  private int end(MapExtra kind, long i, boolean given, int corner, byte[] blocked)
      throws IOException {
    int cell = given ? end(extras.get(kind), i) : corner;
    if (blocked.length > 0 && blocked[cell] != 0) {
      throw new IOException(
          "%s: the %s %s of map %d is blocked, it must be free"
              .formatted(
                  given ? extras.get(kind).name() : extras.get(MapExtra.BLOCKED).name(),
                  kind == MapExtra.STARTS ? "start" : "goal",
                  place(cell),
                  i));
    }
    return cell;
  }

  private int end(NpyArray array, long i) throws IOException {
    double[] end = row(array, i);
    boolean inside =
        end[0] >= 0 && end[0] < shape.height() && end[1] >= 0 && end[1] < shape.width();
    if (!inside || end[0] != Math.rint(end[0]) || end[1] != Math.rint(end[1])) {
      throw new IOException(
          "%s: row %s, column %s of map %d, allowed are whole numbers, rows 0 to %d and columns 0"
                  .formatted(array.name(), number(end[0]), number(end[1]), i, shape.height() - 1)
              + " to %d".formatted(shape.width() - 1));
    }
    return ((int) end[0]) * shape.width() + (int) end[1];
  }

  /** Without decimals, if there are none. */
  private static String number(double value) {
    return value == Math.rint(value) ? "%.0f".formatted(value) : "" + value;
  }

  private static byte[] zerosAndOnes(NpyArray array, long i, String what) throws IOException {
    double[] row = row(array, i);
    byte[] cells = new byte[row.length];
    for (int cell = 0; cell < row.length; cell++) {
      if (row[cell] != 0 && row[cell] != 1) {
        throw new IOException(
            "%s: %s in %s %d, allowed are 0 and 1".formatted(array.name(), row[cell], what, i));
      }
      cells[cell] = (byte) row[cell];
    }
    return cells;
  }

  private IOException noPath(long i, byte[] cells, GridProblem problem) {
    for (int cell = 0; cell < cells.length; cell++) {
      if (cells[cell] == 1 && !problem.isFree(cell)) {
        return new IOException(
            "%s: path %d enters the cell %s, which is blocked"
                .formatted(paths.name(), i, place(cell)));
      }
    }
    return new IOException(
        "%s: the cells of path %d do not lead over the %d neighbours from %s to %s without"
                .formatted(
                    paths.name(),
                    i,
                    moves.neighbours(),
                    place(problem.start()),
                    place(problem.goal()))
            + " shortcuts"
            + assumed());
  }

  private String place(int cell) {
    return "(%d, %d)".formatted(cell / shape.width(), cell % shape.width());
  }

  /** A wrong guess of the moves looks like wrong labels. */
  private String assumed() {
    return "; assumed are %s, others are given by --neighbours, --step-cost and --corners"
        .formatted(moves.words());
  }

  private void checkOptimal(long i, GridProblem problem, GridPath path) throws IOException {
    double cost = path.cost(problem);
    double optimum = GridDijkstra.solve(problem).orElseThrow().cost();
    if (cost > optimum * (1 + COST_TOLERANCE)) {
      throw new IOException(
          "%s: path %d costs %s by %s, the shortest path costs %s%s"
              .formatted(paths.name(), i, cost, costs.name(), optimum, assumed()));
    }
  }
}
