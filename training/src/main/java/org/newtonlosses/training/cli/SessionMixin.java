package org.newtonlosses.training.cli;

import org.newtonlosses.training.session.Precision;
import org.newtonlosses.training.session.SessionOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How TensorFlow computes, for commands without a recipe. */
final class SessionMixin {
  @Mixin private DeviceMixin device;

  @Option(
      names = "--threads",
      paramLabel = "K",
      defaultValue = "0",
      description = "threads of an operation; 0: one for each processor")
  private int threads;

  @Option(
      names = "--precision",
      paramLabel = "TYPE",
      defaultValue = "float32",
      description = "float32 or bfloat16")
  private String precision;

  /**
   * The options.
   *
   * @throws IllegalArgumentException if a value is not allowed
   */
  SessionOptions options() {
    return new SessionOptions(
        threads == 0 ? Runtime.getRuntime().availableProcessors() : threads,
        device.choice(),
        Precision.parse(precision));
  }
}
