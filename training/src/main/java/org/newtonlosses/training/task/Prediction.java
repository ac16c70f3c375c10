package org.newtonlosses.training.task;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.newtonlosses.training.model.LoadedModel;
import org.newtonlosses.training.schema.Entry;
import org.newtonlosses.training.schema.Values;

/** What {@code newton predict} does with the models of a task. */
public interface Prediction {

  /** What files it takes and what it makes of them, in a line or two for {@code --help}. */
  String help();

  /** Its options, beside {@code --model}, {@code --json} and those of the session. */
  default List<Entry<?>> options() {
    return List.of();
  }

  /** Whether it cannot do without files, with these options. */
  default boolean needsFiles(Values options) {
    return true;
  }

  /**
   * Predicts.
   *
   * @throws IllegalArgumentException if the model is of another kind, or an option is not allowed
   * @throws IOException if a file cannot be read or written
   */
  Answer predict(Question question) throws IOException;

  /**
   * What is asked.
   *
   * @param model the model; not to be closed
   * @param recipe by which the model is to be used
   * @param files a user's own
   * @param options values of {@link #options}
   * @param messages told, in a line each, what must be known besides the answer
   */
  record Question(
      LoadedModel model,
      ModelRecipe recipe,
      List<Path> files,
      Values options,
      Consumer<String> messages) {}

  /**
   * What is found.
   *
   * @param lines for people
   * @param json the same for programs: maps, lists, records, numbers and texts
   */
  record Answer(List<String> lines, Object json) {}
}
