package org.newtonlosses.data.lists;

import com.google.common.collect.ImmutableSortedMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What lists are like.
 *
 * @param lists how many
 * @param documents of all lists together
 * @param shortest documents of the shortest list
 * @param longest documents of the longest list
 * @param grades how many documents have each grade that occurs
 * @param withoutRelevant lists whose documents all have grade 0: nothing can be learnt from them,
 *     and metrics need a convention for them
 * @param oneGrade lists whose documents have the same grade, those without a relevant one included
 * @param missing how many features of documents are missing
 */
public record ListStatistics(
    int lists,
    long documents,
    int shortest,
    int longest,
    SortedMap<Integer, Long> grades,
    int withoutRelevant,
    int oneGrade,
    long missing) {

  /** Copies the map. */
  public ListStatistics {
    grades = ImmutableSortedMap.copyOf(grades);
  }

  /** Counts. */
  public static ListStatistics of(RankedLists lists) {
    int shortest = Integer.MAX_VALUE;
    SortedMap<Integer, Long> grades = new TreeMap<>();
    int withoutRelevant = 0;
    int oneGrade = 0;
    long missing = 0;
    for (int list = 0; list < lists.size(); list++) {
      int least = RankedLists.MAX_GRADE;
      int most = 0;
      for (int document = 0; document < lists.length(list); document++) {
        int grade = lists.grade(list, document);
        grades.merge(grade, 1L, Long::sum);
        least = Math.min(least, grade);
        most = Math.max(most, grade);
        for (int column = 0; column < lists.columns().size(); column++) {
          missing += Float.isNaN(lists.feature(list, document, column)) ? 1 : 0;
        }
      }
      shortest = Math.min(shortest, lists.length(list));
      withoutRelevant += most == 0 ? 1 : 0;
      oneGrade += least == most ? 1 : 0;
    }
    return new ListStatistics(
        lists.size(),
        lists.documents(),
        shortest,
        lists.longest(),
        grades,
        withoutRelevant,
        oneGrade,
        missing);
  }
}
