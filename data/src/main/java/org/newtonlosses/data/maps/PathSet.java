package org.newtonlosses.data.maps;

import java.io.IOException;
import java.util.OptionalInt;
import org.newtonlosses.data.ChannelStatistics;
import org.newtonlosses.data.ExampleSource;

/** Maps with their shortest paths and costs, wherever they are kept. */
public interface PathSet extends ExampleSource<PathBatch> {

  /** Returns the sizes of each map. */
  PathShape shape();

  /** Returns for which moves paths are the shortest; unless overridden {@link GridMoves#PLAIN}. */
  default GridMoves moves() {
    return GridMoves.PLAIN;
  }

  /**
   * Returns how many cells the longest path has, where that is known without reading all maps: it
   * is found when maps of files are checked, of drawn ones it is not known.
   */
  default OptionalInt longestPath() {
    return OptionalInt.empty();
  }

  /**
   * Returns the mean and the standard deviation of each colour over all pixels of all maps, on the
   * scale 0 … 255. Reads all maps, anew at each call.
   *
   * @throws IOException if the maps cannot be read
   */
  default ChannelStatistics channels() throws IOException {
    ChannelStatistics.Sums sums = new ChannelStatistics.Sums(PathBatch.CHANNELS);
    try (PathBatch batch = allocate(1)) {
      for (long i = 0; i < size(); i++) {
        fill(i, batch, 0);
        sums.add(batch.images());
      }
    }
    return sums.statistics();
  }

  @Override
  default PathBatch allocate(int capacity) {
    return new PathBatch(capacity, shape());
  }
}
