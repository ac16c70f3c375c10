package org.newtonlosses.training.task.ranking;

import java.util.List;
import java.util.Map;
import org.newtonlosses.data.digits.RankingBatch;
import org.newtonlosses.graphs.model.RankingModel;
import org.newtonlosses.training.model.LoadedModel;
import org.tensorflow.Result;
import org.tensorflow.SessionFunction;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** A trained ranking model's signature {@code serving_default}: images → scores. */
final class RankingPredictor {
  /** Items of a run: bounds the memory that their activations take. */
  private static final int CHUNK = 100;

  private final SessionFunction serving;

  /**
   * Takes a loaded model, which is not closed with this.
   *
   * @throws IllegalArgumentException if it is a SavedModel of another kind
   */
  public RankingPredictor(LoadedModel model) {
    if (!suits(model)) {
      throw model.otherKind("a ranking model has serving_default (images → scores)");
    }
    serving = model.function(Signature.DEFAULT_KEY);
  }

  /** Whether a model is a ranking model. */
  public static boolean suits(LoadedModel model) {
    return model.has(
        Signature.DEFAULT_KEY, List.of(RankingModel.IMAGES), List.of(RankingModel.SCORES));
  }

  /**
   * Scores items; each score depends on its item alone.
   *
   * @param items at least one
   * @return a score for each, larger for larger numbers
   */
  public float[] scores(List<Item> items) {
    float[] scores = new float[items.size()];
    for (int from = 0; from < scores.length; from += CHUNK) {
      List<Item> chunk = items.subList(from, Math.min(scores.length, from + CHUNK));
      Shape shape = Shape.of(1, chunk.size(), RankingBatch.HEIGHT, RankingBatch.WIDTH);
      try (TUint8 images = TUint8.tensorOf(shape)) {
        for (int i = 0; i < chunk.size(); i++) {
          images
              .asRawTensor()
              .data()
              .offset((long) i * RankingBatch.ITEM_PIXELS)
              .write(chunk.get(i).pixels());
        }
        try (Result result = serving.call(Map.of(RankingModel.IMAGES, images))) {
          TFloat32 found = (TFloat32) result.get(RankingModel.SCORES).orElseThrow();
          found.asRawTensor().data().asFloats().read(scores, from, chunk.size());
        }
      }
    }
    return scores;
  }
}
