package org.newtonlosses.graphs.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.newtonlosses.graphs.net.Architecture;
import org.newtonlosses.graphs.net.Network;
import org.newtonlosses.graphs.net.TrainingPass;
import org.newtonlosses.graphs.newton.Loss;
import org.newtonlosses.graphs.newton.NewtonLoss;
import org.newtonlosses.graphs.newton.NewtonStep;
import org.newtonlosses.graphs.optimizer.Optimizer;
import org.newtonlosses.graphs.smooth.Noise;
import org.newtonlosses.graphs.smooth.NoiseSource;
import org.newtonlosses.graphs.smooth.Smoothing;
import org.newtonlosses.graphs.variable.Variable;
import org.newtonlosses.graphs.variable.Variables;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Signature;
import org.tensorflow.framework.regularizers.Regularizer;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TType;

/**
 * A model that can be trained wherever its SavedModel is loaded: features → network → predictions →
 * loss → Newton loss → optimiser.
 *
 * <table>
 * <caption>Signatures; names are in {@link SavedModelLayout}</caption>
 * <tr><th>name</th><th>inputs</th><th>outputs</th></tr>
 * <tr><td>serving_default</td><td>features</td><td>what the description serves</td></tr>
 * <tr><td>train_step</td><td>features, labels</td>
 *     <td>loss, newton_loss, gradient_norm, step: scalars; the run makes one update</td></tr>
 * <tr><td>evaluate</td><td>features, labels, evaluation labels</td>
 *     <td>examples, loss and the metrics: sums over the batch</td></tr>
 * <tr><td>set_learning_rate</td><td>learning_rate</td><td>learning_rate</td></tr>
 * <tr><td>save, restore</td><td>path: the prefix of a checkpoint, a string</td><td>path</td></tr>
 * </table>
 *
 * <p>Runs fail, and change nothing, if inputs have other shapes or unequal numbers of examples, or
 * if loss, curvature or gradient are not finite.
 *
 * <p>A loss that samples draws its noise from the seed and the number of the step; when it is
 * evaluated, it takes the same noise for every example, so that the loss of an example depends on
 * the example alone. What a curvature keeps from step to step is a variable of the model, which
 * {@code train_step} alone reads and changes.
 *
 * <pre>{@code
 * RankingModel ranking = new RankingModel(new NeuralSort(1, false), new CrossEntropy(), 5);
 * NewtonLoss newton = new NewtonLoss(new Fisher(0.1));
 * new TrainableModel(ranking, new Mlp(List.of(16)), newton, new Adam(0.001), 7)
 *     .export(folder.resolve("model"), Map.of());
 * SavedModelBundle loaded = SavedModelBundle.load(folder.resolve("model").toString());
 * loaded.function("train_step").signature().inputNames(); // → [images, values]
 * loaded.function("serving_default").signature().outputNames(); // → [scores]
 * loaded.close();
 * }</pre>
 *
 * @param model what is learnt
 * @param network what learns it
 * @param newton the Newton loss that takes the loss's place
 * @param optimizer the optimiser
 * @param regularizer a penalty on each trainable parameter with two or more axes (weights and
 *     filters, not biases), added to what is minimised
 * @param seed determines the initial parameters and the noise
 */
