package org.newtonlosses.training.task;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The metrics of a task, in the order in which they decide and are read.
 *
 * @param list without the loss, which every task has; it decides where no metric does
 */
public record Metrics(List<Metric> list) {
  private static final Metric LOSS = Metric.number("loss", "loss").lowerIsBetter();

  /** Copies the list. */
  public Metrics {
    list = List.copyOf(list);
  }

  /** Of these. */
  public static Metrics of(Metric... metrics) {
    return new Metrics(List.of(metrics));
  }

  /** The names, in the list's order. */
  public List<String> names() {
    return list.stream().map(Metric::name).toList();
  }

  /**
   * Whether a model is better than another: by the first metric that decides, at a tie by the next,
   * …
   *
   * @param means of one model by name, with {@code loss}
   * @param others of the other
   */
  public boolean isBetter(Map<String, Double> means, Map<String, Double> others) {
    List<Metric> deciding = list.stream().filter(Metric::decides).toList();
    for (Metric metric : deciding.isEmpty() ? List.of(LOSS) : deciding) {
      int order = Double.compare(means.get(metric.name()), others.get(metric.name()));
      if (order != 0) {
        return order > 0 == metric.higherIsBetter();
      }
    }
    return false;
  }

  /** Means in words, such as {@code EM 74.50 %, EW 81.20 %}; the loss if there is no metric. */
  public String words(Map<String, Double> means) {
    return (list.isEmpty() ? List.of(LOSS) : list)
        .stream()
            .filter(metric -> means.containsKey(metric.name()))
            .map(metric -> metric.words(means.get(metric.name())))
            .collect(Collectors.joining(", "));
  }
}
