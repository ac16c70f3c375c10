package org.newtonlosses.training.cli.data;

import com.google.common.collect.ImmutableMap;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.newtonlosses.data.Splits;
import org.newtonlosses.data.lists.FeatureStatistics;
import org.newtonlosses.data.lists.ListStatistics;
import org.newtonlosses.data.lists.RankedLists;

/**
 * What tables of ranked lists are like, beside each other.
 *
 * @param tables by name; all with the same features
 */
record ListTable(Map<String, RankedLists> tables) {

  /** Keeps the order. */
  ListTable {
    tables = ImmutableMap.copyOf(tables);
  }

  static ListTable of(Splits<RankedLists> lists) {
    return new ListTable(
        ImmutableMap.of(
            "train", lists.train(), "validation", lists.validation(), "test", lists.test()));
  }

  /** Prints a line for each number. */
  void print(PrintWriter out) {
    Collection<ListStatistics> all = tables.values().stream().map(ListStatistics::of).toList();
    line(out, "", tables.keySet(), name -> name);
    line(out, "lists", all, s -> s.lists());
    line(out, "documents", all, s -> s.documents());
    line(out, "  of a list", all, s -> s.shortest() + " to " + s.longest());
    TreeSet<Integer> grades = new TreeSet<>();
    all.forEach(statistics -> grades.addAll(statistics.grades().keySet()));
    for (int grade : grades) {
      line(out, "grade " + grade, all, s -> percent(s.grades().getOrDefault(grade, 0L), s));
    }
    line(out, "lists of one grade", all, s -> s.oneGrade());
    line(out, "  of grade 0", all, s -> s.withoutRelevant());
    RankedLists first = tables.values().iterator().next();
    int columns = first.columns().size();
    line(out, "missing features", all, s -> percent(s.missing() / (double) columns, s));
    long heavyTailed =
        FeatureStatistics.of(first).heavyTailed().stream().filter(heavy -> heavy).count();
    out.printf("  %d features, %d of them with heavy tails%n", columns, heavyTailed);
  }

  private static <T> void line(
      PrintWriter out, String what, Collection<T> columns, Function<T, ?> number) {
    StringBuilder line = new StringBuilder("  %-20s".formatted(what));
    columns.forEach(column -> line.append("  %12s".formatted(number.apply(column))));
    out.println(line);
  }

  private static String percent(double documents, ListStatistics statistics) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * documents / statistics.documents());
  }
}
