package org.newtonlosses.graphs.model;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.newtonlosses.files.AtomicFiles;
import org.newtonlosses.graphs.op.Dependencies;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.op.core.Identity;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

/**
 * A trained model to be run and no more: a SavedModel whose one signature is {@code
 * serving_default}, with the variables' values as constants of the graph, only what the outputs
 * need, and no folder of variables. Shapes stay as free as they were, checks of inputs stay, and
 * the texts in {@code assets.extra} are copied.
 *
 * <p>Where programs ask for operations by name, as in C, that of an output has the output's name,
 * if no other operation has.
 *
 * <p>The converters of TensorFlow Lite and ONNX take such a model: what these lack is said in
 * operations that they have, with the same result. They take no loops of TensorFlow 1: of a model
 * that solves something, the outputs before the solver are to be chosen. tf2onnx knows no bfloat16.
 *
 * <pre>{@code
 * RankingModel ranking = new RankingModel(new NeuralSort(1, false), new CrossEntropy(), 5);
 * NewtonLoss newton = new NewtonLoss(new Fisher(0.1));
 * new TrainableModel(ranking, new Mlp(List.of(16)), newton, new Adam(0.001), 7)
 *     .export(folder.resolve("trained"), Map.of());
 * new ServingModel(folder.resolve("trained"), List.of(), ServingModel.Weights.BFLOAT16)
 *     .export(folder.resolve("serving"), Map.of());
 * SavedModelBundle loaded = SavedModelBundle.load(folder.resolve("serving").toString());
 * loaded.signatures().size(); // → 1
 * loaded.function("serving_default").signature().outputNames(); // → [scores]
 * loaded.close();
 * }</pre>
 *
 * @param trained the folder of a SavedModel with the signature {@code serving_default}
 * @param outputs which of the signature's outputs; none stands for all
 * @param weights how they are stored
 */
public record ServingModel(Path trained, List<String> outputs, Weights weights) {

  /** How weights are stored. */
  public enum Weights {
    /** As they were trained. */
    FLOAT32,

    /**
     * Those with two and more axes rounded to the nearest bfloat16, 8 bits of precision and half
     * the size; the graph computes in what it was trained in.
     */
    BFLOAT16
  }

  /** What an operation may be called. */
  private static final Pattern OPERATION = Pattern.compile("[A-Za-z0-9.][A-Za-z0-9_.-]*");

  /** Checks that nothing is missing. */
  public ServingModel {
    Objects.requireNonNull(trained, "trained");
    outputs = List.copyOf(outputs);
    Objects.requireNonNull(weights, "weights");
  }

  /**
   * Writes the model.
   *
   * @param directory the new folder; appears whole or not at all
   * @param extras texts by file name, kept in {@code assets.extra} beside those of the trained
   *     model
   * @throws IllegalArgumentException if the signature or an output is missing, the message says
   *     what there is; if a variable is used in another way than being read; or if there is none to
   *     be rounded
   * @throws FileAlreadyExistsException if the folder exists
   * @throws IOException if there is no SavedModel, or the folder cannot be written
   */
  public void export(Path directory, Map<String, String> extras) throws IOException {
    if (!Files.isRegularFile(trained.resolve(SavedModelLayout.GRAPH))) {
      throw new FileNotFoundException(
          "%s: no SavedModel, the file %s is missing".formatted(trained, SavedModelLayout.GRAPH));
    }
    SavedModel model =
        SavedModel.newBuilder().setSavedModelSchemaVersion(1).addMetaGraphs(metaGraph()).build();
    AtomicFiles.newFolder(
        directory,
        folder -> {
          Files.write(folder.resolve(SavedModelLayout.GRAPH), model.toByteArray());
          Path assets = Files.createDirectory(folder.resolve(SavedModelLayout.EXTRAS));
          Path own = trained.resolve(SavedModelLayout.EXTRAS);
          if (Files.isDirectory(own)) {
            for (Path text : AtomicFiles.children(own)) {
              Files.copy(text, assets.resolve(text.getFileName()));
            }
          }
          for (Map.Entry<String, String> extra : extras.entrySet()) {
            Files.writeString(assets.resolve(extra.getKey()), extra.getValue());
          }
        });
  }

