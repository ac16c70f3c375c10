package org.newtonlosses.data.benchmarks;

import com.google.common.primitives.ImmutableLongArray;
import java.io.IOException;
import org.newtonlosses.data.maps.GridMoves;
import org.newtonlosses.data.npy.NpyArray;

/** One split of a file of neural-astar: see {@link NeuralAstar}. */
final class MazeArrays {
  private final NpyArray cells;
  private final NpyArray goals;
  private final NpyArray distances;
  private final int height;
  private final int width;
  private final GridMoves moves;

  /**
   * Joins the arrays.
   *
   * @param policies of which only the number of actions is looked at
   * @throws IOException if shapes do not fit; the message names array and shape
   */
  MazeArrays(NpyArray cells, NpyArray goals, NpyArray policies, NpyArray distances)
      throws IOException {
    ImmutableLongArray shape = cells.header().shape();
    if (shape.length() != 3 || cells.header().elements() == 0) {
      throw unexpected(cells, "maps [N, h, w], at least one");
    }
    long n = shape.get(0);
    long h = shape.get(1);
    long w = shape.get(2);
    for (NpyArray array : new NpyArray[] {goals, distances}) {
      if (!array.header().shape().equals(ImmutableLongArray.of(n, 1, h, w))) {
        throw unexpected(array, "[%d, 1, %d, %d] as for maps %s".formatted(n, h, w, shape));
      }
    }
    ImmutableLongArray actions = policies.header().shape();
    if (!actions.equals(ImmutableLongArray.of(n, 8, 1, h, w))
        && !actions.equals(ImmutableLongArray.of(n, 4, 1, h, w))) {
      throw unexpected(
          policies,
          "[%d, 4 or 8, 1, %d, %d]: actions to 4 or 8 neighbours, no orientation"
              .formatted(n, h, w));
    }
    this.cells = cells;
    this.goals = goals;
    this.distances = distances;
    this.height = Math.toIntExact(h);
    this.width = Math.toIntExact(w);
    this.moves =
        actions.get(1) == 8 ? GridMoves.PLAIN : new GridMoves(4, GridMoves.StepCost.CELL, true);
  }

  private static IOException unexpected(NpyArray array, String expected) {
    return new IOException(
        "%s has the shape %s, expected %s"
            .formatted(array.name(), array.header().shape(), expected));
  }

  long size() {
    return cells.rows();
  }

  int height() {
    return height;
  }

  int width() {
    return width;
  }

  GridMoves moves() {
    return moves;
  }

  String words() {
    return "%d maps of %d x %d cells, %s".formatted(size(), height, width, moves.words());
  }

  /**
   * Reads a maze.
   *
   * @throws IOException if cells are not 0 or 1, or there is not one goal on a free cell
   */
  Maze maze(long i) throws IOException {
    byte[] blocked = new byte[height * width];
    double[] free = row(cells, i);
    for (int cell = 0; cell < free.length; cell++) {
      if (free[cell] != 0 && free[cell] != 1) {
        throw new IOException(
            "%s: %s in map %d, allowed are 0 and 1".formatted(cells.name(), free[cell], i));
      }
      blocked[cell] = (byte) (1 - free[cell]);
    }
    return new Maze(this, i, blocked, goal(i, blocked), row(distances, i));
  }

  private int goal(long i, byte[] blocked) throws IOException {
    double[] oneHot = row(goals, i);
    int goal = -1;
    int marked = 0;
    for (int cell = 0; cell < oneHot.length; cell++) {
      if (oneHot[cell] != 0) {
        goal = cell;
        marked += oneHot[cell] == 1 && blocked[cell] == 0 ? 1 : 2;
      }
    }
    if (marked != 1) {
      throw new IOException(
          "%s: map %d must have a 1 on one free cell, else zeros".formatted(goals.name(), i));
    }
    return goal;
  }

  private static double[] row(NpyArray array, long i) {
    double[] row = new double[array.rowElements()];
    array.readRow(i, row, 0);
    return row;
  }

  String place(int cell) {
    return "(%d, %d)".formatted(cell / width, cell % width);
  }

  /**
   * Checks all maps and the distances of all their cells.
   *
   * @throws IOException if one is wrong; the message says how many are
   */
  void check() throws IOException {
    long wrongCells = 0;
    long wrongMaps = 0;
    String first = "";
    for (long i = 0; i < size(); i++) {
      Maze maze = maze(i);
      int[] wrong = maze.wrongDistances();
      if (wrong.length > 0 && wrongMaps++ == 0) {
        first =
            "cell %s of map %d has %s, by its neighbours it must be %s"
                .formatted(
                    place(wrong[0]),
                    i,
                    maze.distances()[wrong[0]],
                    -maze.stepsByNeighbours(wrong[0]));
      }
      wrongCells += wrong.length;
    }
    if (wrongMaps > 0) {
      throw distanceError(
          "%d cells of %d of %d maps have distances that are not those of %s: %s"
              .formatted(wrongCells, wrongMaps, size(), moves.words(), first));
    }
  }

  /** Returns an error about distances. */
  IOException distanceError(String message) {
    return new IOException("%s: %s".formatted(distances.name(), message));
  }
}
