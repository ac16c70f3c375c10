package org.newtonlosses.graphs.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assertj.core.api.AssertProvider;
import org.tensorflow.ndarray.Shape;

/**
 * A case of a file of reference values: parameters, inputs and expected values, by name.
 *
 * <pre>{@code
 * {"cases": [{
 *   "name": "two items",
 *   "params": {"temperature": 0.5},
 *   "inputs": {"scores": [[1, 3]]},
 *   "expected": {"permutation": [[[0.9820, 0.0180], [0.0180, 0.9820]]]}}]}
 * }</pre>
 *
 * <p>A test goes through them as JUnit's parameters, which it prints by their names:
 *
 * <pre>{@code
 * static List<GoldenCase> cases() {
 *   return GoldenCase.read("/vectors/sorting.json");
 * }
 *
 * @ParameterizedTest
 * @MethodSource("cases")
 * void equalsTheReference(GoldenCase golden) {
 *   NeuralSort sort = new NeuralSort(golden.number("temperature"), false);
 *   assertThat(golden)
 *       .isReproducedBy(
 *           (tf, in) -> Map.of("permutation", sort.call(tf, in.get("scores")).permutation()),
 *           within(1e-9));
 * }
 * }</pre>
 */
public final class GoldenCase implements AssertProvider<GoldenCaseAssert> {

  private final JsonNode node;

  private GoldenCase(JsonNode node) {
    this.node = node;
  }

  /**
   * The cases of a resource of the class path.
   *
   * @param resource such as {@code /vectors/sorting.json}
   * @throws UncheckedIOException if there is none, or it is no such file
   */
  public static List<GoldenCase> read(String resource) {
    String name = resource.startsWith("/") ? resource.substring(1) : resource;
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    try (InputStream in =
        (loader == null ? GoldenCase.class.getClassLoader() : loader).getResourceAsStream(name)) {
      if (in == null) {
        throw new FileNotFoundException("the class path has no " + resource);
      }
      return cases(resource, in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The cases of a file.
   *
   * @throws UncheckedIOException if there is none, or it is no such file
   */
  public static List<GoldenCase> read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return cases(file.toString(), in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<GoldenCase> cases(String file, InputStream in) throws IOException {
    JsonNode found = new ObjectMapper().readTree(in).path("cases");
    List<GoldenCase> cases = new ArrayList<>();
    found.forEach(node -> cases.add(new GoldenCase(node)));
    if (cases.isEmpty()) {
      throw new IOException(file + " has no cases");
    }
    return cases;
  }

  /** The case's name. */
  public String name() {
    return node.path("name").asText();
  }

  /** Whether there is a parameter of this name. */
  public boolean has(String parameter) {
    return node.path("params").has(parameter);
  }

  /**
   * A parameter that is a word.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public String text(String parameter) {
    return child("params", parameter).asText();
  }

  /**
   * A parameter that is the name of a constant, such as {@code odd-even} of {@code ODD_EVEN}.
   *
   * @throws IllegalArgumentException if there is none of this name, or the type has no such
   *     constant
   */
  public <E extends Enum<E>> E constant(String parameter, Class<E> type) {
    return Enum.valueOf(type, text(parameter).toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /**
   * A parameter that is a number.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public double number(String parameter) {
    return child("params", parameter).asDouble();
  }

  /**
   * A parameter that is a whole number.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public int integer(String parameter) {
    return child("params", parameter).asInt();
  }

  /**
   * An input.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public Numbers input(String input) {
    return numbers(child("inputs", input));
  }

  /** All inputs by name. */
  public Map<String, Numbers> inputs() {
    Map<String, Numbers> inputs = new LinkedHashMap<>();
    node.path("inputs").properties().forEach(e -> inputs.put(e.getKey(), numbers(e.getValue())));
    return inputs;
  }

  /**
   * An expected value.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public Numbers expected(String output) {
    return numbers(child("expected", output));
  }

  @Override
  public GoldenCaseAssert assertThat() {
    return new GoldenCaseAssert(this);
  }

  /** The case's name. */
  @Override
  public String toString() {
    return name();
  }

  private JsonNode child(String section, String key) {
    JsonNode child = node.path(section).get(key);
    if (child == null) {
      throw new IllegalArgumentException("%s has no %s.%s".formatted(name(), section, key));
    }
    return child;
  }

  private static Numbers numbers(JsonNode array) {
    List<Double> flat = new ArrayList<>();
    collect(array, flat);
    List<Long> dimensions = new ArrayList<>();
    for (JsonNode n = array; n != null && n.isArray(); n = n.get(0)) {
      dimensions.add((long) n.size());
    }
    return Numbers.of(
        Shape.of(dimensions.stream().mapToLong(Long::longValue).toArray()),
        flat.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static void collect(JsonNode node, List<Double> into) {
    if (node.isArray()) {
      node.forEach(child -> collect(child, into));
    } else {
      into.add(node.asDouble());
    }
  }
}
