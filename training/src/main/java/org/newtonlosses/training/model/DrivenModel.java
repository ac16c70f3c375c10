package org.newtonlosses.training.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.newtonlosses.data.Batch;
import org.newtonlosses.data.Batches;
import org.newtonlosses.training.session.SessionOptions;
import org.tensorflow.Session;
import org.tensorflow.proto.SaverDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;

/**
 * A loaded SavedModel that can be trained: everything it does, it does through its signatures
 * {@code train_step}, {@code evaluate} and {@code set_learning_rate}, and its saver.
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
    Map<String, Number> out = function("train_step").call(feed.tensors(batch));
    return new StepResult(
        out.get("step").longValue(),
        out.get("loss").floatValue(),
        out.get("newton_loss").floatValue(),
        out.get("gradient_norm").floatValue());
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
        function("evaluate")
            .call(feed.tensors(batch))
            .forEach((name, sum) -> sums.merge(name, sum.doubleValue(), Double::sum));
      }
    }
    double examples = sums.remove("examples");
    sums.replaceAll((name, sum) -> sum / examples);
    return new Evaluation((long) examples, sums);
  }

  /** Changes the learning rate, which is one of the model's variables. */
  public void setLearningRate(double rate) {
    try (TFloat32 tensor = TFloat32.scalarOf((float) rate)) {
      function("set_learning_rate").call(Map.of("learning_rate", tensor));
    }
  }

  /**
   * Writes all variables, those of the optimiser included.
   *
   * @param prefix where the files {@code prefix.index} and {@code prefix.data-…} shall be
   */
  public void save(Path prefix) {
    transfer(prefix, SaverDef::getSaveTensorName);
  }

  /** Reads all variables back from files that {@link #save} wrote. */
  public void restore(Path prefix) {
    transfer(prefix, SaverDef::getRestoreOpName);
  }

  @Override
  public void close() {
    feed.close();
    model.close();
  }

  // Session.save and Session.restore would leave their tensors unclosed.
  private void transfer(Path prefix, Function<SaverDef, String> target) {
    Session session = model.bundle().session();
    SaverDef saver = model.bundle().metaGraphDef().getSaverDef();
    try (TString name = TString.scalarOf(prefix.toString())) {
      session
          .runner()
          .feed(saver.getFilenameTensorName(), name)
          .addTarget(target.apply(saver))
          .run()
          .close();
    }
  }

  private ModelFunction function(String key) {
    return functions.computeIfAbsent(
        key, missing -> new ModelFunction(model.bundle().session(), model.signature(missing)));
  }
}
