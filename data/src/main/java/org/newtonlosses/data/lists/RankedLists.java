package org.newtonlosses.data.lists;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Queries, each with a list of documents that have F features and a grade. Immutable, in memory: 4
 * bytes for each feature of a document.
 *
 * <pre>{@code
 * RankedLists lists =
 *     RankedLists.builder(FeatureColumns.indices(1, 2))
 *         .add("17", new int[] {2, 0}, new float[] {0.5f, 0, 0.25f, 1})
 *         .build();
 * lists.grade(0, 1); // → 0
 * }</pre>
 */
public final class RankedLists {
  /** The largest grade; grades are whole numbers from 0. */
  public static final int MAX_GRADE = 31;

  private final FeatureColumns columns;
  private final ImmutableList<RankedList> lists;

  RankedLists(FeatureColumns columns, List<RankedList> lists) {
    checkArgument(!lists.isEmpty(), "no lists, at least 1 is needed");
    this.columns = columns;
    this.lists = ImmutableList.copyOf(lists);
  }

  /** Collects lists. */
  public static final class Builder {
    private final FeatureColumns columns;
    private final ImmutableList.Builder<RankedList> lists = ImmutableList.builder();

    private Builder(FeatureColumns columns) {
      this.columns = columns;
    }

    /**
     * Adds a list.
     *
     * @param query its name
     * @param grades [L], each 0 … {@value #MAX_GRADE}
     * @param features [L, F] row by row, NaN where missing
     * @throws IllegalArgumentException if there is no document, a grade is not allowed or the sizes
     *     do not go together
     */
    public Builder add(String query, int[] grades, float[] features) {
      checkArgument(grades.length >= 1, "query %s has no document, at least 1 is needed", query);
      checkArgument(
          features.length == grades.length * columns.size(),
          "query %s has %s documents and %s features, expected %s features",
          query,
          grades.length,
          features.length,
          grades.length * columns.size());
      byte[] bytes = new byte[grades.length];
      for (int i = 0; i < grades.length; i++) {
        checkArgument(
            grades[i] >= 0 && grades[i] <= MAX_GRADE,
            "grade %s, whole numbers 0 … %s are allowed",
            grades[i],
            MAX_GRADE);
        bytes[i] = (byte) grades[i];
      }
      lists.add(new RankedList(query, bytes, columns.size(), features.clone()));
      return this;
    }

    /**
     * Returns the lists.
     *
     * @throws IllegalArgumentException if there is none
     */
    public RankedLists build() {
      return new RankedLists(columns, lists.build());
    }
  }

  /** Returns a builder without lists. */
  public static Builder builder(FeatureColumns columns) {
    return new Builder(columns);
  }

  /** Returns how many lists there are. */
  public int size() {
    return lists.size();
  }

  /** Returns the features' names. */
  public FeatureColumns columns() {
    return columns;
  }

  /** Returns how many documents all lists have together. */
  public long documents() {
    return lists.stream().mapToLong(RankedList::length).sum();
  }

  /** Returns how many documents the longest list has. */
  public int longest() {
    return lists.stream().mapToInt(RankedList::length).max().orElseThrow();
  }

  /** Returns how many documents a list has, at least 1. */
  public int length(int list) {
    return lists.get(list).length();
  }

  /** Returns what the file calls the query of a list: its qid, or its place from 1. */
  public String query(int list) {
    return lists.get(list).query();
  }

  /** Returns the grade of a document, 0 … {@value #MAX_GRADE}, more is better. */
  public int grade(int list, int document) {
    return lists.get(list).grade(document);
  }

  /** Returns a feature of a document; NaN where it is missing. */
  public float feature(int list, int document, int column) {
    return lists.get(list).feature(document, column);
  }

  /**
   * Writes the F features of a document; NaN where one is missing.
   *
   * @param list 0 … size − 1
   * @param document 0 … length − 1
   * @param target where to
   * @param offset place of the first feature
   */
  public void copyFeatures(int list, int document, float[] target, int offset) {
    lists.get(list).copy(document, target, offset, columns.size());
  }

  /**
   * Returns some of the lists; takes no memory for their documents.
   *
   * @param chosen which, in the order in which they are wanted, at least one
   */
  public RankedLists select(int[] chosen) {
    return new RankedLists(columns, Arrays.stream(chosen).mapToObj(lists::get).toList());
  }

  /** Returns the grades that occur, ascending. */
  public List<Integer> grades() {
    boolean[] found = new boolean[MAX_GRADE + 1];
    for (RankedList list : lists) {
      for (int document = 0; document < list.length(); document++) {
        found[list.grade(document)] = true;
      }
    }
    return IntStream.rangeClosed(0, MAX_GRADE).filter(grade -> found[grade]).boxed().toList();
  }
}
