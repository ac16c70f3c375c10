package org.newtonlosses.training.task.paths;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class MapExampleTest {
  private static final byte[] DIAGONAL = {1, 0, 0, 1};
  private static final byte[] DETOUR = {1, 1, 0, 1};

  @Test
  void saysWhatAPathIsBesideTheTrueOne() {
    PredictedPath diagonal = new PredictedPath(new float[4], GridRoute.plain(2, 2, DIAGONAL));
    PredictedPath detour = new PredictedPath(new float[4], GridRoute.plain(2, 2, DETOUR));
    float[] costs = {2, 1, 9, 2};

    MapExample unknown = new MapExample("map", 2, 2, new byte[12]);
    assertThat(unknown.verdict(diagonal)).isEmpty();
    MapExample labelled = unknown.withLabel(new GridCells(2, 2, DIAGONAL));
    assertThat(labelled.verdict(diagonal)).contains("the true path");
    assertThat(labelled.verdict(detour)).contains("not the true path");
    MapExample known =
        new MapExample(
            "map",
            2,
            2,
            new byte[12],
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(new GridCells(2, 2, DIAGONAL)),
            Optional.empty(),
            Optional.of(costs));
    assertThat(known.verdict(detour)).contains("25.0 % dearer than the true path");
    costs[1] = 0;
    assertThat(known.verdict(detour)).contains("as cheap as the true path");
  }
}
