package org.newtonlosses.graphs.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README's example is this program, and it does what the README says. */
class RankWithNewtonLossTest {

  @Test
  void learnsTheWeights() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream console = System.out;
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      RankWithNewtonLoss.main(new String[0]);
    } finally {
      System.setOut(console);
    }
    String output = bytes.toString(StandardCharsets.UTF_8);
    Matcher ratio = Pattern.compile("first weight: (\\S+)").matcher(output);
    assertThat(ratio.find()).as(output).isTrue();
    assertThat(Double.parseDouble(ratio.group(1))).as(output).isBetween(-0.6, -0.4);
  }

  @Test
  void readmeShowsTheProgram() throws IOException {
    Path module = Path.of("").toAbsolutePath();
    String readme = Files.readString(module.resolveSibling("README.md"));
    List<String> source =
        Files.readAllLines(
            module.resolve(
                "src/test/java/org/newtonlosses/graphs/example/RankWithNewtonLoss.java"));
    String program =
        String.join("\n", source.subList(source.indexOf("import java.util.List;"), source.size()));
    assertThat(readme).contains(program);
  }
}