  private MetaGraphDef metaGraph() {
    ConfigProto onCpu = ConfigProto.newBuilder().putDeviceCount("GPU", 0).build();
    try (SavedModelBundle bundle =
        SavedModelBundle.loader(trained.toString()).withConfigProto(onCpu).load()) {
      MetaGraphDef whole = bundle.metaGraphDef();
      SignatureDef served = served(whole);
      Set<String> results = producers(served.getOutputsMap().values());
      GraphDef needed = Reachable.from(whole.getGraphDef(), results);
      GraphDef frozen = new FrozenVariables(bundle, weights).freeze(needed);
      GraphDef portable = Reachable.from(Portable.of(frozen), results);
      return named(portable, withInputsOf(portable, served))
          .setMetaInfoDef(whole.getMetaInfoDef())
          .build();
    }
  }

  /** The signature with the outputs that were asked for. */
  private SignatureDef served(MetaGraphDef graph) {
    SignatureDef whole = graph.getSignatureDefMap().get(SavedModelLayout.SERVE);
    if (whole == null) {
      throw new IllegalArgumentException(
          "%s: the model must have the signature %s, found %s"
              .formatted(
                  trained,
                  SavedModelLayout.SERVE,
                  new TreeSet<>(graph.getSignatureDefMap().keySet())));
    }
    Map<String, TensorInfo> served = new TreeMap<>(whole.getOutputsMap());
    for (String output : outputs) {
      if (!served.containsKey(output)) {
        throw new IllegalArgumentException(
            "outputs must be of %s, found %s"
                .formatted(String.join(", ", served.keySet()), output));
      }
    }
    if (!outputs.isEmpty()) {
      served.keySet().retainAll(outputs);
    }
    return whole.toBuilder().clearOutputs().putAllOutputs(served).build();
  }

  /** Only what the outputs depend on is fed. */
  private static SignatureDef withInputsOf(GraphDef graph, SignatureDef signature) {
    Set<String> nodes = names(graph);
    Map<String, TensorInfo> inputs = new TreeMap<>(signature.getInputsMap());
    inputs.values().removeIf(input -> !nodes.contains(Dependencies.producer(input.getName())));
    return signature.toBuilder().clearInputs().putAllInputs(inputs).build();
  }

  /** Graph and signature, each output from an operation of its name, if that is free. */
  private static MetaGraphDef.Builder named(GraphDef graph, SignatureDef signature) {
    Set<String> taken = names(graph);
    GraphDef.Builder withNames = graph.toBuilder();
    SignatureDef.Builder ofNames = signature.toBuilder();
    signature
        .getOutputsMap()
        .forEach(
            (name, output) -> {
              if (!taken.contains(name) && OPERATION.matcher(name).matches()) {
                withNames.addNode(
                    NodeDef.newBuilder()
                        .setName(name)
                        .setOp(Identity.OP_NAME)
                        .addInput(output.getName())
                        .putAttr("T", AttrValue.newBuilder().setType(output.getDtype()).build()));
                ofNames.putOutputs(name, output.toBuilder().setName(name + ":0").build());
              }
            });
    return MetaGraphDef.newBuilder()
        .setGraphDef(withNames)
        .putSignatureDef(SavedModelLayout.SERVE, ofNames.build());
  }

  private static Set<String> names(GraphDef graph) {
    return graph.getNodeList().stream().map(NodeDef::getName).collect(Collectors.toSet());
  }

  private static Set<String> producers(Collection<TensorInfo> tensors) {
    return tensors.stream()
        .map(tensor -> Dependencies.producer(tensor.getName()))
        .collect(Collectors.toSet());
  }
}
