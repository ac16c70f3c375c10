package org.newtonlosses.training.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.newtonlosses.files.AtomicFiles;
import org.newtonlosses.graphs.model.SavedModelLayout;
import org.newtonlosses.training.model.CheckpointIndex;
import org.newtonlosses.training.model.DrivenModel;

/**
 * The last and the best variables of a run, each in a folder {@code step-k} of variables and {@code
 * checkpoint.json}.
 *
 * <p>The newest folder says which one is the best, so that a single rename makes both valid; older
 * ones are deleted only after it.
 */
final class Checkpoints {
  private static final Pattern NAME = Pattern.compile("step-(\\d+)");
  private static final String STATE = "checkpoint.json";
  private static final String VARIABLES = SavedModelLayout.VARIABLES_PREFIX;

  private final RunFolder run;
  private final Path folder;

  /** Opens the folder, makes it if need be, and deletes what an interrupted save has left. */
  Checkpoints(RunFolder run) throws IOException {
    this.run = run;
    this.folder = run.checkpoints();
    AtomicFiles.createFolders(folder);
    AtomicFiles.deleteDrafts(folder);
  }

  /** The newest state. */
  Optional<Checkpoint> newest() throws IOException {
    long newest = -1;
    for (Path path : AtomicFiles.children(folder)) {
      newest = Math.max(newest, step(path));
    }
    return newest < 0
        ? Optional.empty()
        : Optional.of(Json.read(Files.readString(folder(newest).resolve(STATE)), Checkpoint.class));
  }

  /** Saves the variables of a model and their state; keeps this checkpoint and the best one. */
  void save(DrivenModel<?> model, Checkpoint state) throws IOException {
    // After a power cut, too, no checkpoint is newer than the lines up to its step.
    run.syncLogs();
    AtomicFiles.newFolder(
        folder(state.step()),
        temporary -> {
          model.save(temporary.resolve(VARIABLES));
          Files.writeString(temporary.resolve(STATE), Json.text(state));
        });
    for (Path path : AtomicFiles.children(folder)) {
      long step = step(path);
      if (step >= 0 && step != state.step() && step != state.bestStep()) {
        AtomicFiles.delete(path);
      }
    }
  }

  /** Takes the variables of a checkpoint of somebody else's for those of a state. */
  void begin(CheckpointIndex checkpoint, Checkpoint state) throws IOException {
    AtomicFiles.newFolder(
        folder(state.step()),
        temporary -> {
          String prefix = checkpoint.prefix().getFileName().toString();
          for (Path file : checkpoint.files()) {
            String suffix = file.getFileName().toString().substring(prefix.length());
            Files.copy(file, temporary.resolve(VARIABLES + suffix));
          }
          Files.writeString(temporary.resolve(STATE), Json.text(state));
        });
  }

  /** The folder of a step. */
  Path folder(long step) {
    return folder.resolve("step-%08d".formatted(step));
  }

  /** The prefix of the variables' files of a step. */
  Path variables(long step) {
    return folder(step).resolve(VARIABLES);
  }

  private static long step(Path path) {
    var matcher = NAME.matcher(path.getFileName().toString());
    return matcher.matches() ? Long.parseLong(matcher.group(1)) : -1;
  }
}
