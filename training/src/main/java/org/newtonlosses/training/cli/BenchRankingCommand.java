package org.newtonlosses.training.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.newtonlosses.data.DigitSplits;
import org.newtonlosses.graphs.newton.Curvature;
import org.newtonlosses.training.RankingExperiment;
import org.newtonlosses.training.bench.Spread;
import org.newtonlosses.training.bench.StepBenchmark;
import org.newtonlosses.training.bench.StepTimes;
import org.newtonlosses.training.recipe.RankingTask;
import org.newtonlosses.training.recipe.Recipe;
import org.newtonlosses.training.recipe.RecipeYaml;
import org.newtonlosses.training.session.DeviceChoice;
import org.newtonlosses.training.session.Processor;
import org.newtonlosses.training.session.SessionOptions;
import org.newtonlosses.training.session.Versions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code newton bench ranking}: seconds of a step of a ranking recipe, and of its parts. */
@Command(
    name = "ranking",
    abbreviateSynopsis = true,
    description = {
      "Measures steps of a ranking recipe (neuralsort-n5-fisher if none is named): loading, the"
          + " step, and what the Newton loss costs.",
      "For the last, the same model with the curvature none makes every other step; it is the"
          + " difference of the two medians.",
      "30 steps are measured if --steps does not say how many."
    },
    modelTransformer = RecipeOptions.class)
final class BenchRankingCommand implements Callable<Integer> {
  private static final String RECIPE = "neuralsort-n5-fisher";
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

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      defaultValue = "auto",
      description = "auto, cpu, gpu or gpu:N")
  private String device;

  @Override
  public Integer call() throws IOException {
    ParseResult parsed = spec.commandLine().getParseResult();
    Recipe recipe =
        RecipeOptions.recipe(parsed, RECIPE).resolved(Runtime.getRuntime().availableProcessors());
    int steps = parsed.hasMatchedOption("--steps") ? Math.toIntExact(recipe.steps()) : STEPS;
    SessionOptions options =
        new SessionOptions(recipe.threads(), DeviceChoice.parse(device), recipe.precision());
    StepBenchmark benchmark = new StepBenchmark(warmup, steps, options);
    RankingTask task = (RankingTask) recipe.task();
    DigitSplits digits =
        RankingExperiment.digits(task.data(), spec.commandLine().getErr()::println);
    RankingExperiment measured = new RankingExperiment(recipe, task, digits);
    boolean plain = recipe.newton().curvature() == Curvature.NONE;
    List<StepTimes> times =
        benchmark.run(plain ? List.of(measured) : List.of(measured, without(recipe, digits)));
    StepTimes own = times.get(0);
    double without = times.get(times.size() - 1).step().median();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(
          new ObjectMapper().writeValueAsString(report(recipe, options, benchmark, own, without)));
    } else {
      print(out, recipe, options, own, without);
    }
    return 0;
  }

  /** The same with the curvature none. */
  private static RankingExperiment without(Recipe recipe, DigitSplits digits) {
    Recipe plain = RecipeYaml.with(recipe, Map.of("newton.curvature", Curvature.NONE.key()));
    return new RankingExperiment(plain, (RankingTask) plain.task(), digits);
  }

  private static Map<String, Object> report(
      Recipe recipe,
      SessionOptions options,
      StepBenchmark benchmark,
      StepTimes times,
      double without) {
    RankingTask task = (RankingTask) recipe.task();
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("benchmark", "ranking");
    report.put("task", task.describe());
    report.put("n", task.n());
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
    report.put("load_seconds", times.load().median());
    report.put("step_seconds", times.step().median());
    report.put("step_seconds_without_newton", without);
    report.put("newton_seconds", times.step().median() - without);
    report.put("newton_share", times.step().median() / without - 1);
    report.put("examples_per_second", recipe.batch() / times.total().median());
    return report;
  }

  private static void print(
      PrintWriter out, Recipe recipe, SessionOptions options, StepTimes times, double without) {
    out.println(
        "%s, curvature %s, batch %d, %s, %d threads, device %s"
            .formatted(
                recipe.task().describe(),
                recipe.newton().curvature().key(),
                recipe.batch(),
                options.precision().key(),
                options.threads(),
                options.device()));
    out.println("seconds       median      min   quartiles");
    row(out, "a step", times.total());
    row(out, "  load", times.load());
    row(out, "  run", times.step());
    double newton = times.step().median() - without;
    out.println(
        String.format(
            Locale.ROOT,
            "  of it Newton %.5f (%+.1f %% of the run without, %.5f)",
            newton,
            100 * newton / without,
            without));
    out.println(
        String.format(Locale.ROOT, "examples/s    %.1f", recipe.batch() / times.total().median()));
  }

  private static void row(PrintWriter out, String name, Spread seconds) {
    out.println(
        String.format(
            Locale.ROOT,
            "%-11s %8.5f %8.5f   %.5f … %.5f",
            name,
            seconds.median(),
            seconds.min(),
            seconds.lowerQuartile(),
            seconds.upperQuartile()));
  }
}
