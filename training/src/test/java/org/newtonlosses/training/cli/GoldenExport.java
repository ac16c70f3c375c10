package org.newtonlosses.training.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.assertj.core.data.Offset;
import org.tensorflow.Result;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat64;

/** Exports with the parameters of golden vectors, and compares what the models return with them. */
final class GoldenExport {
  private static final Offset<Double> EXACT = within(1e-9);

  private GoldenExport() {}

  static void run(List<String> line) {
    Cli cli = Cli.run(line.toArray(String[]::new));
    assertThat(cli.err()).isEmpty();
    assertThat(cli.code()).isZero();
  }

  /** The parameters of a case as options; those that are null do not exist. */
  static List<String> options(JsonNode golden, Set<String> without) {
    List<String> options = new ArrayList<>();
    golden
        .get("params")
        .properties()
        .forEach(
            entry -> {
              if (!without.contains(entry.getKey()) && !entry.getValue().isNull()) {
                options.add("--" + entry.getKey().replace('_', '-'));
                options.add(entry.getValue().asText());
              }
            });
    return options;
  }

  static Stream<JsonNode> cases(String file) {
    try (InputStream in = GoldenExport.class.getResourceAsStream("/vectors/" + file)) {
      JsonNode cases = new ObjectMapper().readTree(in).get("cases");
      return StreamSupport.stream(cases.spliterator(), false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void close(Result result, String output, JsonNode expected) {
    TFloat64 found = (TFloat64) result.get(output).orElseThrow();
    double[] values = new double[(int) found.size()];
    found.copyTo(NdArrays.wrap(found.shape(), DataBuffers.of(values, false, false)));
    double[] reference = flatten(expected).stream().mapToDouble(Double::doubleValue).toArray();
    assertThat(values).describedAs(output).containsExactly(reference, EXACT);
  }

  static TFloat64 tensor(JsonNode node) {
    double[] values = flatten(node).stream().mapToDouble(Double::doubleValue).toArray();
    List<Long> sizes = new ArrayList<>();
    for (JsonNode part = node; part.isArray(); part = part.get(0)) {
      sizes.add((long) part.size());
    }
    Shape shape = Shape.of(sizes.stream().mapToLong(Long::longValue).toArray());
    return TFloat64.tensorOf(shape, DataBuffers.of(values, true, false));
  }

  private static List<Double> flatten(JsonNode node) {
    if (!node.isArray()) {
      return List.of(node.asDouble());
    }
    List<Double> values = new ArrayList<>();
    node.forEach(child -> values.addAll(flatten(child)));
    return values;
  }

  /** An export whose options are wrong says so in a line and leaves nothing. */
  static void assertRefused(String line, Path model, String message) {
    Cli cli = Cli.run("export " + line.strip() + " --out " + model);
    assertThat(cli.err()).startsWith("newton: ").contains(message).hasLineCount(1);
    assertThat(cli.code()).isEqualTo(2);
    assertThat(model).doesNotExist();
  }
}
