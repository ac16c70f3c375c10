package org.newtonlosses.training.cli.options;

/** The exit codes of {@code newton}, beside 0 if all is well. */
public final class ExitCode {
  /** The work failed. */
  public static final int FAILED = 1;

  /** The command line or a value is wrong. */
  public static final int BAD_USAGE = 2;

  /** Interrupted by Ctrl-C, with all that is needed to go on saved. */
  public static final int INTERRUPTED = 130;

  private ExitCode() {}
}
