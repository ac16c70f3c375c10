package org.newtonlosses.training.cli.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.newtonlosses.data.Batch;
import org.newtonlosses.training.bench.Spread;
import org.newtonlosses.training.bench.StepBenchmark;
import org.newtonlosses.training.bench.StepTimes;
import org.newtonlosses.training.cli.options.DeviceMixin;
import org.newtonlosses.training.cli.options.RecipeArguments;
import org.newtonlosses.training.cli.options.SchemaOptions;
import org.newtonlosses.training.recipe.Recipe;
import org.newtonlosses.training.registry.Registry;
import org.newtonlosses.training.schema.Entry;
import org.newtonlosses.training.schema.Param;
import org.newtonlosses.training.schema.Schema;
import org.newtonlosses.training.schema.Values;
import org.newtonlosses.training.session.Processor;
import org.newtonlosses.training.session.SessionOptions;
import org.newtonlosses.training.session.Versions;
import org.newtonlosses.training.task.Benchmark;
import org.newtonlosses.training.task.Experiment;
import org.newtonlosses.training.task.Task;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/**
 * {@code newton bench TASK}: seconds of a step and of its parts, and what else the task measures.
 *
 * @param <B> the batches of the task
 */
@Command(abbreviateSynopsis = true)
final class BenchTask<B extends Batch> implements Callable<Integer> {
  private static final Param<Integer> WARMUP =
      Param.integer("warmup", 5).atLeast(0).help("steps before the measured ones");

  private static final String NONE = "none";
  private static final int STEPS = 30;

