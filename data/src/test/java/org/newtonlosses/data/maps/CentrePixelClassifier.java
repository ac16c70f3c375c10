package org.newtonlosses.data.maps;

/**
 * A linear model that sees one pixel of each cell, the one right below its centre: scores of the
 * terrains = W · (1, red, green, blue), fitted to 0/1 indicators by least squares.
 *
 * @param weights W [terrain][feature]
 */
@SuppressWarnings("ArrayRecordComponent")
record CentrePixelClassifier(double[][] weights) {
  private static final int FEATURES = 1 + PathBatch.CHANNELS;

  /** Solves the normal equations of all cells of a batch. */
  static CentrePixelClassifier fit(PathBatch maps) {
    int terrains = Terrain.values().length;
    double[][] normal = new double[FEATURES][FEATURES + terrains];
    for (int cell = 0; cell < maps.costs().length; cell++) {
      double[] x = features(maps, cell);
      int terrain = Terrain.nearest(maps.costs()[cell]).index();
      for (int i = 0; i < FEATURES; i++) {
        for (int j = 0; j < FEATURES; j++) {
          normal[i][j] += x[i] * x[j];
        }
        normal[i][FEATURES + terrain] += x[i];
      }
    }
    eliminate(normal);
    double[][] weights = new double[terrains][FEATURES];
    for (int t = 0; t < terrains; t++) {
      for (int i = 0; i < FEATURES; i++) {
        weights[t][i] = normal[i][FEATURES + t];
      }
    }
    return new CentrePixelClassifier(weights);
  }

  /** Returns the share of cells whose terrain has the highest score. */
  double accuracy(PathBatch maps) {
    int right = 0;
    for (int cell = 0; cell < maps.costs().length; cell++) {
      double[] x = features(maps, cell);
      int best = 0;
      double bestScore = Double.NEGATIVE_INFINITY;
      for (int t = 0; t < weights.length; t++) {
        double score = 0;
        for (int i = 0; i < FEATURES; i++) {
          score += weights[t][i] * x[i];
        }
        if (score > bestScore) {
          bestScore = score;
          best = t;
        }
      }
      right += best == Terrain.nearest(maps.costs()[cell]).index() ? 1 : 0;
    }
    return (double) right / maps.costs().length;
  }

  private static double[] features(PathBatch maps, int cell) {
    PathShape shape = maps.shape();
    int map = cell / shape.cells();
    int y = cell % shape.cells() / shape.width() * TerrainPainter.TILE + TerrainPainter.TILE / 2;
    int x = cell % shape.width() * TerrainPainter.TILE + TerrainPainter.TILE / 2;
    int at = map * shape.imageBytes() + (y * shape.imageWidth() + x) * PathBatch.CHANNELS;
    double[] features = new double[FEATURES];
    features[0] = 1;
    for (int c = 0; c < PathBatch.CHANNELS; c++) {
      features[1 + c] = (maps.images()[at + c] & 0xff) / 255.0;
    }
    return features;
  }

  /** Gauss and Jordan's elimination; the left part is positive definite. */
  private static void eliminate(double[][] rows) {
    for (int i = 0; i < rows.length; i++) {
      double pivot = rows[i][i];
      for (int j = 0; j < rows[i].length; j++) {
        rows[i][j] /= pivot;
      }
      for (int k = 0; k < rows.length; k++) {
        double factor = rows[k][i];
        for (int j = 0; k != i && j < rows[i].length; j++) {
          rows[k][j] -= factor * rows[i][j];
        }
      }
    }
  }
}
