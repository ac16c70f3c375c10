package org.newtonlosses.data.lists;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Lists as text, to compare and to look at. */
final class ListsOf {
  private ListsOf() {}

  /** Returns a line for each document: its query, grade and features. */
  static List<String> text(RankedLists lists) {
    List<String> rows = new ArrayList<>();
    float[] row = new float[lists.columns().size()];
    for (int list = 0; list < lists.size(); list++) {
      for (int document = 0; document < lists.length(list); document++) {
        lists.copyFeatures(list, document, row, 0);
        rows.add(
            "%s: %d %s"
                .formatted(lists.query(list), lists.grade(list, document), Arrays.toString(row)));
      }
    }
    return rows;
  }

  /** Returns the lists of {@link #lengths} with a second feature, 0.5 more than the first. */
  static RankedLists twoColumns(int... lengths) {
    RankedLists one = lengths(lengths);
    RankedLists.Builder lists = RankedLists.builder(FeatureColumns.indices(1, 2));
    for (int list = 0; list < one.size(); list++) {
      int[] grades = new int[one.length(list)];
      float[] features = new float[2 * grades.length];
      for (int document = 0; document < grades.length; document++) {
        grades[document] = one.grade(list, document);
        features[2 * document] = one.feature(list, document, 0);
        features[2 * document + 1] = features[2 * document] + 0.5f;
      }
      lists.add(one.query(list), grades, features);
    }
    return lists.build();
  }

  /**
   * Returns lists of one feature; document d of list i has the feature 100 i + d, its grade d mod
   * 3.
   */
  static RankedLists lengths(int... lengths) {
    RankedLists.Builder lists = RankedLists.builder(FeatureColumns.indices(1, 1));
    for (int list = 0; list < lengths.length; list++) {
      int[] grades = new int[lengths[list]];
      float[] features = new float[lengths[list]];
      for (int document = 0; document < lengths[list]; document++) {
        grades[document] = document % 3;
        features[document] = 100 * list + document;
      }
      lists.add("q" + list, grades, features);
    }
    return lists.build();
  }
}
