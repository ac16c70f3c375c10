package org.newtonlosses.training.predict;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.newtonlosses.data.RankingBatch;
import org.newtonlosses.training.session.SessionOptions;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.SessionFunction;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** A trained ranking model's signature {@code serving_default}: images → scores. */
public final class RankingPredictor implements AutoCloseable {
  /** Items of a run: bounds the memory that their activations take. */
  private static final int CHUNK = 100;

  private final SavedModelBundle bundle;
  private final SessionFunction serving;

  private RankingPredictor(SavedModelBundle bundle, SessionFunction serving) {
    this.bundle = bundle;
    this.serving = serving;
  }

  /**
   * Loads a SavedModel.
   *
   * @throws IOException if the folder holds no SavedModel
   * @throws IllegalArgumentException if it is a SavedModel of another kind
   */
  public static RankingPredictor load(Path directory, SessionOptions options) throws IOException {
    if (!Files.isRegularFile(directory.resolve("saved_model.pb"))) {
      throw new FileNotFoundException(
          directory + ": no SavedModel, the file saved_model.pb is missing");
    }
    SavedModelBundle bundle =
        SavedModelBundle.loader(directory.toString()).withConfigProto(options.config()).load();
    for (Signature signature : bundle.signatures()) {
      if (signature.key().equals(Signature.DEFAULT_KEY)
          && signature.inputNames().contains("images")
          && signature.outputNames().contains("scores")) {
        return new RankingPredictor(bundle, bundle.function(Signature.DEFAULT_KEY));
      }
    }
    String found =
        bundle.signatures().stream()
            .map(s -> "%s (%s → %s)".formatted(s.key(), s.inputNames(), s.outputNames()))
            .collect(Collectors.joining(", "));
    bundle.close();
    throw new IllegalArgumentException(
        "%s: a SavedModel of another kind, a ranking model has serving_default (images → scores);"
                .formatted(directory)
            + " found "
            + found);
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
        try (Result result = serving.call(Map.of("images", images))) {
          TFloat32 found = (TFloat32) result.get("scores").orElseThrow();
          found.asRawTensor().data().asFloats().read(scores, from, chunk.size());
        }
      }
    }
    return scores;
  }

  @Override
  public void close() {
    bundle.close();
  }
}
