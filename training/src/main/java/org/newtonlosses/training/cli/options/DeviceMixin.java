package org.newtonlosses.training.cli.options;

import java.util.List;
import org.newtonlosses.training.recipe.Recipe;
import org.newtonlosses.training.schema.Entry;
import org.newtonlosses.training.schema.Values;
import org.newtonlosses.training.session.DeviceChoice;
import org.newtonlosses.training.session.SessionOptions;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** The option {@code --device}, and how TensorFlow computes on it. */
public final class DeviceMixin {
  /** How TensorFlow computes, for commands without a recipe. */
  public static final List<Entry<?>> SESSION = List.of(Recipe.THREADS, Recipe.PRECISION);

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      defaultValue = "auto",
      showDefaultValue = Visibility.ALWAYS,
      description = "auto, cpu, gpu or gpu:N")
  private String device;

  /** Before it is parsed. */
  public DeviceMixin() {}

  /**
   * The choice.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public DeviceChoice choice() {
    return DeviceChoice.parse(device);
  }

  /** How TensorFlow computes a recipe on it. */
  public SessionOptions options(Recipe recipe) {
    return new SessionOptions(recipe.threads(), choice(), recipe.precision());
  }

  /**
   * How TensorFlow computes on it without a recipe.
   *
   * @param values of {@link #SESSION}
   */
  public SessionOptions options(Values values) {
    int threads = values.get(Recipe.THREADS);
    return new SessionOptions(
        threads == 0 ? Runtime.getRuntime().availableProcessors() : threads,
        choice(),
        values.get(Recipe.PRECISION));
  }
}
