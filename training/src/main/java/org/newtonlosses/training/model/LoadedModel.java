package org.newtonlosses.training.model;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.newtonlosses.graphs.model.SavedModelLayout;
import org.newtonlosses.training.session.SessionOptions;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.SessionFunction;
import org.tensorflow.Signature;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.SaverDef;
import org.tensorflow.types.TString;

/** A SavedModel and its signatures. */
public final class LoadedModel implements AutoCloseable {
  private final Path directory;
  private final SavedModelBundle bundle;
  private final Map<String, Signature> signatures;

  private LoadedModel(Path directory, SavedModelBundle bundle) {
    this.directory = directory;
    this.bundle = bundle;
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
   * @throws IOException if the folder holds no SavedModel
   */
  public static LoadedModel open(Path directory, SessionOptions options) throws IOException {
    if (!Files.isRegularFile(directory.resolve(SavedModelLayout.GRAPH))) {
      throw new FileNotFoundException(
          directory + ": no SavedModel, the file saved_model.pb is missing");
    }
    return new LoadedModel(
        directory,
        SavedModelBundle.loader(directory.toString()).withConfigProto(options.config()).load());
  }

  /**
   * The inputs of a signature by name, with their types and shapes.
   *
   * @throws IllegalArgumentException if there is no such signature
   */
  public Map<String, Signature.TensorDescription> inputs(String key) {
    return signature(key).getInputs();
  }

  /**
   * The outputs of a signature by name, with their types and shapes.
   *
   * @throws IllegalArgumentException if there is no such signature
   */
  public Map<String, Signature.TensorDescription> outputs(String key) {
    return signature(key).getOutputs();
  }

  /** Whether it has a signature, and the signature has the inputs and outputs. */
  public boolean has(String key, List<String> inputs, List<String> outputs) {
    Signature signature = signatures.get(key);
    return signature != null
        && signature.inputNames().containsAll(inputs)
        && signature.outputNames().containsAll(outputs);
  }

  /**
   * The shape of an input.
   *
   * @throws IllegalArgumentException if there is no such signature or input
   */
  public Shape input(String key, String name) {
    return described(key, "input", inputs(key), name).shape;
  }

  /**
   * The shape of an output.
   *
   * @throws IllegalArgumentException if there is no such signature or output
   */
  public Shape output(String key, String name) {
    return described(key, "output", outputs(key), name).shape;
  }

  private Signature.TensorDescription described(
      String key, String what, Map<String, Signature.TensorDescription> tensors, String name) {
    Signature.TensorDescription tensor = tensors.get(name);
    if (tensor == null) {
      throw otherKind("the signature %s has no %s %s".formatted(key, what, name));
    }
    return tensor;
  }

  /** A signature, to be called. */
  public SessionFunction function(String key) {
    return bundle.function(signature(key).key());
  }

  /**
   * A signature with inputs, of which one output is to be computed and nothing else. Each {@code
   * run} computes it anew.
   *
   * @throws IllegalArgumentException if there is no such signature, input or output
   */
  public Session.Runner runner(String key, Map<String, Tensor> inputs, String output) {
    Session.Runner runner = bundle.session().runner();
    inputs.forEach(
        (name, tensor) -> runner.feed(described(key, "input", inputs(key), name).name, tensor));
    return runner.fetch(described(key, "output", outputs(key), output).name);
  }

  /**
   * Gives it the variables of a checkpoint.
   *
   * @param path the prefix of the checkpoint's files, or the folder of a SavedModel
   * @throws IOException if there is no checkpoint, or the model has no variables
   * @throws IllegalArgumentException if the checkpoint lacks a variable of the model, or has it in
   *     another type or shape; then the model stays as it was
   */
  public void restore(Path path) throws IOException {
    CheckpointIndex checkpoint = CheckpointIndex.of(path);
    checkpoint.checkHas(CheckpointIndex.of(directory));
    transfer(checkpoint.prefix(), SaverDef::getRestoreOpName);
  }

  /**
   * Runs an operation of its saver.
   *
   * @param prefix what the operation is fed with
   */
  // Session.save and Session.restore would leave their tensors unclosed.
  void transfer(Path prefix, Function<SaverDef, String> target) {
    SaverDef saver = bundle.metaGraphDef().getSaverDef();
    try (TString name = TString.scalarOf(prefix.toString())) {
      bundle
          .session()
          .runner()
          .feed(saver.getFilenameTensorName(), name)
          .addTarget(target.apply(saver))
          .run()
          .close();
    }
  }

  /** A text that was kept with it in {@link SavedModelLayout#EXTRAS}. */
  public Optional<Path> extra(String file) {
    return Optional.of(directory.resolve(SavedModelLayout.EXTRAS).resolve(file))
        .filter(Files::isRegularFile);
  }

  /**
   * What is to be thrown if this is a model of another kind.
   *
   * @param missing what it lacks
   */
  public IllegalArgumentException otherKind(String missing) {
    String found =
        signatures.values().stream()
            .map(
                signature ->
                    "%s (%s → %s)"
                        .formatted(
                            signature.key(),
                            String.join(", ", signature.inputNames()),
                            String.join(", ", signature.outputNames())))
            .collect(Collectors.joining(", "));
    return new IllegalArgumentException(
        "%s: a SavedModel of another kind, %s; found %s".formatted(directory, missing, found));
  }

  @Override
  public void close() {
    bundle.close();
  }

  Signature signature(String key) {
    Signature signature = signatures.get(key);
    if (signature == null) {
      throw otherKind("it has no signature " + key);
    }
    return signature;
  }

  SavedModelBundle bundle() {
    return bundle;
  }
}
