package org.newtonlosses.training.cli;

import org.newtonlosses.training.recipe.Recipe;
import org.newtonlosses.training.session.DeviceChoice;
import org.newtonlosses.training.session.SessionOptions;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** The option {@code --device}. */
final class DeviceMixin {
  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      defaultValue = "auto",
      showDefaultValue = Visibility.ALWAYS,
      description = "auto, cpu, gpu or gpu:N")
  private String device;

  /**
   * The choice.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  DeviceChoice choice() {
    return DeviceChoice.parse(device);
  }

  /** How TensorFlow computes a recipe on it. */
  SessionOptions options(Recipe recipe) {
    return new SessionOptions(recipe.threads(), choice(), recipe.precision());
  }
}
