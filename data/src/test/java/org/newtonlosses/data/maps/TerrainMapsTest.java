package org.newtonlosses.data.maps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.newtonlosses.data.ChannelStatistics;
import org.newtonlosses.data.Splits;

class TerrainMapsTest {
  private static final int CELLS = 144;

  @Test
  void aSeedDrawsTheSameBytesOnEveryMachine() throws IOException {
    PathBatch batch = draw(TerrainMaps.splits(20, 1, 1, 12, 12, 1).train());
    CRC32 crc = new CRC32();
    crc.update(batch.images());
    crc.update(batch.paths());
    assertThat(crc.getValue()).isEqualTo(1_213_984_908L);
  }

  @Test
  void aMapDependsOnSplitSeedAndIndexOnly() throws IOException {
    Splits<PathSet> few = TerrainMaps.splits(3, 2, 2, 5, 7, 1);
    Splits<PathSet> more = TerrainMaps.splits(9, 2, 2, 5, 7, 1);

    assertThat(image(more.train(), 2)).isEqualTo(image(few.train(), 2));
    assertThat(image(more.test(), 1)).isEqualTo(image(few.test(), 1));
    assertThat(image(few.train(), 0))
        .isNotEqualTo(image(few.train(), 1))
        .isNotEqualTo(image(few.validation(), 0))
        .isNotEqualTo(image(few.test(), 0))
        .isNotEqualTo(image(TerrainMaps.splits(3, 2, 2, 5, 7, 2).train(), 0));
  }

  @ParameterizedTest
  @CsvSource({"12, 12", "1, 1", "1, 9", "9, 1", "5, 17", "20, 20"})
  void costsFollowTheRulesAndLabelsAreShortest(int height, int width) throws IOException {
    PathSet maps = TerrainMaps.splits(60, 1, 1, height, width, 3).train();
    assertThat(maps.shape()).isEqualTo(new PathShape(8 * height, 8 * width, height, width));
    PathBatch batch = maps.allocate(1);
    for (int i = 0; i < 60; i++) {
      maps.fill(i, batch, 0);
      double[] costs = new double[height * width];
      double labelCost = 0;
      for (int cell = 0; cell < costs.length; cell++) {
        costs[cell] = batch.costs()[cell];
        labelCost += batch.paths()[cell] * costs[cell];
        assertThat(Terrain.nearest(costs[cell]).cost()).isEqualTo((float) costs[cell]);
      }
      assertThat(GridPath.of(batch.paths(), batch.problem(0, maps.moves()))).isPresent();
      assertThat(labelCost).isEqualTo(GridDijkstra.solve(costs, height, width).cost());
      assertNeighboursMayTouch(costs, width);
    }
  }

  @Test
  void neighboursAreThoseOfTheRealMaps() {
    for (PublishedMap map : PublishedMap.ALL) {
      assertNeighboursMayTouch(map.costs(), map.width());
    }
    assertThat(Terrain.GRASS.mayTouch(Terrain.DIRT)).isTrue();
    assertThat(Terrain.GRASS.mayTouch(Terrain.FOREST)).isTrue();
    assertThat(Terrain.FOREST.mayTouch(Terrain.DIRT)).isFalse();
    assertThat(Terrain.WATER.mayTouch(Terrain.GRASS)).isFalse();
    assertThat(Terrain.WATER.mayTouch(Terrain.ROCK)).isFalse();
  }

  @Test
  void costsTellTheTerrain() {
    for (Terrain terrain : Terrain.values()) {
      assertThat(Terrain.nearest(terrain.cost() + 0.1)).isEqualTo(terrain);
      assertThat(Terrain.nearest(terrain.cost() - 0.1)).isEqualTo(terrain);
    }
    // Half-way between grass and dirt.
    assertThat(Terrain.nearest(1)).isEqualTo(Terrain.GRASS);
  }

  @Test
  void fillWritesToTheSlotOnly() throws IOException {
    PathSet maps = TerrainMaps.splits(5, 1, 1, 3, 4, 1).train();
    PathBatch batch = maps.allocate(3);
    maps.fill(4, batch, 1);

    int bytes = maps.shape().imageBytes();
    byte[] alone = image(maps, 4);
    for (int p = 0; p < bytes; p++) {
      assertThat(batch.images()[p]).isZero();
      assertThat(batch.images()[bytes + p]).isEqualTo(alone[p]);
      assertThat(batch.images()[2 * bytes + p]).isZero();
    }
    assertThat(batch.paths()[12]).isEqualTo((byte) 1);
    assertThat(batch.costs()[11]).isZero();
    assertThat(batch.costs()[24]).isZero();
  }

