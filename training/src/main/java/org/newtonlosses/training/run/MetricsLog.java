package org.newtonlosses.training.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.newtonlosses.training.StepReport;
import org.newtonlosses.training.TrainingListener;
import org.newtonlosses.training.model.Evaluation;

/**
 * The file {@code metrics.jsonl}: a line for each step (loss, newton_loss, gradient_norm,
 * learning_rate, examples_per_second) and one for each validation (its metrics, with the prefix
 * {@code validation_}), each with its step.
 */
final class MetricsLog implements TrainingListener, AutoCloseable {
  private final BufferedWriter out;

  /**
   * Opens the file to go on after a step; what is there of later steps is cut off.
   *
   * @param step how many steps were made
   */
  MetricsLog(Path file, long step) throws IOException {
    if (Files.exists(file)) {
      long end = end(file, step);
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(end);
      }
    }
    out =
        Files.newBufferedWriter(
            file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  @Override
  public void onStep(StepReport report) throws IOException {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("step", report.step());
    line.put("loss", report.result().loss());
    line.put("newton_loss", report.result().newtonLoss());
    line.put("gradient_norm", report.result().gradientNorm());
    line.put("learning_rate", report.learningRate());
    line.put("examples_per_second", (float) (report.examples() / report.seconds()));
    write(line);
  }

  @Override
  public void onValidation(long step, Evaluation evaluation) throws IOException {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("step", step);
    line.put("validation_examples", evaluation.examples());
    evaluation.means().forEach((name, mean) -> line.put("validation_" + name, mean));
    write(line);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  // Flushed line by line: a checkpoint must never be newer than the lines up to its step.
  private void write(Map<String, Object> line) throws IOException {
    out.write(Json.line(line));
    out.write('\n');
    out.flush();
  }

  /** Where the lines of later steps, or a line that was cut, begin. */
  private static long end(Path file, long step) throws IOException {
    long end = 0;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (int next = in.read(); next >= 0; next = in.read()) {
        line.write(next);
        if (next == '\n') {
          if (!(stepOf(line.toString(StandardCharsets.UTF_8)) <= step)) {
            return end;
          }
          end += line.size();
          line.reset();
        }
      }
    }
    return end;
  }

  private static long stepOf(String line) {
    try {
      return Json.read(line, JsonNode.class).path("step").asLong(Long.MAX_VALUE);
    } catch (JsonProcessingException e) {
      return Long.MAX_VALUE;
    }
  }
}
