package org.newtonlosses.training.task;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.newtonlosses.data.Batch;
import org.newtonlosses.training.schema.Entry;
import org.newtonlosses.training.schema.Values;
import org.newtonlosses.training.session.SessionOptions;

/**
 * What {@code newton bench} measures of a task beside the steps of its training.
 *
 * @param <B> the batches of the task
 */
public interface Benchmark<B extends Batch> {

  /** What is measured, in a line or two for {@code --help}. */
  String help();

  /** Its options. */
  List<Entry<?>> options();

  /**
   * Measures.
   *
   * @param options values of {@link #options}
   * @param session how TensorFlow computes
   * @throws IOException if data cannot be read, or a folder for temporary files not be written
   */
  Report measure(Experiment<B> experiment, Values options, SessionOptions session)
      throws IOException;

  /**
   * What was measured.
   *
   * @param lines for people
   * @param json the same for programs, by name
   */
  record Report(List<String> lines, Map<String, Object> json) {}
}