  @Test
  void onePixelDoesNotGiveACellAway() throws IOException {
    PathBatch train = draw(TerrainMaps.splits(400, 1, 1, 12, 12, 1).train());
    PathBatch test = draw(TerrainMaps.splits(400, 1, 1, 12, 12, 2).train());

    double accuracy = CentrePixelClassifier.fit(train).accuracy(test);

    assertThat(accuracy).isBetween(0.55, 0.75);
  }

  @Test
  void tilesHaveThePublishedMeanColours() throws IOException {
    PathBatch batch = draw(TerrainMaps.splits(500, 1, 1, 12, 12, 1).train());
    double[][] sums = new double[Terrain.values().length][PathBatch.CHANNELS];
    double[] pixels = new double[sums.length];
    for (int p = 0; p < batch.images().length / PathBatch.CHANNELS; p++) {
      int map = p / (96 * 96);
      int cell = p / 96 % 96 / 8 * 12 + p % 96 / 8;
      int terrain = Terrain.nearest(batch.costs()[map * CELLS + cell]).index();
      pixels[terrain]++;
      for (int c = 0; c < PathBatch.CHANNELS; c++) {
        sums[terrain][c] += batch.images()[p * PathBatch.CHANNELS + c] & 0xff;
      }
    }
    for (Terrain terrain : Terrain.values()) {
      for (int c = 0; c < PathBatch.CHANNELS; c++) {
        // The ragged borders mix in a little of the neighbours' colour.
        assertThat(sums[terrain.index()][c] / pixels[terrain.index()])
            .as("%s, channel %s", terrain, c)
            .isCloseTo(terrain.colour().get(c), within(10.0));
      }
    }
  }

  @Test
  void channelStatisticsAreThoseOfAllPixels() throws IOException {
    PathSet maps = TerrainMaps.splits(4, 1, 1, 2, 3, 1).train();
    byte[] images = draw(maps).images();
    double sum = 0;
    double squares = 0;
    for (int p = 1; p < images.length; p += 3) {
      sum += images[p] & 0xff;
      squares += Math.pow(images[p] & 0xff, 2);
    }
    double mean = sum / (images.length / 3.0);
    double deviation = Math.sqrt(squares / (images.length / 3.0) - mean * mean);

    ChannelStatistics statistics = maps.channels();

    assertThat(statistics.means().get(1)).isCloseTo(mean, within(1e-9));
    assertThat(statistics.deviations().get(1)).isCloseTo(deviation, within(1e-9));
  }

  @Test
  void sizesAreChecked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TerrainMaps.splits(0, 1, 1, 12, 12, 1))
        .withMessage("0 maps, at least 1 is allowed");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TerrainMaps.splits(1, 1, 1, 12, 0, 1))
        .withMessage("grid of 12 x 0 cells, at least 1 x 1 is allowed");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TerrainMaps.splits(1, 1, 1, 0, 12, 1))
        .withMessage("grid of 0 x 12 cells, at least 1 x 1 is allowed");
    PathSet maps = TerrainMaps.splits(3, 1, 1, 1, 1, 1).train();
    for (long index : new long[] {-1, 3}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> maps.fill(index, maps.allocate(1), 0))
          .withMessage("map %d of 3", index);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PathBatch(1_000_000, new PathShape(96, 96, 12, 12)))
        .withMessage(
            "a batch of 1000000 maps takes 27648000000 bytes, at most 2147483639 are allowed");
    for (int zero = 0; zero < 4; zero++) {
      int[] sizes = {1, 1, 1, 1};
      sizes[zero] = 0;
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new PathShape(sizes[0], sizes[1], sizes[2], sizes[3]))
          .withMessageStartingWith("sizes of a map must be at least 1, found ");
    }
  }

  private static void assertNeighboursMayTouch(double[] costs, int width) {
    for (int a = 0; a < costs.length; a++) {
      for (int b = 0; b < costs.length; b++) {
        boolean neighbours =
            Math.abs(a / width - b / width) <= 1 && Math.abs(a % width - b % width) <= 1;
        Terrain first = Terrain.nearest(costs[a]);
        Terrain second = Terrain.nearest(costs[b]);
        assertThat(!neighbours || first.mayTouch(second))
            .as("%s beside %s", first, second)
            .isTrue();
      }
    }
  }

  private static PathBatch draw(PathSet maps) throws IOException {
    PathBatch batch = maps.allocate((int) maps.size());
    for (int i = 0; i < maps.size(); i++) {
      maps.fill(i, batch, i);
    }
    return batch;
  }

  private static byte[] image(PathSet maps, int i) throws IOException {
    PathBatch batch = maps.allocate(1);
    maps.fill(i, batch, 0);
    return batch.images();
  }
}
