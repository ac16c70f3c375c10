package org.newtonlosses.training.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.newtonlosses.training.cli.bench.BenchCommand;
import org.newtonlosses.training.cli.data.DataCommand;
import org.newtonlosses.training.cli.export.ExportCommand;
import org.newtonlosses.training.cli.options.ExitCode;
import org.newtonlosses.training.cli.predict.PredictCommand;
import org.newtonlosses.training.registry.Registry;
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
    scope = ScopeType.INHERIT,
    sortOptions = false,
    usageHelpAutoWidth = true)
public final class Newton implements Runnable {
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
   * Runs the command with all extensions that are on the class path.
   *
   * @param out results
   * @param err messages
   * @param args the command line
   * @return the exit code
   */
  static int run(PrintWriter out, PrintWriter err, String... args) {
    try {
      return run(Registry.installed(), out, err, args);
    } catch (IllegalArgumentException e) {
      err.println("newton: " + ErrorLine.of(e));
      return ExitCode.BAD_USAGE;
    }
  }

  /** Runs the command with these tasks and variants. */
  static int run(Registry registry, PrintWriter out, PrintWriter err, String... args) {
    Newton newton = new Newton();
    CommandLine line = newton.commands(registry).setOut(out).setErr(err);
    line.setParameterExceptionHandler(
        (e, arguments) -> {
          err.println("newton: " + ErrorLine.of(e));
          return ExitCode.BAD_USAGE;
        });
    line.setExecutionExceptionHandler(
        (e, command, result) -> {
          Throwable cause = e.getCause() instanceof Error ? e.getCause() : e;
          err.println("newton: " + ErrorLine.of(cause));
          if (newton.verbose) {
            cause.printStackTrace(err);
          }
          return ErrorLine.isBadUsage(cause) ? ExitCode.BAD_USAGE : ExitCode.FAILED;
        });
    return line.execute(args);
  }

  private CommandLine commands(Registry registry) {
    return new CommandLine(this)
        .addSubcommand(TrainCommand.create(registry))
        .addSubcommand(EvaluateCommand.create(registry))
        .addSubcommand(PredictCommand.create(registry))
        .addSubcommand(RecipesCommand.create(registry.recipes()))
        .addSubcommand(ExportCommand.create(registry))
        .addSubcommand(new DataCommand())
        .addSubcommand(BenchCommand.create(registry))
        .addSubcommand(new DoctorCommand())
        .addSubcommand(new CompletionCommand());
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
