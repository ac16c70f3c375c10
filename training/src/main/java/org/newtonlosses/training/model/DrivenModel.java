package org.newtonlosses.training.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.newtonlosses.data.Batch;
import org.newtonlosses.data.Batches;
import org.newtonlosses.graphs.model.SavedModelLayout;
import org.newtonlosses.training.session.SessionOptions;
import org.tensorflow.proto.SaverDef;
import org.tensorflow.types.TFloat32;

/**
 * A loaded SavedModel that can be trained: everything it does, it does through its signatures
 * {@code train_step}, {@code evaluate} and {@code set_learning_rate}, and its saver. The names are
 * in {@link SavedModelLayout}.
 *
 * @param <B> the batches it is fed with
 */
public final class DrivenModel<B extends Batch> implements AutoCloseable {
  private final LoadedModel model;
  private final Map<String, ModelFunction> functions = new LinkedHashMap<>();
  private final Feed<B> feed;

  /**
   * Makes a loaded model trainable.
   *
   * @param model the SavedModel; closed with this
   * @param feed feeds it; closed with this
   */
  public DrivenModel(LoadedModel model, Feed<B> feed) {
    this.model = model;
    this.feed = feed;
  }

  /**
   * Checks that an evaluation measures what is expected, beside examples and loss.
   *
   * @param metrics names of outputs of the signature {@code evaluate}
   * @throws IllegalArgumentException if it measures something else; the message names both
   */
  public void checkMetrics(Collection<String> metrics) {
    Set<String> found = new TreeSet<>(model.outputs(SavedModelLayout.EVALUATE).keySet());
    found.removeAll(List.of(SavedModelLayout.EXAMPLES, SavedModelLayout.LOSS));
    if (!found.equals(Set.copyOf(metrics))) {
      throw model.otherKind(
          "its evaluate must measure %s, and measures %s"
              .formatted(words(new TreeSet<>(metrics)), words(found)));
    }
  }

  private static String words(Set<String> names) {
    return names.isEmpty() ? "the loss alone" : String.join(", ", names);
  }

  /**
   * Loads a SavedModel.
   *
   * @param directory the SavedModel
   * @param options how it computes
   * @param feed feeds it; closed with the model
   * @throws IOException if the folder holds no SavedModel
   */
  public static <B extends Batch> DrivenModel<B> load(
      Path directory, SessionOptions options, Feed<B> feed) throws IOException {
    return new DrivenModel<>(LoadedModel.open(directory, options), feed);
  }

  /**
   * Makes one update.
   *
   * @throws RuntimeException of TensorFlow's if the loss, gradient or Newton step is not finite;
   *     then nothing is updated
   * @throws IllegalArgumentException if the model cannot be trained
   */
  public StepResult step(B batch) {
    Map<String, Number> out = function(SavedModelLayout.TRAIN_STEP).call(feed.tensors(batch));
    return new StepResult(
        out.get(SavedModelLayout.STEP).longValue(),
        out.get(SavedModelLayout.LOSS).floatValue(),
        out.get(SavedModelLayout.NEWTON_LOSS).floatValue(),
        out.get(SavedModelLayout.GRADIENT_NORM).floatValue());
  }

  /**
   * Evaluates all batches.
   *
   * @param batches used up, not closed
   * @param cancelled asked before each batch
   * @throws CancellationException if cancelled
   * @throws IllegalArgumentException if the model cannot be evaluated
   */
  public Evaluation evaluate(Batches<B> batches, BooleanSupplier cancelled) {
    Map<String, Double> sums = new LinkedHashMap<>();
    while (batches.hasNext()) {
      if (cancelled.getAsBoolean()) {
        throw new CancellationException("the evaluation was interrupted");
      }
      try (B batch = batches.next()) {
        function(SavedModelLayout.EVALUATE)
            .call(feed.tensors(batch))
            .forEach((name, sum) -> sums.merge(name, sum.doubleValue(), Double::sum));
      }
    }
    double examples = sums.remove(SavedModelLayout.EXAMPLES);
    sums.replaceAll((name, sum) -> sum / examples);
    return new Evaluation((long) examples, sums);
  }

  /** Changes the learning rate, which is one of the model's variables. */
  public void setLearningRate(double rate) {
    try (TFloat32 tensor = TFloat32.scalarOf((float) rate)) {
      function(SavedModelLayout.SET_LEARNING_RATE)
          .call(Map.of(SavedModelLayout.LEARNING_RATE, tensor));
    }
  }

  /**
   * Writes all variables, those of the optimiser included.
   *
   * @param prefix where the files {@code prefix.index} and {@code prefix.data-…} shall be
   */
  public void save(Path prefix) {
    model.transfer(prefix, SaverDef::getSaveTensorName);
  }

  /** Reads all variables back from files that {@link #save} wrote. */
  public void restore(Path prefix) {
    model.transfer(prefix, SaverDef::getRestoreOpName);
  }

  @Override
  public void close() {
    feed.close();
    model.close();
  }

  private ModelFunction function(String key) {
    return functions.computeIfAbsent(
        key, missing -> new ModelFunction(model.bundle().session(), model.signature(missing)));
  }
}
