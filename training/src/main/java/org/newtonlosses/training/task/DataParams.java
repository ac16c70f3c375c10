package org.newtonlosses.training.task;

import org.newtonlosses.training.schema.Param;

/** Parameters that say on which examples a task works, the same for all tasks but for defaults. */
public final class DataParams {

  /** The folder that stands for the user's cache folder, into which missing files are fetched. */
  public static final String CACHE = "cache";

  private DataParams() {}

  /**
   * The folder of a data set's files, or {@link #CACHE}.
   *
   * @param files what it holds, such as {@code the four idx files of mnist}
   */
  public static Param<String> folder(String files) {
    return Param.folder("folder", CACHE, "the user's cache folder")
        .option("data-dir")
        .help("folder of %s; or %s".formatted(files, CACHE));
  }

  /** The most examples of a validation. */
  public static Param<Integer> validation(int initial) {
    return Param.integer("validation", initial)
        .atLeast(1)
        .option("validation-examples")
        .help("examples of a validation");
  }

  /** The most examples of the final test. */
  public static Param<Integer> test(int initial) {
    return Param.integer("test", initial)
        .atLeast(1)
        .option("test-examples")
        .help("examples of the test");
  }
}
