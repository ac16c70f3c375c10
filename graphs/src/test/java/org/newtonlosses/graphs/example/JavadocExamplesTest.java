package org.newtonlosses.graphs.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.newtonlosses.graphs.testing.Numbers;

/** The examples of the Javadoc compile, and give the numbers that they say. */
class JavadocExamplesTest {

  private static final Path SOURCES = Path.of("src/main/java/org/newtonlosses/graphs");

  private static final Path KIT = Path.of("testing/src/main/java");

  private static final List<String> IMPORTS =
      List.of(
          "java.nio.file",
          "java.util",
          "org.newtonlosses.graphs.autodiff",
          "org.newtonlosses.graphs.model",
          "org.newtonlosses.graphs.net",
          "org.newtonlosses.graphs.newton",
          "org.newtonlosses.graphs.optimizer",
          "org.newtonlosses.graphs.path",
          "org.newtonlosses.graphs.rank",
          "org.newtonlosses.graphs.smooth",
          "org.newtonlosses.graphs.sort",
          "org.newtonlosses.graphs.testing",
          "org.newtonlosses.graphs.variable",
          "org.tensorflow",
          "org.tensorflow.ndarray",
          "org.tensorflow.op",
          "org.tensorflow.types",
          "org.tensorflow.types.family");

  private static ClassLoader compiled;

  @TempDir private Path folder;

  static List<JavadocExample> examples() throws IOException {
    List<JavadocExample> examples = new ArrayList<>(JavadocExample.below(SOURCES));
    examples.addAll(JavadocExample.below(KIT));
    return examples;
  }

  @BeforeAll
  static void compile() throws IOException {
    String imports =
        RunnableExample.imports(IMPORTS)
            + "import static org.newtonlosses.graphs.testing.Graphs.*;\n"
            + "import org.tensorflow.framework.initializers.Ones;\n"
            + "import org.tensorflow.framework.losses.MeanSquaredError;\n"
            + "import org.tensorflow.framework.losses.Reduction;\n"
            + "import org.tensorflow.op.core.Placeholder;\n";
    compiled =
        InMemoryCompiler.compile(
            examples().stream()
                .collect(Collectors.toMap(JavadocExample::className, e -> e.source(imports))));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void giveTheirNumbers(JavadocExample example) throws Exception {
    Constructor<?> constructor = compiled.loadClass(example.className()).getDeclaredConstructor();
    constructor.setAccessible(true);
    try (RunnableExample runnable = (RunnableExample) constructor.newInstance()) {
      runnable.folder = folder;
      runnable.execute();
    }
  }

  @Test
  void otherNumbersAreSeen() throws Exception {
    try (RunnableExample example =
        new RunnableExample() {
          @Override
          public void execute() {
            show(0.55364, "0.5536");
            show(tf.constant(new int[][] {{1, -2}}), "[[1, −2]]");
            show(List.of("a"), "[a]");
            assertThatThrownBy(() -> show(0.55366, "0.5536")).isInstanceOf(AssertionError.class);
            assertThatThrownBy(() -> show(2, "1")).isInstanceOf(AssertionError.class);
            assertThatThrownBy(() -> show(Numbers.of(1, 2), "[[1, 2]]"))
                .isInstanceOf(AssertionError.class);
            assertThatThrownBy(() -> show(Numbers.of(1, 2), "[1]"))
                .isInstanceOf(AssertionError.class);
            assertThatThrownBy(() -> show(List.of("a"), "[b]")).isInstanceOf(AssertionError.class);
          }
        }) {
      example.execute();
    }
  }

  /** Of the packages that are complete, each public type has one. */
  @ParameterizedTest
  @ValueSource(
      strings = {"newton", "sort", "rank", "smooth", "path", "optimizer", "variable", "net"})
  void standAtEveryPublicType(String name) throws IOException {
    Set<String> shown =
        JavadocExample.below(SOURCES.resolve(name)).stream()
            .map(JavadocExample::type)
            .collect(Collectors.toSet());
    List<String> missing = new ArrayList<>();
    try (Stream<Path> files = Files.list(SOURCES.resolve(name))) {
      for (Path file : files.sorted().toList()) {
        String type = file.getFileName().toString().replace(".java", "");
        if (Files.readString(file).contains("\npublic ") && !shown.contains(type)) {
          missing.add(type);
        }
      }
    }
    assertThat(missing).isEmpty();
  }
}
