package org.newtonlosses.data.lists;

/** Means and central moments of columns, in two passes; NaN is left out. */
final class Moments {
  private final long[] counts;
  private final double[] means;
  private final double[] squares;
  private final double[] cubes;

  private Moments(int columns) {
    counts = new long[columns];
    means = new double[columns];
    squares = new double[columns];
    cubes = new double[columns];
  }

  /** Returns the moments, of the signed logarithm for some columns. */
  static Moments of(RankedLists lists, boolean[] logged) {
    int columns = logged.length;
    Moments moments = new Moments(columns);
    float[] row = new float[columns];
    for (int pass = 0; pass < 2; pass++) {
      for (int list = 0; list < lists.size(); list++) {
        for (int document = 0; document < lists.length(list); document++) {
          lists.copyFeatures(list, document, row, 0);
          for (int i = 0; i < columns; i++) {
            if (!Float.isNaN(row[i])) {
              double x = logged[i] ? FeatureStatistics.signedLog(row[i]) : row[i];
              moments.add(pass, i, x);
            }
          }
        }
      }
      if (pass == 0) {
        moments.divideMeans();
      }
    }
    return moments;
  }

  private void add(int pass, int column, double x) {
    if (pass == 0) {
      counts[column]++;
      means[column] += x;
    } else {
      double difference = x - means[column];
      squares[column] += difference * difference;
      cubes[column] += difference * difference * difference;
    }
  }

  private void divideMeans() {
    for (int i = 0; i < means.length; i++) {
      means[i] /= Math.max(1, counts[i]);
    }
  }

  double mean(int column) {
    return means[column];
  }

  double deviation(int column) {
    return Math.sqrt(squares[column] / Math.max(1, counts[column]));
  }

  double skewness(int column) {
    double deviation = deviation(column);
    return deviation == 0
        ? 0
        : cubes[column] / counts[column] / (deviation * deviation * deviation);
  }
}
