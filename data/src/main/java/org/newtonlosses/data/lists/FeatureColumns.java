package org.newtonlosses.data.lists;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The names of the features, in the order in which a model takes them.
 *
 * <p>Of svmlight files they are the indices, of CSV files the names in the header:
 *
 * <pre>{@code
 * FeatureColumns.indices(1, 136).names(); // → "1" … "136"
 * FeatureColumns.parse("bm25\nclicks\n").size(); // → 2
 * }</pre>
 *
 * @param names at least one, each once, none empty or of several lines
 */
public record FeatureColumns(List<String> names) {

  /** Checks the names and copies the list. */
  public FeatureColumns {
    names = ImmutableList.copyOf(names);
    checkArgument(!names.isEmpty(), "no feature columns, at least 1 is needed");
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      checkArgument(
          !name.isBlank() && name.lines().count() == 1,
          "feature column '%s', expected a name of one line",
          name);
      checkArgument(seen.add(name), "two feature columns are named '%s'", name);
    }
  }

  /**
   * Returns the columns of a svmlight file.
   *
   * @param first the first index, 0 or 1 in the usual files
   * @param size how many, at least 1
   */
  public static FeatureColumns indices(int first, int size) {
    return new FeatureColumns(
        IntStream.range(first, first + size)
            .mapToObj(Integer::toString)
            .collect(Collectors.toList()));
  }

  /**
   * Returns the columns that {@link #text} wrote.
   *
   * @throws IllegalArgumentException if a name is empty or there twice
   */
  public static FeatureColumns parse(String text) {
    return new FeatureColumns(
        Splitter.on('\n')
            .splitToList(text.endsWith("\n") ? text.substring(0, text.length() - 1) : text));
  }

  /** Returns how many there are, F. */
  public int size() {
    return names.size();
  }

  /** Returns the names, each followed by a line feed. */
  public String text() {
    return names.stream().map(name -> name + "\n").collect(Collectors.joining());
  }
}
