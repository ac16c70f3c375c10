package org.newtonlosses.training.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.newtonlosses.training.session.Versions;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The command {@code newton}: exit code 0 if all is well, 1 if the work failed, 2 if the command
 * line or a value is wrong. Errors are one line on stderr that begins with {@code newton: }.
 */
@Command(
    name = "newton",
    description = {
      "Trains neural networks with Newton losses through relaxed algorithms.",
      "Results go to stdout, messages to stderr."
    },
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = Newton.Version.class,
    subcommands = {
      TrainCommand.class,
      EvaluateCommand.class,
      PredictCommand.class,
      RecipesCommand.class,
      ExportCommand.class,
      DataCommand.class,
      BenchCommand.class,
      DoctorCommand.class
    },
    scope = ScopeType.INHERIT,
    sortOptions = false,
    usageHelpAutoWidth = true)
public final class Newton implements Runnable {
  /** The exit code when the work failed. */
  static final int FAILED = 1;

  /** The exit code when the command line or a value is wrong. */
  static final int BAD_USAGE = 2;

  @Spec private CommandSpec spec;

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Show the stack trace of an error.")
  private boolean verbose;

  private Newton() {}

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int code = run(out, err, args);
    out.flush();
    err.flush();
    System.exit(code);
  }

  /**
   * Runs the command.
   *
   * @param out results
   * @param err messages
   * @param args the command line
   * @return the exit code
   */
  static int run(PrintWriter out, PrintWriter err, String... args) {
    Newton newton = new Newton();
    CommandLine line = new CommandLine(newton).setOut(out).setErr(err);
    line.setParameterExceptionHandler(
        (e, arguments) -> {
          err.println("newton: " + ErrorLine.of(e));
          return BAD_USAGE;
        });
    line.setExecutionExceptionHandler(
        (e, command, result) -> {
          Throwable cause = e.getCause() instanceof Error ? e.getCause() : e;
          err.println("newton: " + ErrorLine.of(cause));
          if (newton.verbose) {
            cause.printStackTrace(err);
          }
          return ErrorLine.isBadUsage(cause) ? BAD_USAGE : FAILED;
        });
    return line.execute(args);
  }

  /** Asks for a subcommand. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  /** Versions of this project and of TensorFlow. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {
        "newton " + Versions.project(),
        "TensorFlow %s (TensorFlow Java %s)"
            .formatted(Versions.tensorFlow(), Versions.tensorFlowJava())
      };
    }
  }
}
