package org.newtonlosses.training.recipe;

import java.util.List;
import java.util.OptionalDouble;
import org.newtonlosses.graphs.model.SupervisedModel;
import org.newtonlosses.graphs.model.TrainableModel;
import org.newtonlosses.graphs.net.Architecture;
import org.newtonlosses.graphs.newton.Curvature;
import org.newtonlosses.graphs.newton.Damping;
import org.newtonlosses.graphs.newton.NewtonLoss;
import org.newtonlosses.graphs.optimizer.ClippedByNorm;
import org.newtonlosses.graphs.optimizer.Optimizer;
import org.newtonlosses.training.schema.Choice;
import org.newtonlosses.training.schema.Chosen;
import org.newtonlosses.training.schema.Entry;
import org.newtonlosses.training.schema.Param;
import org.newtonlosses.training.schema.Schema;
import org.newtonlosses.training.schema.SchemaException;
import org.newtonlosses.training.schema.Values;
import org.newtonlosses.training.session.Precision;

/**
 * All that determines the numbers of a run: a value for each of the entries here. {@link Recipes}
 * makes them. Immutable; two are equal if all their values are.
 */
public final class Recipe {
  /** What the run is called. */
  public static final Param<String> NAME =
      Param.text("name", "custom")
          .matching(
              "[A-Za-z0-9][A-Za-z0-9._-]*", "of letters, digits, dots, dashes and underscores")
          .label("NAME")
          .help("what the run is called");

  /** What is learnt: the task and its part of the recipe. */
  public static final Choice<TaskSection> TASK =
      Choice.of("task", TaskSection.class, "ranking").by("kind").help("what is learnt");

  /** The network; the option cannot be called network, which is a sorting network. */
  public static final Choice<Architecture> NETWORK =
      Choice.of("network", Architecture.class, "mlp")
          .option("architecture")
          .help("the network that is trained");

  /** λ of the curvatures that have one. */
  public static final Param<Double> TIKHONOV =
      Param.number("tikhonov", 0.01).positive().label("L").help("Tikhonov strength");

  /** λ in proportion to the curvature, in place of {@link #TIKHONOV}. */
  public static final Param<OptionalDouble> RELATIVE_TIKHONOV =
      Param.optionalNumber("relative-tikhonov", "none")
          .positive()
          .called("relative tikhonov")
          .label("R")
          .help("Tikhonov strength as a multiple of the mean eigenvalue; none: tikhonov says it");

  /** Whether λ follows how well steps do, from {@link #TIKHONOV} on. */
  public static final Param<Boolean> LEVENBERG_MARQUARDT =
      Param.bool("levenberg-marquardt", false)
          .help("Tikhonov strength begins as tikhonov and follows how well steps do");

  /** The curvature of the Newton loss. */
  public static final Choice<Curvature> NEWTON =
      Choice.of("newton", Curvature.class, "fisher")
          .by("curvature")
          .option("curvature")
          .common(TIKHONOV, RELATIVE_TIKHONOV, LEVENBERG_MARQUARDT)
          .help("the curvature of the Newton loss");

  /** The learning rate of the first step. */
  public static final Param<Double> LEARNING_RATE =
      Param.number("learning-rate", 1e-3)
          .positive()
          .called("learning rate")
          .option("lr")
          .label("RATE")
          .help("learning rate of the first step");

  /** The largest global norm of the gradient. */
  public static final Param<OptionalDouble> CLIP_NORM =
      Param.optionalNumber("clip-norm", "none")
          .positive()
          .called("clip norm")
          .label("C")
          .help("largest gradient norm");

  private static final Param<Long> STEP = Param.count("step", 1).atLeast(1);
  private static final Param<Double> FACTOR = Param.number("factor", 1).positive();

  /** Changes of the learning rate. */
  public static final Param<List<Values>> SCHEDULE =
      Param.mappings("schedule", STEP, FACTOR)
          .help("changes of the learning rate, such as \"[{step: 300, factor: 0.1}]\"");

  /** The optimiser and its learning rate over time. */
  public static final Choice<Optimizer> OPTIMIZER =
      Choice.of("optimizer", Optimizer.class, "adam")
          .common(LEARNING_RATE)
          .commonAfter(CLIP_NORM, SCHEDULE)
          .help("how gradients change the parameters");

  /** A penalty on the network's weights. */
  public static final Choice<Regularization> REGULARIZER =
      Choice.of("regularizer", Regularization.class, "none").help("a penalty on the weights");

  /** B. */
  public static final Param<Integer> BATCH =
      Param.integer("batch", 100).atLeast(1).label("B").help("examples of a step");

  /** How many steps are made. */
  public static final Param<Long> STEPS =
      Param.count("steps", 100_000).atLeast(1).help("how many steps");

  /** Steps between two validations; the last step validates too. */
  public static final Param<Long> VALIDATE_EVERY =
      Param.count("validate-every", 1_000).atLeast(1).help("steps between validations");

  /** Steps between two checkpoints; validations better than all before are checkpointed too. */
  public static final Param<Long> CHECKPOINT_EVERY =
      Param.count("checkpoint-every", 1_000).atLeast(1).help("steps between checkpoints");

  /** Determines the initial parameters and the training batches. */
  public static final Param<Long> SEED =
      Param.count("seed", 0).label("S").help("determines parameters and batches");

  /** In what type convolutions and matrix products are computed. */
  public static final Param<Precision> PRECISION =
      Param.oneOf("precision", Precision.FLOAT32)
          .label("TYPE")
          .help("type of convolutions and matrix products");

