package org.newtonlosses.training.cli;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import java.util.Locale;
import org.tensorflow.exceptions.TensorFlowException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in a line what went wrong. */
final class ErrorLine {

  private ErrorLine() {}

  /**
   * Returns whether the user's values are to blame: the library rejects them by
   * IllegalArgumentException. TensorFlow's own kind of it is a failure while computing.
   */
  static boolean isBadUsage(Throwable error) {
    return error instanceof IllegalArgumentException && !isFromTensorFlow(error);
  }

  private static boolean isFromTensorFlow(Throwable error) {
    return error.getClass().getPackageName().equals(TensorFlowException.class.getPackageName());
  }

  /** Returns the line for a wrong command line, with the way to the help that is meant. */
  static String of(ParameterException error) {
    CommandSpec command = error.getCommandLine().getCommandSpec();
    String help = command.qualifiedName() + " --help";
    if (error instanceof UnmatchedArgumentException unmatched) {
      String found = unmatched.getUnmatched().get(0);
      String kind =
          found.startsWith("-")
              ? "option"
              : command.subcommands().isEmpty() ? "argument" : "command";
      List<String> similar = unmatched.getSuggestions();
      return similar.isEmpty()
          ? "unknown %s %s (see %s)".formatted(kind, found, help)
          : "unknown %s %s; did you mean %s? (see %s)"
              .formatted(kind, found, String.join(" or ", similar), help);
    }
    String message = error.getMessage();
    return "%s%s (see %s)"
        .formatted(
            message.substring(0, 1).toLowerCase(Locale.ROOT),
            message.substring(1).replace("'", ""),
            help);
  }

  /** Returns the line for any other error. */
  static String of(Throwable error) {
    if (error instanceof FileSystemException file && file.getReason() == null) {
      return file.getFile() + ": " + reason(file);
    }
    String message = error.getMessage();
    if (message != null && isFromTensorFlow(error)) {
      // The other lines list nodes of the graph.
      return "TensorFlow: " + message.lines().findFirst().orElse("");
    }
    return message == null || message.isBlank()
        ? "failed with " + error.getClass().getName() + " (--verbose shows where)"
        : error instanceof Error ? error.getClass().getSimpleName() + ": " + message : message;
  }

  private static String reason(FileSystemException error) {
    if (error instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (error instanceof FileAlreadyExistsException) {
      return "exists already";
    }
    if (error instanceof AccessDeniedException) {
      return "permission denied";
    }
    return error instanceof NotDirectoryException ? "not a folder" : "cannot be used";
  }
}
