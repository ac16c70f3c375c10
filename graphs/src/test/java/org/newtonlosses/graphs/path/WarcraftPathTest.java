package org.newtonlosses.graphs.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.newtonlosses.graphs.testing.Graphs.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.newtonlosses.graphs.testing.Numbers;
import org.tensorflow.types.TFloat32;

/** The paths of two maps of the Warcraft data set, whose costs are of float16. */
class WarcraftPathTest {

  @ParameterizedTest
  @CsvSource({"train_idx0, 26.998046875", "train_idx10, 12.400390625"})
  void pathAndCostAreThoseOfTheDataSet(String name, double cost) throws IOException {
    JsonNode maps;
    try (InputStream in = getClass().getResourceAsStream("/vectors/warcraft_maps.json")) {
      maps = new ObjectMapper().readTree(in);
    }
    double[] terrain = flat(maps.get(name).get("terrain"));
    double[] costs = new double[terrain.length];
    for (int i = 0; i < costs.length; i++) {
      float decimal = (float) maps.get("terrain_values").get((int) terrain[i]).asDouble();
      costs[i] = float16(decimal);
    }
    Numbers grid = Numbers.of(costs).reshape(1, 12, 12);
    assertThat(run(TFloat32.class, (tf, c) -> ShortestPath.of(tf, c).path(), grid))
        .containsExactly(flat(maps.get(name).get("path")));
    assertThat(run(TFloat32.class, (tf, c) -> ShortestPath.of(tf, c).pathCost(), grid))
        .containsExactly(cost);
  }

  /** Rounds to 11 significant bits. */
  private static double float16(float x) {
    double unit = Math.scalb(1.0, Math.getExponent(x) - 10);
    return Math.rint(x / unit) * unit;
  }

  private static double[] flat(JsonNode rows) {
    List<Double> values = new ArrayList<>();
    rows.forEach(row -> row.forEach(value -> values.add(value.asDouble())));
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
