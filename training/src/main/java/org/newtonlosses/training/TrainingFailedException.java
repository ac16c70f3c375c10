package org.newtonlosses.training;

/** A step could not be made. The model is as it was before the step. */
public final class TrainingFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final long step;

  TrainingFailedException(long step, long batch, RuntimeException cause) {
    super("step %d failed on batch %d: %s".formatted(step, batch, reason(cause)), cause);
    this.step = step;
  }

  /**
   * The same failure with more to tell.
   *
   * @param failure what happened
   * @param advice what can be done
   */
  public TrainingFailedException(TrainingFailedException failure, String advice) {
    super(failure.getMessage() + "; " + advice, failure);
    this.step = failure.step;
  }

  /** The number of the step, from 1. */
  public long step() {
    return step;
  }

  /** The assertion's own text, without TensorFlow's list of nodes. */
  static String reason(RuntimeException cause) {
    String text = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    String line = text.lines().findFirst().orElse("").strip();
    int node = line.indexOf("[[");
    return (node < 0 ? line : line.substring(0, node))
        .replace("assertion failed: ", "")
        .replace("\\'", "'")
        .replaceAll("\\[([^\\[\\]]*)\\]", "$1")
        .strip();
  }
}