  private final Registry registry;
  private final Task<B> task;
  private final RecipeArguments recipes;
  private final SchemaOptions options;

  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "print one JSON object, and nothing else on stdout")
  private boolean json;

  @Mixin private DeviceMixin device;

  private BenchTask(Registry registry, Task<B> task) {
    this.registry = registry;
    this.task = task;
    this.recipes = RecipeArguments.of(registry.recipes(), task.name());
    List<Entry<?>> entries = new ArrayList<>(List.of(WARMUP));
    task.benchmark().ifPresent(benchmark -> entries.addAll(benchmark.options()));
    this.options = SchemaOptions.of(new Schema(entries, registry));
  }

  /** The command of a task. */
  static <B extends Batch> CommandLine create(Registry registry, Task<B> task) {
    BenchTask<B> command = new BenchTask<>(registry, task);
    CommandLine line = new CommandLine(command).setCommandName(task.name());
    CommandSpec spec = line.getCommandSpec();
    command.options.addTo(spec);
    command.recipes.addTo(spec);
    List<String> description = new ArrayList<>();
    description.add(
        "Measures steps of a recipe of the task %s, by default that with all defaults: loading, the"
                .formatted(task.name())
            + " step, and what the Newton loss costs.");
    description.add(
        "For the last, the same model with the curvature none makes every other step; it is the"
            + " difference of the two medians. How much neighbouring steps differ shows how sure it"
            + " is.");
    task.benchmark().map(Benchmark::help).ifPresent(description::add);
    description.add("30 steps are measured if --steps does not say how many.");
    spec.usageMessage().description(description.toArray(String[]::new));
    return line;
  }

  @Override
  public Integer call() throws IOException {
    ParseResult parsed = spec.commandLine().getParseResult();
    Values values = options.values(parsed);
    Recipe recipe =
        recipes
            .recipe(parsed, registry.recipes().parse("task: {kind: %s}".formatted(task.name())))
            .resolved(Runtime.getRuntime().availableProcessors());
    if (!recipe.kind().equals(task.name())) {
      throw new IllegalArgumentException(
          "bench %s takes recipes of this task, %s has the task %s"
              .formatted(task.name(), recipe.name(), recipe.kind()));
    }
    int steps = parsed.hasMatchedOption("--steps") ? Math.toIntExact(recipe.steps()) : STEPS;
    SessionOptions session = device.options(recipe);
    StepBenchmark benchmark = new StepBenchmark(values.get(WARMUP), steps, session);
    measure(benchmark, Experiment.open(task, recipe, spec.commandLine().getErr()::println), values);
    return 0;
  }

  private void measure(StepBenchmark benchmark, Experiment<B> experiment, Values values)
      throws IOException {
    Recipe recipe = experiment.recipe();
    boolean plain = recipe.curvature().equals(NONE);
    List<StepTimes> times =
        benchmark.run(
            plain ? List.of(experiment) : List.of(experiment, experiment.with(without(recipe))));
    StepTimes own = times.get(0);
    StepTimes without = times.get(times.size() - 1);
    Map<String, Object> report = report(recipe, benchmark, own, without);
    report.putAll(experiment.sizes());
    List<String> more = List.of();
    Optional<Benchmark<B>> other = task.benchmark();
    if (other.isPresent()) {
      Benchmark.Report measured = other.get().measure(experiment, values, benchmark.options());
      report.putAll(measured.json());
      more = measured.lines();
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(new ObjectMapper().writeValueAsString(report));
    } else {
      print(out, recipe, benchmark.options(), own, without);
      more.forEach(out::println);
    }
  }

  /** The same with the curvature none. */
  private Recipe without(Recipe recipe) {
    return registry
        .recipes()
        .with(recipe, Map.of(Recipe.NEWTON.namePath(Recipe.NEWTON.key()), NONE));
  }

  private Map<String, Object> report(
      Recipe recipe, StepBenchmark benchmark, StepTimes times, StepTimes without) {
    SessionOptions options = benchmark.options();
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("benchmark", spec.name());
    report.put("task", recipe.words());
    report.put("batch", recipe.batch());
    report.put("curvature", recipe.curvature());
    report.put("precision", options.precision().key());
    report.put("threads", options.threads());
    report.put("device", options.device().toString());
    report.put("onednn", Versions.oneDnn());
    report.put("processor", Processor.detect().model());
    report.put("tensorflow", Versions.tensorFlow());
    report.put("newton_losses", Versions.project());
    report.put("warmup", benchmark.warmup());
    report.put("steps", benchmark.rounds());
    report.put("seconds_per_step", times.total().median());
    report.put("seconds_per_step_min", times.total().min());
    report.put("seconds_per_step_lower_quartile", times.total().lowerQuartile());
    report.put("seconds_per_step_upper_quartile", times.total().upperQuartile());
    double step = times.running().median();
    double plain = without.running().median();
    Spread excess = times.excessOver(without);
    report.put("load_seconds", times.loading().median());
    report.put("step_seconds", step);
    report.put("step_seconds_without_newton", plain);
    report.put("newton_seconds", step - plain);
    report.put("newton_share", step / plain - 1);
    report.put("newton_pairs_lower_quartile", excess.lowerQuartile());
    report.put("newton_pairs_median", excess.median());
    report.put("newton_pairs_upper_quartile", excess.upperQuartile());
    report.put("examples_per_second", recipe.batch() / times.total().median());
    return report;
  }

  private static void print(
      PrintWriter out, Recipe recipe, SessionOptions options, StepTimes times, StepTimes without) {
    out.println(
        "%s, curvature %s, batch %d, %s, %d threads, device %s"
            .formatted(
                recipe.words(),
                recipe.curvature(),
                recipe.batch(),
                options.precision().key(),
                options.threads(),
                options.device()));
    out.println("seconds         median       min    quartiles");
    row(out, "a step", times.total());
    row(out, "  load", times.loading());
    row(out, "  run", times.running());
    if (!recipe.curvature().equals(NONE)) {
      double plain = without.running().median();
      double newton = times.running().median() - plain;
      row(out, "plain run", without.running());
      row(out, "pairs differ", times.excessOver(without));
      out.println(
          String.format(
              Locale.ROOT,
              "Newton part   %8.5f  (%+.1f %% of the plain run: run - plain run)",
              newton,
              100 * newton / plain));
    }
    out.println(
        String.format(Locale.ROOT, "examples/s    %8.1f", recipe.batch() / times.total().median()));
  }

  private static void row(PrintWriter out, String name, Spread seconds) {
    out.println(
        String.format(
            Locale.ROOT,
            "%-13s %8.5f  %8.5f   %8.5f %8.5f",
            name,
            seconds.median(),
            seconds.min(),
            seconds.lowerQuartile(),
            seconds.upperQuartile()));
  }
}
