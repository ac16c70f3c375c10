package org.newtonlosses.graphs.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.newtonlosses.graphs.net.CostMap;
import org.newtonlosses.graphs.newton.NewtonLoss;
import org.newtonlosses.graphs.path.Grid;
import org.newtonlosses.graphs.path.PathAlgorithm;
import org.newtonlosses.graphs.path.PathLoss;

/**
 * The trainable model of shortest-path supervision as one SavedModel.
 *
 * @param algorithm how costs are learnt from paths
 * @param loss the loss on paths
 * @param newton the Newton loss
 * @param grid the cells
 * @param imageHeight of the maps, in pixels
 * @param imageWidth of the maps, in pixels
 * @param channelMeans of the training maps, [3], grey values from 0 to 255
 * @param channelDeviations of the training maps, [3]
 * @param costMap from the network's output to positive costs
 * @param adam the optimiser
 * @param seed determines the initial parameters and the noise
 */
@SuppressWarnings("DoNotCallSuggester")
public record PathModel(
    PathAlgorithm algorithm,
    PathLoss loss,
    NewtonLoss newton,
    Grid grid,
    int imageHeight,
    int imageWidth,
    List<Double> channelMeans,
    List<Double> channelDeviations,
    CostMap costMap,
    Adam adam,
    long seed) {

  /**
   * Writes the SavedModel with initial parameters.
   *
   * @param directory the new folder; appears whole or not at all
   * @param extras texts by file name, kept with the model in {@code assets.extra}
   * @throws IOException if the folder exists or cannot be written
   */
  public void export(Path directory, Map<String, String> extras) throws IOException {
    throw new UnsupportedOperationException();
  }
}
