package org.newtonlosses.training.task.lists;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.newtonlosses.data.Splits;
import org.newtonlosses.data.lists.FeatureColumns;
import org.newtonlosses.data.lists.RankedLists;
import org.newtonlosses.training.schema.Variant;

/** Where lists of documents come from. */
public interface ListSource {

  /**
   * Reads or makes the lists.
   *
   * @param messages told, in a line each, what takes time or must be known
   * @throws IOException if they cannot be read
   */
  Splits<RankedLists> open(Consumer<String> messages) throws IOException;

  /**
   * Reads or makes the test lists alone, in all three parts.
   *
   * @param columns the features that a model takes
   * @param messages told, in a line each, what takes time or must be known
   * @throws IOException if they cannot be read
   */
  Splits<RankedLists> test(FeatureColumns columns, Consumer<String> messages) throws IOException;

  /**
   * Reads the documents of a file, whatever their queries and grades.
   *
   * @param file in a format of this source
   * @param columns the features that a model takes
   * @param messages told, in a line each, what must be known
   * @throws IOException if it cannot be read
   */
  RankedLists documents(Path file, FeatureColumns columns, Consumer<String> messages)
      throws IOException;

  /** Those of this project, by name. */
  static List<Variant<ListSource>> all() {
    return List.of(FileLists.variant(), GeneratedLists.variant());
  }
}
