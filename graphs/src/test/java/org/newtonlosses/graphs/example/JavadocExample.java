package org.newtonlosses.graphs.example;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An example of a Javadoc comment that says what it gives: {@code statement; // → value}, or the
 * value on a line of its own behind the statement.
 *
 * @param file the source file
 * @param line where the example starts
 * @param code its lines
 */
record JavadocExample(Path file, int line, List<String> code) {

  /** Has the statement, which may begin on lines before, and the value. */
  private static final Pattern RESULT = Pattern.compile("^(.*?)\\s*// → (.*)$");

  private static final Pattern DECLARATION =
      Pattern.compile(
          "^\\s*[A-Z][\\w.]*(?:<[^=]*>)?(?:\\[])* (\\w+) =\\s[\\s\\S]*|^\\s*(?:double|int|long|boolean)(?:\\[])* (\\w+) =\\s[\\s\\S]*");

  /** All examples of the source files below a folder. */
  static List<JavadocExample> below(Path folder) throws IOException {
    List<JavadocExample> examples = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
        examples.addAll(in(file));
      }
    }
    return examples;
  }

  private static List<JavadocExample> in(Path file) throws IOException {
    List<JavadocExample> examples = new ArrayList<>();
    List<String> code = null;
    List<String> lines = Files.readAllLines(file);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.endsWith("<pre>{@code")) {
        code = new ArrayList<>();
      } else if (line.equals("* }</pre>") && code != null) {
        if (code.stream().anyMatch(c -> RESULT.matcher(c).matches())) {
          examples.add(new JavadocExample(file, i - code.size() + 1, List.copyOf(code)));
        }
        code = null;
      } else if (code != null) {
        String text = line.replaceFirst("^\\* ?", "");
        if (text.startsWith("// → ")) {
          // Too long for the line of its statement.
          code.set(code.size() - 1, code.get(code.size() - 1) + " " + text);
        } else {
          code.add(text);
        }
      }
    }
    return examples;
  }

  /** The name of the class that {@link #source} declares. */
  String className() {
    return "%s_line%d".formatted(type(), line);
  }

  /** The type in whose file it stands. */
  String type() {
    return file.getFileName().toString().replace(".java", "");
  }

  /** The example as a class whose {@code execute} shows each value. */
  String source(String imports) {
    StringBuilder body = new StringBuilder();
    StringBuilder statement = new StringBuilder();
    for (String text : code) {
      Matcher result = RESULT.matcher(text);
      boolean shows = result.matches();
      statement.append(shows ? result.group(1) : text).append('\n');
      if (shows) {
        body.append(shown(statement.toString().strip(), result.group(2)));
        statement.setLength(0);
      } else if ((text.endsWith(";") || text.endsWith("}")) && depth(statement) == 0) {
        body.append(statement);
        statement.setLength(0);
      }
    }
    return """
        %s
        final class %s extends %s {
          @Override
          public void execute() throws Exception {
        %s%s
          }
        }
        """
        .formatted(imports, className(), RunnableExample.class.getName(), body, statement);
  }

  private static String shown(String statement, String value) {
    String expected = value.strip().replace("\\", "\\\\").replace("\"", "\\\"");
    Matcher declaration = DECLARATION.matcher(statement);
    if (declaration.matches()) {
      String name = declaration.group(1) == null ? declaration.group(2) : declaration.group(1);
      return "%s\nshow(%s, \"%s\");\n".formatted(statement, name, expected);
    }
    String expression = statement.replaceFirst(";$", "");
    return "show(%s, \"%s\");\n".formatted(expression, expected);
  }

  private static int depth(CharSequence code) {
    return code.chars().map(c -> "({".indexOf(c) >= 0 ? 1 : ")}".indexOf(c) >= 0 ? -1 : 0).sum();
  }

  /** Where it stands. */
  @Override
  public String toString() {
    return "%s:%d".formatted(file.getFileName(), line);
  }
}
