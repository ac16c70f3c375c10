package org.newtonlosses.training.task;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** Items with scores, from the smallest to the largest: the answer of a prediction that ranks. */
public final class RankedItems {
  private final List<String> names;
  private final float[] scores;
  private final List<Integer> order;

  /**
   * Ranks items; those of equal scores stay in their order.
   *
   * @param names of the items
   * @param scores of the items, as many
   */
  public RankedItems(List<String> names, float[] scores) {
    this.names = List.copyOf(names);
    this.scores = scores.clone();
    this.order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> scores[i]))
            .toList();
  }

  /** A table for people, and the same for programs. */
  public Prediction.Answer answer() {
    return new Prediction.Answer(table(), json());
  }

  private List<String> table() {
    List<String> lines = new ArrayList<>();
    lines.add("rank         score  item");
    for (int rank = 0; rank < order.size(); rank++) {
      int item = order.get(rank);
      lines.add(
          String.format(Locale.ROOT, "%4d  %12.6f  %s", rank + 1, scores[item], names.get(item)));
    }
    return lines;
  }

  /** The items in the order they were given, with their ranks; and the order, smallest first. */
  private Map<String, Object> json() {
    List<Map<String, Object>> list = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      Map<String, Object> item = new LinkedHashMap<>();
      item.put("item", names.get(i));
      item.put("score", scores[i]);
      list.add(item);
    }
    for (int rank = 0; rank < order.size(); rank++) {
      list.get(order.get(rank)).put("rank", rank + 1);
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("items", list);
    result.put("order", order.stream().map(names::get).toList());
    return result;
  }
}
