package org.newtonlosses.training.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.newtonlosses.training.registry.Registry;

/**
 * What a run of the command in this process left.
 *
 * @param code the exit code
 * @param out stdout
 * @param err stderr
 */
record Cli(int code, String out, String err) {

  static Cli run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Newton.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    return new Cli(code, out.toString(), err.toString());
  }

  /** With other tasks and variants than those of the class path. */
  static Cli run(Registry registry, String line) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Newton.run(
            registry, new PrintWriter(out, true), new PrintWriter(err, true), line.split(" "));
    return new Cli(code, out.toString(), err.toString());
  }

  static Cli run(String line) {
    return run(line.isEmpty() ? new String[0] : line.split(" "));
  }
}
