package org.newtonlosses.training;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.newtonlosses.data.Batch;
import org.newtonlosses.data.Batches;
import org.newtonlosses.training.session.SessionOptions;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.SaverDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;

/**
 * A loaded SavedModel that can be trained: everything it does, it does through its signatures
 * {@code train_step}, {@code evaluate} and {@code set_learning_rate}, and its saver.
 *
 * @param <B> the batches it is fed with
 */
public final class TrainableModel<B extends Batch> implements AutoCloseable {
  private static final String EVALUATE = "evaluate";

  private final Path directory;
  private final SavedModelBundle bundle;
  private final Map<String, Signature> signatures;
  private final Map<String, ModelFunction> functions = new LinkedHashMap<>();
  private final Feed<B> feed;

  private TrainableModel(Path directory, SavedModelBundle bundle, Feed<B> feed) {
    this.directory = directory;
    this.bundle = bundle;
    this.feed = feed;
    this.signatures =
        bundle.signatures().stream()
            .collect(
                Collectors.toMap(
                    Signature::key, Function.identity(), (a, b) -> a, LinkedHashMap::new));
  }

  /**
   * Loads a SavedModel.
   *
   * @param directory the SavedModel
   * @param options how it computes
   * @param feed feeds it; closed with the model
   * @throws IOException if the folder holds no SavedModel
   */
  public static <B extends Batch> TrainableModel<B> load(
      Path directory, SessionOptions options, Feed<B> feed) throws IOException {
    if (!Files.isRegularFile(directory.resolve("saved_model.pb"))) {
      throw new FileNotFoundException(
          directory + ": no SavedModel, the file saved_model.pb is missing");
    }
    SavedModelBundle bundle =
        SavedModelBundle.loader(directory.toString()).withConfigProto(options.config()).load();
    return new TrainableModel<>(directory, bundle, feed);
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
        function(EVALUATE)
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
   * The shape of an input of {@code evaluate}.
   *
   * @throws IllegalArgumentException if the model cannot be evaluated or has no such input
   */
  public Shape evaluated(String input) {
    Signature.TensorDescription tensor = signature(EVALUATE).getInputs().get(input);
    if (tensor == null) {
      throw new IllegalArgumentException(
          "%s: the signature %s has no input %s, found %s"
              .formatted(directory, EVALUATE, input, signature(EVALUATE).inputNames()));
    }
    return tensor.shape;
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
    bundle.close();
  }

  // Session.save and Session.restore would leave their tensors unclosed.
  private void transfer(Path prefix, Function<SaverDef, String> target) {
    Session session = bundle.session();
    SaverDef saver = bundle.metaGraphDef().getSaverDef();
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
        key, missing -> new ModelFunction(bundle.session(), signature(missing)));
  }

  private Signature signature(String key) {
    Signature signature = signatures.get(key);
    if (signature == null) {
      throw new IllegalArgumentException(
          "%s: a SavedModel of another kind, it has no signature %s; found %s"
              .formatted(directory, key, describe(List.copyOf(signatures.values()))));
    }
    return signature;
  }

  private static String describe(List<Signature> signatures) {
    return signatures.stream()
        .map(
            signature ->
                "%s (%s → %s)"
                    .formatted(
                        signature.key(),
                        String.join(", ", signature.inputNames()),
                        String.join(", ", signature.outputNames())))
        .collect(Collectors.joining(", "));
  }
}
