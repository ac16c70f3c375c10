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
              "neuralsort, softsort or sorting-network"),
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
              "exact permutation forward, relaxed backward"),
          field("--loss", "task.loss", "NAME", "cross-entropy or binary-cross-entropy"),
          field("--n", "task.n", "N", "items to rank, at least 2"),
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
          field("--data", "task.data.source", "NAME", "mnist or synthetic"),
          field("--data-dir", "task.data.folder", "DIR", "folder of the four idx files, or cache"),
          field(
              "--train-examples",
              "task.data.train",
              "K",
              "different training examples, or unlimited"),
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
   * @param initial the built-in recipe that is changed if {@code --recipe} names none
   * @throws RecipeException if a value is not allowed
   * @throws IOException if the recipe's file cannot be read
   */
  static Recipe recipe(ParseResult parsed, String initial) throws IOException {
    Map<String, String> changes = new LinkedHashMap<>();
    for (Field field : FIELDS) {
      String value = parsed.matchedOptionValue(field.option(), null);
      if (value != null) {
        changes.put(field.path(), value);
      }
    }
    return RecipeYaml.with(named(parsed.matchedOptionValue("--recipe", initial)), changes);
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
