package org.newtonlosses.training.task;

import java.util.List;
import java.util.Map;
import org.newtonlosses.graphs.model.SavedModelLayout;
import org.newtonlosses.training.model.LoadedModel;
import org.tensorflow.Result;
import org.tensorflow.SessionFunction;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/**
 * What a trained model's signature {@code serving_default} makes of images: uint8 [B, n, …] →
 * scores [B, n], each of its image alone.
 */
public final class ImageScores {
  private static final String IMAGES = "images";
  private static final String SCORES = "scores";

  /** Images of a run: bounds the memory that their activations take. */
  private static final int CHUNK = 100;

  private final SessionFunction serving;
  private final Shape image;

  /**
   * Takes a loaded model, which is not closed with this.
   *
   * @param kind of models that are expected, for the message, such as {@code a ranking model}
   * @throws IllegalArgumentException if it is a SavedModel of another kind
   */
  public ImageScores(LoadedModel model, String kind) {
    if (!model.has(SavedModelLayout.SERVE, List.of(IMAGES), List.of(SCORES))) {
      throw model.otherKind(kind + " has serving_default (images → scores)");
    }
    serving = model.function(SavedModelLayout.SERVE);
    Shape all = model.input(SavedModelLayout.SERVE, IMAGES);
    image = all.subShape(2, all.numDimensions());
  }

  /** The shape of an image, such as [28, 112] or [32, 32, 3]. */
  public Shape image() {
    return image;
  }

  /**
   * Scores images.
   *
   * @param images uint8 of the model's shape, row-major
   * @return a score for each, the larger the higher it ranks
   */
  public float[] of(List<byte[]> images) {
    float[] scores = new float[images.size()];
    for (int from = 0; from < scores.length; from += CHUNK) {
      List<byte[]> chunk = images.subList(from, Math.min(scores.length, from + CHUNK));
      try (TUint8 fed = TUint8.tensorOf(Shape.of(1, chunk.size()).append(image))) {
        for (int i = 0; i < chunk.size(); i++) {
          fed.asRawTensor().data().offset(i * image.size()).write(chunk.get(i));
        }
        try (Result result = serving.call(Map.of(IMAGES, fed))) {
          TFloat32 found = (TFloat32) result.get(SCORES).orElseThrow();
          found.asRawTensor().data().asFloats().read(scores, from, chunk.size());
        }
      }
    }
    return scores;
  }
}
