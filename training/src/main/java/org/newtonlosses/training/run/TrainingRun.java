package org.newtonlosses.training.run;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.newtonlosses.data.Batch;
import org.newtonlosses.data.Batches;
import org.newtonlosses.files.AtomicFiles;
import org.newtonlosses.graphs.model.SavedModelLayout;
import org.newtonlosses.training.Trainer;
import org.newtonlosses.training.TrainingFailedException;
import org.newtonlosses.training.TrainingListener;
import org.newtonlosses.training.model.DrivenModel;
import org.newtonlosses.training.model.Evaluation;
import org.newtonlosses.training.recipe.Recipe;
import org.newtonlosses.training.registry.Registry;
import org.newtonlosses.training.session.SessionOptions;
import org.newtonlosses.training.task.Experiment;
import org.newtonlosses.training.task.Metrics;
import org.newtonlosses.training.task.ModelRecipe;

/**
 * A run in its folder, from wherever it stands to its end. A run that was killed at any moment goes
 * on from its last checkpoint, and its metrics are bit for bit those of a run that was not.
 *
 * @param folder the run folder
 * @param experiment task, data and model of its recipe
 * @param registry knows where tasks and variants come from
 * @param options how it computes
 * @param listeners hear of steps and validations, beside the folder's own
 * @param stop asked before each step, and during the test, whether to stop
 * @param <B> the batches
 */
public record TrainingRun<B extends Batch>(
    RunFolder folder,
    Experiment<B> experiment,
    Registry registry,
    SessionOptions options,
    List<TrainingListener> listeners,
    BooleanSupplier stop) {

  /**
   * Trains, tests, and writes the final model.
   *
   * @return the result; empty if it was asked to stop before the end, with all that is needed to go
   *     on in the folder
   * @throws TrainingFailedException if a step failed
   * @throws IOException if the folder cannot be written, or the data are others than at the start
   */
  public Optional<RunResult> run() throws IOException {
    if (folder.isComplete()) {
      return Optional.of(folder.result());
    }
    Checkpoints checkpoints = new Checkpoints(folder);
    Optional<Checkpoint> newest = checkpoints.newest();
    Checkpoint start = newest.orElse(Checkpoint.START);
    Provenance provenance = provenance(start);
    if (!Files.isDirectory(folder.initial())) {
      experiment.trainable().export(folder.initial(), extras(provenance));
    }
    Clock clock = new Clock(start.seconds());
    try (DrivenModel<B> model = DrivenModel.load(folder.initial(), options, experiment.feed())) {
      model.checkMetrics(metrics().names());
      if (newest.isPresent()) {
        model.restore(checkpoints.variables(start.step()));
      }
      Checkpoint end = train(model, checkpoints, start, clock);
      if (end.step() < recipe().steps()) {
        return Optional.empty();
      }
      model.restore(checkpoints.variables(end.bestStep()));
      Evaluation test = test(model);
      RunResult result =
          new RunResult(
              end.step(),
              end.bestStep(),
              end.bestValidation(),
              test.means(),
              experiment.provenance().name(),
              test.examples(),
              clock.seconds());
      AtomicFiles.write(folder.resultFile(), Json.text(result));
      writeModel(checkpoints.folder(end.bestStep()), provenance, result);
      return Optional.of(result);
    } catch (CancellationException e) {
      return Optional.empty();
    }
  }

  private Checkpoint train(
      DrivenModel<B> model, Checkpoints checkpoints, Checkpoint start, Clock clock)
      throws IOException {
    Checkpointing checkpointing =
        new Checkpointing(
            checkpoints, model, start, recipe().checkpointEvery(), metrics(), clock::seconds);
    try (MetricsLog metrics = new MetricsLog(folder.metrics(), start.step());
        TensorBoardLog tensorBoard = new TensorBoardLog(folder, start.step())) {
      List<TrainingListener> all = new ArrayList<>(List.of(metrics, tensorBoard));
      all.addAll(listeners);
      // The last one: a checkpoint promises that its step is in the logs.
      all.add(checkpointing);
      Trainer<B> trainer =
          new Trainer<>(
              model,
              recipe(),
              experiment.training(),
              experiment.validation(),
              List.copyOf(all),
              stop);
      return checkpointing.save(trainer.train(start.step()));
    } catch (TrainingFailedException e) {
      throw new TrainingFailedException(e, lastGood(checkpoints));
    }
  }

  private Recipe recipe() {
    return experiment.recipe();
  }

  private Metrics metrics() {
    return experiment.task().metrics();
  }

  private static String lastGood(Checkpoints checkpoints) throws IOException {
    return checkpoints
        .newest()
        .map(
            good ->
                "the last good checkpoint is of step %d, %s"
                    .formatted(good.step(), checkpoints.folder(good.step())))
        .orElse("there is no checkpoint yet");
  }

  private Evaluation test(DrivenModel<B> model) {
    try (Batches<B> batches = experiment.test().open()) {
      return model.evaluate(batches, stop);
    }
  }

  private Provenance provenance(Checkpoint start) throws IOException {
    Provenance before =
        Files.exists(folder.provenance())
            ? Provenance.read(folder.provenance())
            : Provenance.begin(recipe(), experiment.provenance());
    before.checkSame(experiment.provenance());
    Provenance now =
        before.with(
            Provenance.SessionRecord.now(start.step(), options),
            registry.origins(recipe().values()));
    AtomicFiles.write(folder.provenance(), now.json());
    return now;
  }

  private Map<String, String> extras(Provenance provenance) throws IOException {
    return ImmutableMap.<String, String>builder()
        .put(ModelRecipe.FILE, recipe().yaml())
        .put(RunFolder.PROVENANCE, provenance.json())
        .putAll(experiment.extras())
        .buildOrThrow();
  }

  /** The graph that was trained with the variables of the best step. */
  private void writeModel(Path best, Provenance provenance, RunResult result) throws IOException {
    AtomicFiles.newFolder(
        folder.model(),
        temporary -> {
          Files.copy(
              folder.initial().resolve(SavedModelLayout.GRAPH),
              temporary.resolve(SavedModelLayout.GRAPH));
          Path variables = Files.createDirectory(temporary.resolve(SavedModelLayout.VARIABLES));
          for (Path file : AtomicFiles.children(best)) {
            if (file.getFileName().toString().startsWith(SavedModelLayout.VARIABLES_PREFIX + ".")) {
              Files.copy(file, variables.resolve(file.getFileName()));
            }
          }
          Path assets = Files.createDirectory(temporary.resolve(SavedModelLayout.EXTRAS));
          for (var extra : extras(provenance).entrySet()) {
            Files.writeString(assets.resolve(extra.getKey()), extra.getValue());
          }
          Files.writeString(assets.resolve(RunFolder.RESULT), Json.text(result));
        });
  }

  /** Seconds of a run over all its sessions. */
  private record Clock(double before, long start) {
    Clock(double before) {
      this(before, System.nanoTime());
    }

    double seconds() {
      return before + (System.nanoTime() - start) / 1e9;
    }
  }
}
