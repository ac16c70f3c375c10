package org.newtonlosses.graphs.model;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.newtonlosses.files.AtomicFiles;
import org.newtonlosses.graphs.variable.Saver;
import org.newtonlosses.graphs.variable.Variables;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.CollectionDef;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.types.TString;

/**
 * Writes graphs as portable SavedModels.
 *
 * <pre>{@code
 * SavedModels.export(
 *     folder.resolve("double"),
 *     Map.of(),
 *     tf -> {
 *       Shape any = Shape.of(-1);
 *       Placeholder<TFloat32> x = tf.placeholder(TFloat32.class, Placeholder.shape(any));
 *       Operand<TFloat32> y = tf.math.mul(x, tf.constant(2f));
 *       return Signature.builder().input("x", x).output("y", y).build();
 *     });
 * SavedModelBundle loaded = SavedModelBundle.load(folder.resolve("double").toString());
 * loaded.function("serving_default").signature().outputNames(); // → [y]
 * loaded.close();
 * }</pre>
 */
public final class SavedModels {

  private SavedModels() {}

  /**
   * Builds and writes a model without variables; the folder appears whole or not at all.
   *
   * @param directory the new folder
   * @param extras texts by file name, kept with the model in {@code assets.extra}
   * @param signature builds the graph
   * @throws FileAlreadyExistsException if the folder exists
   * @throws IOException if it cannot be written
   */
  public static void export(
      Path directory, Map<String, String> extras, Function<Ops, Signature> signature)
      throws IOException {
    try (Graph graph = new Graph();
        Session session = session(graph)) {
      write(directory, session, List.of(signature.apply(Ops.create(graph))), Map.of(), extras);
    }
  }

  /**
   * Builds and writes a model with the initial values of its variables; the folder appears whole or
   * not at all. The signatures {@code save} and {@code restore} are added: see {@link Saver}.
   *
   * @param directory the new folder
   * @param extras texts by file name, kept with the model in {@code assets.extra}
   * @param seed determines the initial values
   * @param signatures builds the graph
   * @throws FileAlreadyExistsException if the folder exists
   * @throws IOException if it cannot be written
   */
  public static void export(
      Path directory,
      Map<String, String> extras,
      long seed,
      BiFunction<Ops, Variables, List<Signature>> signatures)
      throws IOException {
    try (Graph graph = new Graph();
        Session session = session(graph)) {
      Ops tf = Ops.create(graph);
      Variables variables = new Variables(tf, seed);
      List<Signature> built = new ArrayList<>(signatures.apply(tf, variables));
      Saver saver = variables.addSaver();
      built.add(signature(SavedModelLayout.SAVE, saver, saver.saved()));
      built.add(signature(SavedModelLayout.RESTORE, saver, saver.restored()));
      variables.initialize(session);
      write(directory, session, built, variables.collections(), extras);
    }
  }

  private static Signature signature(String key, Saver saver, Operand<TString> done) {
    return Signature.builder(key)
        .input(SavedModelLayout.PATH, saver.path())
        .output(SavedModelLayout.PATH, done)
        .build();
  }

  /** A session for an export: on the CPU, since it would keep the memory of a GPU from others. */
  private static Session session(Graph graph) {
    return new Session(graph, ConfigProto.newBuilder().putDeviceCount("GPU", 0).build());
  }

  private static void write(
      Path directory,
      Session session,
      List<Signature> signatures,
      Map<String, CollectionDef> collections,
      Map<String, String> extras)
      throws IOException {
    AtomicFiles.newFolder(
        directory,
        folder -> {
          SavedModelBundle.exporter(folder.toString())
              .withTags(SavedModelBundle.DEFAULT_TAG)
              .withSession(session)
              .withSignatures(signatures.toArray(Signature[]::new))
              .export();
          rewrite(folder.resolve(SavedModelLayout.GRAPH), collections);
          Path variables = folder.resolve(SavedModelLayout.VARIABLES);
          if (AtomicFiles.children(variables).isEmpty()) {
            // Loaders take a folder that is there for one with a checkpoint.
            Files.delete(variables);
          }
          Path assets = Files.createDirectory(folder.resolve(SavedModelLayout.EXTRAS));
          for (Map.Entry<String, String> extra : extras.entrySet()) {
            Files.writeString(assets.resolve(extra.getKey()), extra.getValue());
          }
        });
  }

  /** Mends what TensorFlow Java's exporter has written. */
  private static void rewrite(Path file, Map<String, CollectionDef> collections)
      throws IOException {
    SavedModel.Builder model = SavedModel.parseFrom(Files.readAllBytes(file)).toBuilder();
    for (MetaGraphDef.Builder graph : model.getMetaGraphsBuilderList()) {
      Pruning.prune(graph);
      graph.putAllCollectionDef(collections);
    }
    Files.write(file, model.build().toByteArray());
  }
}
