package org.newtonlosses.graphs.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reference values in float64 from {@code /vectors/*.json} on the test class path. */
public final class GoldenVectors {

  private GoldenVectors() {}

  /** All cases of a file, such as {@code sorting.json}. */
  public static List<Case> read(String file) {
    try (InputStream in = GoldenVectors.class.getResourceAsStream("/vectors/" + file)) {
      if (in == null) {
        throw new FileNotFoundException("no golden vectors /vectors/" + file);
      }
      List<Case> cases = new ArrayList<>();
      for (JsonNode node : new ObjectMapper().readTree(in).get("cases")) {
        cases.add(new Case(node));
      }
      return cases;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * One case: named parameters, inputs and expected values; arrays are flat, in row-major order.
   */
  public record Case(JsonNode node) {

    /** The case's name. */
    public String name() {
      return node.get("name").asText();
    }

    /** Whether there is a parameter of this name. */
    public boolean has(String param) {
      return node.get("params").has(param);
    }

    /** A parameter that is a name. */
    public String text(String param) {
      return child("params", param).asText();
    }

    /** A parameter that is the name of a constant, such as {@code odd-even} of ODD_EVEN. */
    public <E extends Enum<E>> E constant(String param, Class<E> type) {
      return Enum.valueOf(type, text(param).toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** A parameter that is a number. */
    public double number(String param) {
      return child("params", param).asDouble();
    }

    /** An input. */
    public double[] input(String name) {
      return flat(child("inputs", name));
    }

    /** An expected value. */
    public double[] expected(String name) {
      return flat(child("expected", name));
    }

    /** The dimensions of an input. */
    public long[] shape(String name) {
      List<Long> dimensions = new ArrayList<>();
      for (JsonNode n = child("inputs", name); n.isArray(); n = n.get(0)) {
        dimensions.add((long) n.size());
      }
      return dimensions.stream().mapToLong(Long::longValue).toArray();
    }

    @Override
    public String toString() {
      return name();
    }

    private JsonNode child(String section, String name) {
      JsonNode child = node.get(section).get(name);
      if (child == null) {
        throw new IllegalArgumentException(name() + " has no " + section + "." + name);
      }
      return child;
    }

    private static double[] flat(JsonNode array) {
      List<Double> values = new ArrayList<>();
      collect(array, values);
      return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static void collect(JsonNode node, List<Double> into) {
      if (node.isArray()) {
        node.forEach(child -> collect(child, into));
      } else {
        into.add(node.asDouble());
      }
    }
  }
}
