package org.newtonlosses.training.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.newtonlosses.training.recipe.BuiltInRecipes;
import org.newtonlosses.training.recipe.Recipe;
import org.newtonlosses.training.recipe.RecipeException;
import org.newtonlosses.training.recipe.RecipeYaml;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * A recipe on the command line: {@code --recipe}, and an option for each of its values.
 *
 * <p>An option is a name for a place in the YAML form, so that it is checked exactly as a file is.
 */
public final class RecipeOptions implements IModelTransformer {

  private record Field(String option, String path, String label, String description) {}

  private static final List<Field> FIELDS =
      List.of(
          field("--name", "name", "NAME", "what the run is called"),
          field(
              "--algorithm",
              "task.algorithm.name",
              "NAME",
              "ranking: neuralsort, softsort or sorting-network; paths: relaxed-bellman-ford,"
                  + " smoothed-loss, smoothed-algorithm, perturbed-optimizer or"
                  + " blackbox-interpolation"),
          field(
              "--temperature",
              "task.algorithm.temperature",
              "T",
              "of neuralsort and softsort, > 0"),
          field("--power", "task.algorithm.power", "P", "of softsort, > 0"),
          field(
              "--network",
              "task.algorithm.network",
              "NAME",
              "of sorting-network: odd-even or bitonic"),
          field(
              "--distribution",
              "task.algorithm.distribution",
              "NAME",
              "of sorting-network: logistic, cauchy, gaussian, reciprocal, optimal or logistic-phi"),
          field("--steepness", "task.algorithm.steepness", "S", "of sorting-network, > 0"),
          field(
              "--hard",
              "task.algorithm.hard",
              "BOOL",
              "of ranking: exact permutation forward, relaxed backward"),
          field("--beta", "task.algorithm.beta", "B", "of relaxed-bellman-ford, > 0"),
          field(
              "--iterations",
              "task.algorithm.iterations",
              "K",
              "of relaxed-bellman-ford: steps of the distances"),
          field("--loop", "task.algorithm.loop", "NAME", "of relaxed-bellman-ford: for or while"),
          field(
              "--conorm",
              "task.algorithm.conorm",
              "NAME",
              "of relaxed-bellman-ford: probabilistic, hamacher, einstein or yager-1"),
          field("--conorm-p", "task.algorithm.conorm-p", "P", "of the t-conorm hamacher, > 0"),
          field(
              "--max-iterations",
              "task.algorithm.max-iterations",
              "K",
              "of the loop while: steps of the traceback"),
          field("--samples", "task.algorithm.samples", "S", "of the stochastic algorithms"),
          field(
              "--sigma",
              "task.algorithm.sigma",
              "S",
              "of the stochastic algorithms, > 0, in units of the costs"),
          field(
              "--noise",
              "task.algorithm.noise",
              "NAME",
              "of the stochastic algorithms: gaussian or gumbel"),
          field(
              "--control-variate",
              "task.algorithm.control-variate",
              "NAME",
              "of the stochastic algorithms: value, leave-one-out or none"),
          field(
              "--antithetic",
              "task.algorithm.antithetic",
              "BOOL",
              "of the stochastic algorithms: samples in pairs of opposite noise"),
          field("--lambda", "task.algorithm.lambda", "L", "of blackbox-interpolation, > 0"),
          field(
              "--loss",
              "task.loss",
              "NAME",
              "ranking: cross-entropy or binary-cross-entropy; paths: l1 or l2"),
          field("--n", "task.n", "N", "ranking: items to rank, at least 2"),
          field("--height", "task.data.height", "H", "generated maps: rows of cells"),
          field("--width", "task.data.width", "W", "generated maps: columns of cells"),
          field(
              "--cost-map",
              "task.cost-map",
              "NAME",
              "paths: from the network's output to costs, abs, exp, softplus or sigmoid"),
          field(
              "--curvature",
              "newton.curvature",
              "NAME",
              "hessian, fisher, per-example-hessian, scalar or none"),
          field("--tikhonov", "newton.tikhonov", "L", "Tikhonov strength, > 0"),
          field("--lr", "optimizer.learning-rate", "RATE", "learning rate of Adam, > 0"),
          field("--beta1", "optimizer.beta1", "B", "of Adam, in [0, 1)"),
          field("--beta2", "optimizer.beta2", "B", "of Adam, in [0, 1)"),
          field("--epsilon", "optimizer.epsilon", "E", "of Adam, > 0"),
          field("--clip-norm", "optimizer.clip-norm", "C", "largest gradient norm, or none"),
          field(
              "--schedule",
              "optimizer.schedule",
              "LIST",
              "changes of the learning rate, such as \"[{step: 300, factor: 0.1}]\""),
          field("--batch", "batch", "B", "examples of a step"),
          field("--steps", "steps", "K", "how many steps"),
          field("--validate-every", "validate-every", "K", "steps between validations"),
          field("--checkpoint-every", "checkpoint-every", "K", "steps between checkpoints"),
          field("--seed", "seed", "S", "determines parameters and batches"),
          field("--precision", "precision", "TYPE", "float32 or bfloat16"),
          field("--threads", "threads", "K", "threads of an operation; 0: one for each processor"),
          field(
              "--data",
              "task.data.source",
              "NAME",
              "ranking: mnist or synthetic; paths: terrain or warcraft"),
          field(
              "--data-dir",
              "task.data.folder",
              "DIR",
              "folder of the four idx files of mnist, or the nine npy files of warcraft; or cache"),
          field(
              "--train-examples",
              "task.data.train",
              "K",
              "different training examples, or (not for generated maps) unlimited"),
          field("--validation-examples", "task.data.validation", "K", "examples of a validation"),
          field("--test-examples", "task.data.test", "K", "examples of the test"));

