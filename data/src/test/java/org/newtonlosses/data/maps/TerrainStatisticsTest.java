package org.newtonlosses.data.maps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class TerrainStatisticsTest {

  @Test
  void publishedMapsAreCounted() {
    TerrainStatistics real = TerrainStatistics.ofPublishedMaps();

    assertThat(real.maps()).isEqualTo(2);
    assertThat(real.shares())
        .containsEntry(Terrain.GRASS, 74 / 288.0)
        .containsEntry(Terrain.DIRT, 129 / 288.0)
        .containsEntry(Terrain.FOREST, 43 / 288.0)
        .containsEntry(Terrain.WATER, 24 / 288.0)
        .containsEntry(Terrain.ROCK, 18 / 288.0);
    // 12·11 pairs to the right, as many below, 2·11·11 diagonal.
    assertThat(real.contacts().get(Terrain.GRASS, Terrain.DIRT)).isEqualTo(182 / 1012.0);
    assertThat(real.contacts().get(Terrain.GRASS, Terrain.FOREST)).isEqualTo(49 / 1012.0);
    assertThat(real.contacts().get(Terrain.DIRT, Terrain.FOREST)).isZero();
    assertThat(real.contacts().values().stream().mapToDouble(x -> x).sum())
        .isCloseTo(1, within(1e-12));
    assertThat(real.pathCells()).isEqualTo((14 + 12) / 2.0);
    assertThat(real.pathCost())
        .isEqualTo(
            PublishedMap.ALL.stream()
                .mapToDouble(
                    map -> GridDijkstra.solve(map.costs(), map.height(), map.width()).cost())
                .average()
                .orElseThrow());
    assertThat(real.severalOptima()).isEqualTo(0.5);
  }

  @Test
  void generatedMapsHaveTheRealShares() throws IOException {
    TerrainStatistics generated =
        TerrainStatistics.of(TerrainMaps.splits(1500, 1, 1, 12, 12, 5).train());

    assertThat(generated.maps()).isEqualTo(1500);
    assertThat(generated.shares().get(Terrain.GRASS)).isCloseTo(0.26, within(0.02));
    assertThat(generated.shares().get(Terrain.DIRT)).isCloseTo(0.45, within(0.02));
    assertThat(generated.shares().get(Terrain.FOREST)).isCloseTo(0.15, within(0.02));
    assertThat(generated.shares().get(Terrain.WATER)).isCloseTo(0.08, within(0.01));
    assertThat(generated.shares().get(Terrain.ROCK)).isCloseTo(0.06, within(0.01));
    generated
        .contacts()
        .cellSet()
        .forEach(
            contact -> {
              boolean allowed = contact.getRowKey().mayTouch(contact.getColumnKey());
              assertThat(contact.getValue() > 0).as("%s", contact).isEqualTo(allowed);
            });
    assertThat(generated.pathCells()).isBetween(12.0, 18.0);
  }

  @Test
  void aSingleCellHasNoContacts() throws IOException {
    TerrainStatistics one = TerrainStatistics.of(TerrainMaps.splits(3, 1, 1, 1, 1, 5).train());
    assertThat(one.contacts().values()).containsOnly(0.0);
    assertThat(one.pathCells()).isEqualTo(1);
    assertThat(one.severalOptima()).isZero();
  }
}
