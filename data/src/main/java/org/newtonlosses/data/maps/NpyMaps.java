package org.newtonlosses.data.maps;

import com.google.common.primitives.ImmutableLongArray;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import org.newtonlosses.data.npy.NpyArray;
import org.newtonlosses.data.npy.NpyType;

/**
 * Maps in three .npy files: pictures uint8 [N, H, W, 3], paths 0/1 [N, h, w] of any type, and
 * vertex costs [N, h, w] in floating point. Only what is asked for is read.
 */
final class NpyMaps implements PathSet {
  private static final Set<NpyType> FLOATING =
      EnumSet.of(NpyType.FLOAT16, NpyType.FLOAT32, NpyType.FLOAT64);

  /** Labels whose cost is compared with the optimum. */
  private static final long SAMPLE = 100;

  /** Labels may come from costs that were rounded afterwards, as to float16's 11 bits. */
  private static final double COST_TOLERANCE = 1e-3;

  private final NpyArray images;
  private final NpyArray paths;
  private final NpyArray costs;
  private final PathShape shape;

  /**
   * Joins the arrays.
   *
   * @throws IOException if types or shapes are not as above, or do not fit each other, or there is
   *     no map; the message names file and value
   */
  NpyMaps(NpyArray images, NpyArray paths, NpyArray costs) throws IOException {
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
    this.images = images;
    this.paths = paths;
    this.costs = costs;
    this.shape =
        new PathShape(
            Math.toIntExact(pixels.get(1)),
            Math.toIntExact(pixels.get(2)),
            Math.toIntExact(paths.header().shape().get(1)),
            Math.toIntExact(paths.header().shape().get(2)));
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
  public void fill(long index, PathBatch batch, int slot) {
    images.readRow(index, batch.images(), slot * shape.imageBytes());
    costs.readRow(index, batch.costs(), slot * shape.cells());
    float[] path = new float[shape.cells()];
    paths.readRow(index, path, 0);
    for (int cell = 0; cell < path.length; cell++) {
      batch.paths()[slot * shape.cells() + cell] = (byte) path[cell];
    }
  }

  /**
   * Checks that all costs are positive and finite, that all labels are paths ({@link
   * GridPath#isValid}), and that a sample of them costs what the shortest path costs.
   *
   * @throws IOException if not; the message names file, map and value
   */
  void checkLabels() throws IOException {
    double[] cost = new double[shape.cells()];
    double[] label = new double[shape.cells()];
    byte[] path = new byte[shape.cells()];
    long stride = Math.max(1, size() / SAMPLE);
    for (long i = 0; i < size(); i++) {
      costs.readRow(i, cost, 0);
      paths.readRow(i, label, 0);
      double labelCost = 0;
      for (int cell = 0; cell < path.length; cell++) {
        if (!(cost[cell] > 0 && cost[cell] < Double.POSITIVE_INFINITY)) {
          throw new IOException(
              "%s: cost %s in map %d, only positive finite costs are allowed"
                  .formatted(costs.name(), cost[cell], i));
        }
        if (label[cell] != 0 && label[cell] != 1) {
          throw new IOException(
              "%s: %s in path %d, allowed are 0 and 1".formatted(paths.name(), label[cell], i));
        }
        path[cell] = (byte) label[cell];
        labelCost += label[cell] * cost[cell];
      }
      if (!GridPath.isValid(path, shape.height(), shape.width())) {
        throw new IOException(
            "%s: the cells of path %d do not lead over the 8 neighbours from the first to the last"
                    .formatted(paths.name(), i)
                + " cell without shortcuts");
      }
      if (i % stride == 0) {
        checkOptimal(i, cost, labelCost);
      }
    }
  }

  private void checkOptimal(long i, double[] cost, double labelCost) throws IOException {
    double optimum = GridDijkstra.solve(cost, shape.height(), shape.width()).cost();
    if (labelCost > optimum * (1 + COST_TOLERANCE)) {
      throw new IOException(
          "%s: path %d costs %s by %s, the shortest path over 8 neighbours costs %s"
              .formatted(paths.name(), i, labelCost, costs.name(), optimum));
    }
  }
}
