package org.newtonlosses.training;

import java.util.Map;
import org.newtonlosses.data.maps.PathBatch;
import org.newtonlosses.data.maps.PathShape;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/**
 * Feeds batches of maps: images uint8 [B, H, W, 3], target uint8 [B, h, w] of zeros and ones, and
 * the true costs float32 [B, h, w].
 */
public final class PathFeed extends ReusedTensors<PathBatch> {
  private static final String IMAGES = "images";
  private static final String TARGET = "target";
  private static final String COSTS = "costs";

  /** No tensors yet. */
  public PathFeed() {}

  @Override
  Map<String, Tensor> allocate(PathBatch batch) {
    PathShape shape = batch.shape();
    int examples = batch.size();
    Shape grid = Shape.of(examples, shape.height(), shape.width());
    return Map.of(
        IMAGES,
        TUint8.tensorOf(
            Shape.of(examples, shape.imageHeight(), shape.imageWidth(), PathBatch.CHANNELS)),
        TARGET,
        TUint8.tensorOf(grid),
        COSTS,
        TFloat32.tensorOf(grid));
  }

  @Override
  void copy(PathBatch batch, Map<String, Tensor> tensors) {
    int cells = batch.size() * batch.shape().cells();
    tensors
        .get(IMAGES)
        .asRawTensor()
        .data()
        .write(batch.images(), 0, batch.size() * batch.shape().imageBytes());
    tensors.get(TARGET).asRawTensor().data().write(batch.paths(), 0, cells);
    tensors.get(COSTS).asRawTensor().data().asFloats().write(batch.costs(), 0, cells);
  }
}