  /** How many threads an operation uses. Another number changes the last bits of the results. */
  public static final Param<Integer> THREADS =
      Param.integer("threads", 0)
          .atLeast(0)
          .help("threads of an operation; 0: one for each processor");

  static final List<Entry<?>> ENTRIES =
      List.of(
          NAME,
          TASK,
          NETWORK,
          NEWTON,
          OPTIMIZER,
          REGULARIZER,
          BATCH,
          STEPS,
          VALIDATE_EVERY,
          CHECKPOINT_EVERY,
          SEED,
          PRECISION,
          THREADS);

  private final Values values;

  /**
   * Checks what the ranges of single values cannot say.
   *
   * @throws SchemaException if something is not allowed
   */
  Recipe(Values values) {
    this.values = values;
    check("optimizer: ", this::learningRate);
    check("", () -> section().check(this));
  }

  private static void check(String place, Runnable check) {
    try {
      check.run();
    } catch (IllegalArgumentException e) {
      throw new SchemaException(place + e.getMessage());
    }
  }

  /**
   * λ as a recipe's part {@link #NEWTON} says it, for curvatures that have one.
   *
   * @param newton the values of that part
   * @throws IllegalArgumentException if it says it in two ways
   */
  public static Damping damping(Values newton) {
    OptionalDouble relative = newton.get(RELATIVE_TIKHONOV);
    boolean adapted = newton.get(LEVENBERG_MARQUARDT);
    if (relative.isPresent()) {
      if (adapted) {
        throw new IllegalArgumentException(
            "relative-tikhonov and levenberg-marquardt do not go together");
      }
      return new Damping.Relative(relative.getAsDouble());
    }
    double tikhonov = newton.get(TIKHONOV);
    return adapted ? new Damping.LevenbergMarquardt(tikhonov) : new Damping.Constant(tikhonov);
  }

  /** The values of all entries. */
  public Values values() {
    return values;
  }

  /** What the run is called. */
  public String name() {
    return values.get(NAME);
  }

  /** The name of the task. */
  public String kind() {
    return values.chosen(TASK).name();
  }

  /** What recipes know of the task. */
  TaskSection section() {
    return values.get(TASK);
  }

  /** The task's part of the recipe. */
  public Values task() {
    return values.chosen(TASK).values();
  }

  /** The network. */
  public Architecture network() {
    return values.get(NETWORK);
  }

  /** The name of the curvature. */
  public String curvature() {
    return values.chosen(NEWTON).name();
  }

  /** λ of the curvature, if it has one. */
  public Damping damping() {
    return damping(values.chosen(NEWTON).values());
  }

  /** The Newton loss. */
  public NewtonLoss newton() {
    return new NewtonLoss(values.get(NEWTON));
  }

  /** The learning rate over time. */
  public LearningRate learningRate() {
    Values section = values.chosen(OPTIMIZER).values();
    return new LearningRate(
        section.get(LEARNING_RATE),
        section.get(SCHEDULE).stream()
            .map(change -> new ScheduleStep(change.get(STEP), change.get(FACTOR)))
            .toList());
  }

  /** The optimiser, with the learning rate of the first step. */
  public Optimizer optimizer() {
    Chosen<Optimizer> chosen = values.chosen(OPTIMIZER);
    Values first = chosen.values().with(LEARNING_RATE, learningRate().at(1));
    Optimizer optimizer = new Chosen<>(chosen.variant(), first).build();
    OptionalDouble norm = first.get(CLIP_NORM);
    return norm.isPresent() ? new ClippedByNorm(optimizer, norm.getAsDouble()) : optimizer;
  }

  /** What the recipe makes of a description: with its network, Newton loss, optimiser and seed. */
  public TrainableModel trainable(SupervisedModel model) {
    return trainable(model, network());
  }

  /** The same with another network. */
  public TrainableModel trainable(SupervisedModel model, Architecture network) {
    return new TrainableModel(
        model, network, newton(), optimizer(), values.get(REGULARIZER).regularizer(), seed());
  }

  /** B, examples of a step. */
  public int batch() {
    return values.get(BATCH);
  }

  /** How many steps are made. */
  public long steps() {
    return values.get(STEPS);
  }

  /** Steps between two validations. */
  public long validateEvery() {
    return values.get(VALIDATE_EVERY);
  }

  /** Steps between two checkpoints. */
  public long checkpointEvery() {
    return values.get(CHECKPOINT_EVERY);
  }

  /** Determines the initial parameters and the training batches. */
  public long seed() {
    return values.get(SEED);
  }

  /** In what type convolutions and matrix products are computed. */
  public Precision precision() {
    return values.get(PRECISION);
  }

  /** How many threads an operation uses; 0 means one for each processor. */
  public int threads() {
    return values.get(THREADS);
  }

  /**
   * This recipe as it runs here: with the number of threads, and with paths that stay right when a
   * run goes on from another folder.
   *
   * @param processors of this machine
   */
  public Recipe resolved(int processors) {
    Values resolved = values.resolved();
    return new Recipe(threads() > 0 ? resolved : resolved.with(THREADS, processors));
  }

  /**
   * This recipe with another number of steps.
   *
   * @param steps at least 1
   */
  public Recipe withSteps(long steps) {
    return new Recipe(values.with(STEPS, steps));
  }

  /** What the run is about, in a few words. */
  public String words() {
    return values.chosen(TASK).words();
  }

  /** All values as YAML. */
  public String yaml() {
    return Schema.write(values);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Recipe recipe && recipe.values.equals(values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