public record TrainableModel(
    SupervisedModel model,
    Architecture network,
    NewtonLoss newton,
    Optimizer optimizer,
    Optional<Regularizer> regularizer,
    long seed) {

  /** The second half of the seed of an evaluation's noise; steps count from 0. */
  private static final long EVALUATION = -1;

  /** Without a penalty on parameters. */
  public TrainableModel(
      SupervisedModel model,
      Architecture network,
      NewtonLoss newton,
      Optimizer optimizer,
      long seed) {
    this(model, network, newton, optimizer, Optional.empty(), seed);
  }

  /**
   * Checks, without building the network, that the loss can be made and has what the curvature
   * needs.
   *
   * @throws IllegalArgumentException if not; the message says what is allowed
   */
  public void check() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Fed in = Fed.of(tf, trainingInputs());
      Operand<TFloat32> example = tf.constant(new float[1][model.width()]);
      NoiseSource<TFloat32> noise =
          (ops, smoothing) ->
              Noise.sample(ops, smoothing, ops.constant(new long[] {seed, 0}), example);
      newton.check(model.loss(tf, in, noise), model.width());
    }
  }

  /**
   * Checks that the network can be built and takes what the model feeds it with.
   *
   * @throws IllegalArgumentException if not; the message says what is allowed
   */
  public void checkNetwork() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Network bound = network.create(new Variables(tf, seed), model.ports());
      model.predict(tf, Fed.of(tf, model.features()), input -> bound.call(tf, input));
    }
  }

  /**
   * Writes the SavedModel with initial parameters.
   *
   * @param directory the new folder; appears whole or not at all
   * @param extras texts by file name, kept with the model in {@code assets.extra}
   * @throws IllegalArgumentException if network, loss or curvature cannot be built; the message
   *     says what is allowed
   * @throws IOException if the folder exists or cannot be written
   */
  public void export(Path directory, Map<String, String> extras) throws IOException {
    SavedModels.export(directory, extras, seed, this::signatures);
  }

  private List<Input<?>> trainingInputs() {
    List<Input<?>> inputs = new ArrayList<>(model.features());
    inputs.addAll(model.labels());
    return inputs;
  }

  private List<Input<?>> allInputs() {
    List<Input<?>> inputs = trainingInputs();
    inputs.addAll(model.evaluationLabels());
    return inputs;
  }

  private List<Signature> signatures(Ops tf, Variables variables) {
    Fed in = Fed.of(tf, allInputs());
    Network bound = network.create(variables, model.ports());
    Operand<TFloat32> predictions = model.predict(tf, in, input -> bound.call(tf, input));
    Map<String, Operand<? extends TType>> served = model.serve(tf, in, predictions);
    Signature.Builder serving = in.signature(SavedModelLayout.SERVE, model.features());
    served.forEach(serving::output);
    TrainStep training = training(tf, variables, bound, in);
    return List.of(
        serving.build(),
        training.signature(in, trainingInputs()),
        evaluation(tf, in, predictions, served),
        training.learningRateSignature());
  }

  private TrainStep training(Ops tf, Variables variables, Network bound, Fed in) {
    Fed checked = in.after(tf, in.sameBatch(tf, trainingInputs()));
    List<Function<Ops, Op>> updates = new ArrayList<>();
    Variable<TInt64> counter = TrainStep.counter(tf, variables);
    Operand<TFloat32> predictions =
        model.predict(
            tf,
            checked,
            input -> {
              TrainingPass pass = bound.train(tf, input, networkSeed(tf, counter));
              pass.updates().forEach(update -> updates.add(update::assign));
              return pass.predictions();
            });
    Operand<TFloat32> y = perExample(tf, checked, model.lossPredictions(tf, checked, predictions));
    NoiseSource<TFloat32> noise =
        (ops, smoothing) ->
            Noise.sample(
                ops, smoothing, ops.stack(List.of(ops.constant(seed), counter.value())), y);
    Loss<TFloat32> loss = model.loss(tf, checked, noise);
    NewtonStep<TFloat32> step =
        newton.call(tf, loss, y, new StepContext(variables, seed, counter, updates));
    return TrainStep.build(tf, variables, counter, step, updates, optimizer, regularizer);
  }

  /** Other numbers than those of the noise of losses, and of curvatures. */
  private Operand<TInt64> networkSeed(Ops tf, Variable<TInt64> counter) {
    return tf.stack(List.of(tf.constant(~seed), tf.bitwise.invert(counter.value())));
  }

  private Signature evaluation(
      Ops tf, Fed in, Operand<TFloat32> predictions, Map<String, Operand<? extends TType>> served) {
    Op sameBatch = in.sameBatch(tf, allInputs());
    Fed checked = in.after(tf, sameBatch);
    Ops after = tf.withControlDependencies(List.of(sameBatch));
    Map<String, Operand<? extends TType>> outputs = new LinkedHashMap<>();
    served.forEach((name, output) -> outputs.put(name, after.identity(output)));
    Operand<TFloat32> predicted = after.identity(predictions);
    Optional<Operand<TFloat32>> own = model.evaluationLosses(tf, checked, predicted, outputs);
    Operand<TFloat32> y =
        own.isPresent()
            ? predicted
            : perExample(tf, checked, model.lossPredictions(tf, checked, predicted));
    Operand<TFloat32> losses = own.orElseGet(() -> evaluationLosses(tf, checked, y));
    Operand<TFloat32> sum = tf.sum(losses, tf.constant(0));
    int repetitions = model.repetitions();
    Signature.Builder signature =
        in.signature(SavedModelLayout.EVALUATE, allInputs())
            .output(SavedModelLayout.EXAMPLES, tf.dtypes.cast(checked.examples(tf), TFloat32.class))
            .output(
                SavedModelLayout.LOSS,
                repetitions == 1 ? sum : tf.math.div(sum, tf.constant((float) repetitions)));
    model.metrics(tf, checked, y, outputs).forEach(signature::output);
    return signature.build();
  }

  /** Those of training, with the same noise for every example. */
  private Operand<TFloat32> evaluationLosses(Ops tf, Fed in, Operand<TFloat32> y) {
    NoiseSource<TFloat32> noise =
        (ops, smoothing) -> ops.math.add(sharedNoise(ops, smoothing), ops.zerosLike(y));
    return model.loss(tf, in, noise).value(tf, y);
  }

  /** The same noise for every example, [S, 1, m]. */
  private Operand<TFloat32> sharedNoise(Ops tf, Smoothing smoothing) {
    Operand<TFloat32> example = tf.constant(new float[1][model.width()]);
    return Noise.sample(tf, smoothing, tf.constant(new long[] {seed, EVALUATION}), example);
  }

  /** Predictions as [R·B, m]; a run fails if there are not R·m of them for each example. */
  private Operand<TFloat32> perExample(Ops tf, Fed in, Operand<TFloat32> predictions) {
    int numbers = model.repetitions() * model.width();
    Operand<TInt32> examples = in.examples(tf);
    Operand<TInt32> found = tf.size(predictions);
    Op fits =
        tf.assertThat(
            tf.math.equal(found, tf.math.mul(examples, tf.constant(numbers))),
            List.of(
                tf.constant("the predictions for an example must be"),
                tf.constant(numbers),
                tf.constant("found for"),
                examples,
                tf.constant("examples"),
                found));
    return tf.reshape(
        tf.withControlDependencies(List.of(fits)).identity(predictions),
        tf.array(-1, model.width()));
  }
}
