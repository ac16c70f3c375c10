package org.newtonlosses.data.lists;

import java.util.Arrays;

/** A query with its documents: L grades, and the first features of each, [L, width]. */
final class RankedList {
  private final String query;
  private final byte[] grades;
  private final int width;
  private final float[] features;

  /**
   * Keeps the arrays.
   *
   * @param query what the file calls it
   * @param grades of the documents, [L]
   * @param width how many features a row has; those that follow are 0
   * @param features the rows, [L, width]
   */
  RankedList(String query, byte[] grades, int width, float[] features) {
    this.query = query;
    this.grades = grades;
    this.width = width;
    this.features = features;
  }

  String query() {
    return query;
  }

  int length() {
    return grades.length;
  }

  int grade(int document) {
    return grades[document];
  }

  float feature(int document, int column) {
    return column < width ? features[document * width + column] : 0;
  }

  /** Writes so many features of a document. */
  void copy(int document, float[] target, int offset, int columns) {
    System.arraycopy(features, document * width, target, offset, width);
    Arrays.fill(target, offset + width, offset + columns, 0);
  }

  /** Returns the same list with a first column of zeros. */
  RankedList shifted() {
    float[] wider = new float[length() * (width + 1)];
    for (int document = 0; document < length(); document++) {
      System.arraycopy(features, document * width, wider, document * (width + 1) + 1, width);
    }
    return new RankedList(query, grades, width + 1, wider);
  }
}
