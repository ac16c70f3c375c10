package org.newtonlosses.training.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.newtonlosses.data.Batch;
import org.newtonlosses.graphs.newton.Curvature;
import org.newtonlosses.training.Experiment;
import org.newtonlosses.training.bench.Spread;
import org.newtonlosses.training.bench.StepBenchmark;
import org.newtonlosses.training.bench.StepTimes;
import org.newtonlosses.training.recipe.Recipe;
import org.newtonlosses.training.recipe.RecipeYaml;
import org.newtonlosses.training.session.Processor;
import org.newtonlosses.training.session.SessionOptions;
import org.newtonlosses.training.session.Versions;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** What the benchmarks of all tasks have in common: seconds of a step, and of its parts. */
abstract class BenchSteps implements Callable<Integer> {
  private static final int STEPS = 30;

  @Spec private CommandSpec spec;

  @Option(
      names = "--warmup",
      paramLabel = "K",
      defaultValue = "5",
      showDefaultValue = Visibility.ALWAYS,
      description = "steps before the measured ones")
  private int warmup;

  @Option(names = "--json", description = "print one JSON object, and nothing else on stdout")
  private boolean json;

  @Mixin private DeviceMixin device;

  /** The recipe that is measured if none is named. */
  abstract Recipe initial();

  /** Reports how large an example is. */
  abstract void putSize(Map<String, Object> report, Experiment<?> experiment);

  /**
   * Measures what else matters for the task, adds it to the report, and says it in lines.
   *
   * @return the lines
   */
  abstract List<String> measureMore(
      Map<String, Object> report, Experiment<?> experiment, SessionOptions options)
      throws IOException;

  @Override
  public final Integer call() throws IOException {
    ParseResult parsed = spec.commandLine().getParseResult();
    Recipe recipe =
        RecipeOptions.recipe(parsed, initial())
            .resolved(Runtime.getRuntime().availableProcessors());
    if (!recipe.task().kind().equals(spec.name())) {
      throw new IllegalArgumentException(
          "bench %s takes recipes of this task, %s has the task %s"
              .formatted(spec.name(), recipe.name(), recipe.task().kind()));
    }
    int steps = parsed.hasMatchedOption("--steps") ? Math.toIntExact(recipe.steps()) : STEPS;
    SessionOptions options = device.options(recipe);
    StepBenchmark benchmark = new StepBenchmark(warmup, steps, options);
    measure(recipe, benchmark, Experiment.of(recipe, spec.commandLine().getErr()::println));
    return 0;
  }

  private <B extends Batch> void measure(
      Recipe recipe, StepBenchmark benchmark, Experiment<B> experiment) throws IOException {
    boolean plain = recipe.newton().curvature() == Curvature.NONE;
    List<StepTimes> times =
        benchmark.run(
            plain ? List.of(experiment) : List.of(experiment, experiment.with(without(recipe))));
    StepTimes own = times.get(0);
    StepTimes without = times.get(times.size() - 1);
    Map<String, Object> report = report(recipe, benchmark, own, without);
    putSize(report, experiment);
    List<String> more = measureMore(report, experiment, benchmark.options());
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(new ObjectMapper().writeValueAsString(report));
    } else {
      print(out, recipe, benchmark.options(), own, without);
      more.forEach(out::println);
    }
  }

  /** The same with the curvature none. */
  private static Recipe without(Recipe recipe) {
    return RecipeYaml.with(recipe, Map.of("newton.curvature", Curvature.NONE.key()));
  }

  private Map<String, Object> report(
      Recipe recipe, StepBenchmark benchmark, StepTimes times, StepTimes without) {
    SessionOptions options = benchmark.options();
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("benchmark", spec.name());
    report.put("task", recipe.task().describe());
    report.put("batch", recipe.batch());
    report.put("curvature", recipe.newton().curvature().key());
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
                recipe.task().describe(),
                recipe.newton().curvature().key(),
                recipe.batch(),
                options.precision().key(),
                options.threads(),
                options.device()));
    out.println("seconds         median       min    quartiles");
    row(out, "a step", times.total());
    row(out, "  load", times.loading());
    row(out, "  run", times.running());
    if (recipe.newton().curvature() != Curvature.NONE) {
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
