package org.newtonlosses.training.task;

import java.util.Locale;

/**
 * A metric of a task.
 *
 * @param name of the output of the SavedModel's signature {@code evaluate}, a sum over the batch,
 *     such as {@code exact_match}
 * @param label for people, such as {@code EM}
 * @param isShare whether it is a share of the examples, written in percent
 * @param higherIsBetter whether the better of two models has more of it
 * @param decides whether it decides which of two models is better, where those before it are equal
 */
public record Metric(
    String name, String label, boolean isShare, boolean higherIsBetter, boolean decides) {

  /** A share of the examples, from 0 to 1, of which more is better. */
  public static Metric share(String name, String label) {
    return new Metric(name, label, true, true, true);
  }

  /** Another number, of which more is better. */
  public static Metric number(String name, String label) {
    return new Metric(name, label, false, true, true);
  }

  /** The same metric, of which less is better. */
  public Metric lowerIsBetter() {
    return new Metric(name, label, isShare, false, decides);
  }

  /** The same metric, which is told and does not decide. */
  public Metric onlyTold() {
    return new Metric(name, label, isShare, higherIsBetter, false);
  }

  /** A mean in words, such as {@code EM 74.50 %}. */
  public String words(double mean) {
    return isShare
        ? String.format(Locale.ROOT, "%s %.2f %%", label, 100 * mean)
        : String.format(Locale.ROOT, "%s %.4f", label, mean);
  }
}
