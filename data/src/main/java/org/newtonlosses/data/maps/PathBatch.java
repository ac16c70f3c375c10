package org.newtonlosses.data.maps;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;
import org.newtonlosses.data.Batch;

/**
 * Examples of maps with a shortest path: images uint8 [B, H, W, 3], paths 0/1 [B, h, w], the vertex
 * costs that the paths are shortest for, [B, h, w], and what {@link PathExtras} say.
 */
public final class PathBatch extends Batch {
  /** Colours of a pixel. */
  public static final int CHANNELS = 3;

  private final PathShape shape;
  private final byte[] images;
  private final byte[] paths;
  private final float[] costs;
  private final int[] starts;
  private final int[] goals;
  private final byte[] blocked;
  private final byte[] diagonals;

  /**
   * Allocates the arrays.
   *
   * @param capacity the most examples, at least 1
   * @param shape sizes of an example
   * @throws IllegalArgumentException if capacity is smaller or the images exceed 2³¹ bytes
   */
  public PathBatch(int capacity, PathShape shape) {
    super(capacity);
    long bytes = (long) capacity * shape.imageBytes();
    checkArgument(
        bytes <= Integer.MAX_VALUE - 8,
        "a batch of %s maps takes %s bytes, at most %s are allowed",
        capacity,
        bytes,
        Integer.MAX_VALUE - 8);
    this.shape = shape;
    this.images = new byte[(int) bytes];
    this.paths = new byte[capacity * shape.cells()];
    this.costs = new float[capacity * shape.cells()];
    PathExtras extras = shape.extras();
    this.starts = new int[extras.ends() ? 2 * capacity : 0];
    this.goals = new int[starts.length];
    this.blocked = new byte[extras.blocked() ? paths.length : 0];
    this.diagonals = new byte[extras.diagonals() ? paths.length : 0];
  }

  /** Returns the sizes of an example. */
  public PathShape shape() {
    return shape;
  }

  /** Returns the pixels, uint8 [capacity, H, W, 3] in row-major order: the buffer itself. */
  public byte[] images() {
    return images;
  }

  /** Returns the paths, 0 or 1, [capacity, h, w]: the buffer itself. */
  public byte[] paths() {
    return paths;
  }

  /**
   * Returns the vertex costs, [capacity, h, w], positive and finite: the buffer itself. Those of
   * blocked cells mean nothing.
   */
  public float[] costs() {
    return costs;
  }

  /** Returns rows and columns where paths start, [capacity, 2]; empty without ends. */
  public int[] starts() {
    return starts;
  }

  /** Returns rows and columns where paths end, [capacity, 2]; empty without ends. */
  public int[] goals() {
    return goals;
  }

  /** Returns ones for blocked cells, else zeros, [capacity, h, w]; empty if there are none. */
  public byte[] blocked() {
    return blocked;
  }

  /**
   * Returns ones for cells that the path enters by a diagonal step, else zeros, [capacity, h, w];
   * empty where that is not kept.
   */
  public byte[] diagonals() {
    return diagonals;
  }

  /**
   * Returns what the path of an example is the answer to.
   *
   * @param slot of the example, 0 … capacity − 1
   * @param moves for which it is the shortest
   */
  public GridProblem problem(int slot, GridMoves moves) {
    int cells = shape.cells();
    int from = slot * cells;
    double[] exact = new double[cells];
    for (int cell = 0; cell < cells; cell++) {
      exact[cell] = costs[from + cell];
    }
    return new GridProblem(
        shape.height(),
        shape.width(),
        exact,
        shape.extras().blocked() ? Arrays.copyOfRange(blocked, from, from + cells) : new byte[0],
        shape.extras().ends() ? cell(starts, slot) : 0,
        shape.extras().ends() ? cell(goals, slot) : cells - 1,
        moves);
  }

  private int cell(int[] ends, int slot) {
    return ends[2 * slot] * shape.width() + ends[2 * slot + 1];
  }
}
