package org.newtonlosses.training.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.newtonlosses.training.StepReport;
import org.newtonlosses.training.TrainingListener;
import org.newtonlosses.training.model.Evaluation;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.Summary;

/** The metrics as scalars for TensorBoard, in one event file. */
final class TensorBoardLog implements TrainingListener, AutoCloseable {
  private final EventFile file;

  /**
   * Opens the event file of a run, to go on after a step.
   *
   * @param step how many steps were made
   */
  TensorBoardLog(RunFolder run, long step) throws IOException {
    List<Path> files = run.events();
    for (Path path : files) {
      EventFile.cut(path, step);
    }
    file =
        new EventFile(
            files.isEmpty()
                ? run.root()
                    .resolve(
                        EventFile.PREFIX
                            + "%010d.newton".formatted(System.currentTimeMillis() / 1000))
                : files.get(files.size() - 1));
  }

  @Override
  public void onStep(StepReport report) throws IOException {
    append(
        report.step(),
        "train/",
        Map.of(
            "loss", (double) report.result().loss(),
            "newton_loss", (double) report.result().newtonLoss(),
            "gradient_norm", (double) report.result().gradientNorm(),
            "learning_rate", report.learningRate(),
            "examples_per_second", report.examples() / report.seconds()));
  }

  @Override
  public void onValidation(long step, Evaluation evaluation) throws IOException {
    append(step, "validation/", evaluation.means());
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private void append(long step, String prefix, Map<String, Double> values) throws IOException {
    Summary.Builder summary = Summary.newBuilder();
    values.forEach(
        (name, value) ->
            summary.addValue(
                Summary.Value.newBuilder()
                    .setTag(prefix + name)
                    .setSimpleValue(value.floatValue())));
    file.append(
        Event.newBuilder()
            .setWallTime(System.currentTimeMillis() / 1e3)
            .setStep(step)
            .setSummary(summary)
            .build());
    // As in the metrics: a checkpoint must never be newer than the events up to its step.
    file.flush();
  }
}
