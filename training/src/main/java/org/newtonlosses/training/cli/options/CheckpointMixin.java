package org.newtonlosses.training.cli.options;

import java.io.IOException;
import java.nio.file.Path;
import org.newtonlosses.training.model.LoadedModel;
import org.newtonlosses.training.session.SessionOptions;
import picocli.CommandLine.Option;

/** The option {@code --checkpoint}: other variables than those of the SavedModel. */
public final class CheckpointMixin {
  @Option(
      names = "--checkpoint",
      paramLabel = "PREFIX",
      description = "take the variables of this checkpoint in place of the SavedModel's own")
  private Path checkpoint;

  /** Before it is parsed. */
  public CheckpointMixin() {}

  /**
   * Loads a SavedModel with these variables.
   *
   * @throws IOException if there is no SavedModel or checkpoint
   * @throws IllegalArgumentException if the checkpoint does not fit
   */
  public LoadedModel open(Path model, SessionOptions options) throws IOException {
    LoadedModel loaded = LoadedModel.open(model, options);
    if (checkpoint != null) {
      try {
        loaded.restore(checkpoint);
      } catch (IOException | RuntimeException e) {
        loaded.close();
        throw e;
      }
    }
    return loaded;
  }
}