  private static Field field(String option, String path, String label, String description) {
    return new Field(option, path, label, description);
  }

  /** Adds the options to a command. */
  @Override
  public CommandSpec transform(CommandSpec spec) {
    add(spec, "--recipe", "FILE|NAME", "a YAML file or a built-in recipe (see newton recipes)");
    FIELDS.forEach(field -> add(spec, field.option(), field.label(), field.description()));
    return spec;
  }

  private static void add(CommandSpec spec, String name, String label, String description) {
    spec.addOption(
        OptionSpec.builder(name)
            .type(String.class)
            .paramLabel(label)
            .description(description)
            .build());
  }

  /** The recipe options that were given. */
  static List<String> given(ParseResult parsed) {
    return parsed.matchedOptions().stream()
        .map(OptionSpec::longestName)
        .filter(
            name ->
                name.equals("--recipe") || FIELDS.stream().anyMatch(f -> f.option().equals(name)))
        .toList();
  }

  /**
   * The recipe that the options describe.
   *
   * @param initial the recipe that is changed if there is no {@code --recipe}
   * @throws RecipeException if a value is not allowed
   * @throws IOException if the recipe's file cannot be read
   */
  static Recipe recipe(ParseResult parsed, Recipe initial) throws IOException {
    Map<String, String> changes = new LinkedHashMap<>();
    for (Field field : FIELDS) {
      String value = parsed.matchedOptionValue(field.option(), null);
      if (value != null) {
        changes.put(field.path(), value);
      }
    }
    String name = parsed.matchedOptionValue("--recipe", null);
    Recipe recipe = name == null ? initial : named(name);
    DataMixin.complete(changes, recipe);
    return RecipeYaml.with(recipe, changes);
  }

  private static Recipe named(String name) throws IOException {
    var builtIn = BuiltInRecipes.find(name);
    if (builtIn.isPresent()) {
      return builtIn.get();
    }
    if (!Files.exists(Path.of(name))) {
      throw new IllegalArgumentException(
          "recipe must be a YAML file or a name that `newton recipes` lists, found " + name);
    }
    return RecipeYaml.read(Path.of(name));
  }
}
