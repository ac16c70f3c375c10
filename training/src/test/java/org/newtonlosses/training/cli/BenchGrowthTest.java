package org.newtonlosses.training.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code newton bench growth}. */
class BenchGrowthTest {

  private static List<JsonNode> lines(String options) throws IOException {
    Cli cli = Cli.run("bench growth --batch 3 --calls 1 --device cpu --json " + options);
    assertThat(cli.code()).describedAs(cli.err()).isZero();
    List<JsonNode> lines = new ArrayList<>();
    for (String line : cli.out().lines().toList()) {
      lines.add(new ObjectMapper().readTree(line));
    }
    return lines;
  }

  @Test
  void aHessianHasAsManyNodesAtEachSize() throws IOException {
    List<JsonNode> found = lines("--algorithms neuralsort --sizes 3,6 --curvatures none,hessian");
    assertThat(found).extracting(line -> line.get("n").asInt()).containsExactly(3, 3, 6, 6);
    assertThat(found)
        .extracting(line -> line.get("curvature").asText())
        .containsExactly("none", "hessian", "none", "hessian");
    assertThat(found.get(1).get("nodes")).isEqualTo(found.get(3).get("nodes"));
    assertThat(found.get(1).get("nodes").asInt()).isGreaterThan(found.get(0).get("nodes").asInt());
    for (JsonNode line : found) {
      assertThat(line.get("algorithm").asText()).startsWith("NeuralSort");
      assertThat(line.get("seconds").asDouble()).isPositive();
      assertThat(line.get("file_bytes").asLong()).isPositive();
    }
  }

  @Test
  void whatHasNoHessianSaysSoAndTheOthersAreMeasured() throws IOException {
    List<JsonNode> found =
        lines(
            "--task paths --algorithms blackbox-interpolation;relaxed-bellman-ford --sizes 3"
                + " --curvatures hessian");
    assertThat(found.get(0).get("error").asText())
        .contains("blackbox interpolation has no second derivative");
    assertThat(found.get(1).get("seconds").asDouble()).isPositive();
  }

  @Test
  void theTableIsForPeople() {
    Cli cli =
        Cli.run(
            "bench growth --batch 2 --calls 1 --device cpu --sizes 3 --curvatures none"
                + " --algorithms sorting-network");
    assertThat(cli.out().lines().toList().get(1)).contains("algorithm").contains("call ms");
    assertThat(cli.out().lines().toList().get(2)).startsWith("odd-even cauchy sorting network");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--curvatures hesian       | newton.curvature must be one of hessian, fisher,",
        "--algorithms bubblesort   | task.algorithm.name must be one of neuralsort, softsort,",
        "--sizes 1                 | n must be at least 2, found 1",
        "--calls 0                 | calls must be at least 1, found 0",
        "--task sorting            | task must be one of ranking, paths, learning-to-rank, pictures, found sorting",
      })
  void badUsage(String options, String message) {
    Cli cli = Cli.run("bench growth " + options);
    assertThat(cli.err()).startsWith("newton: ").contains(message);
    assertThat(cli.out()).isEmpty();
    assertThat(cli.code()).isEqualTo(2);
  }
}
