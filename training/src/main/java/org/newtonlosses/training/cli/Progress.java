package org.newtonlosses.training.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressState;
import org.newtonlosses.training.StepReport;
import org.newtonlosses.training.TrainingListener;
import org.newtonlosses.training.model.Evaluation;
import org.newtonlosses.training.task.Metrics;

/** Shows how a training goes on: loss, learning rate, examples per second, and when it will end. */
abstract class Progress implements TrainingListener, AutoCloseable {
  private static final double SMOOTHING = 0.05;

  private final long steps;
  private final Metrics metrics;
  private double loss = Double.NaN;
  private double examplesPerSecond = Double.NaN;
  private long firstStep;
  private long firstTime;

  private Progress(long steps, Metrics metrics) {
    this.steps = steps;
    this.metrics = metrics;
  }

  /**
   * A bar on a terminal, lines elsewhere.
   *
   * @param messages where lines go
   * @param steps of the whole training
   * @param metrics of its task
   */
  static Progress create(PrintWriter messages, long steps, Metrics metrics) {
    return isTerminal(System.console()) && !"dumb".equals(System.getenv("TERM"))
        ? new Bar(messages, steps, metrics)
        : new Lines(messages, steps, metrics);
  }

  // From Java 22 on there is always a console, which can be asked; before, only on a terminal.
  private static boolean isTerminal(Console console) {
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }

  @Override
  public final void onStep(StepReport report) {
    loss = smooth(loss, report.result().loss());
    examplesPerSecond = smooth(examplesPerSecond, report.examples() / report.seconds());
    long step = report.step();
    long now = System.nanoTime();
    if (firstTime == 0) {
      firstTime = now;
      firstStep = step;
    }
    String left =
        step == firstStep
            ? ""
            : ", %s left"
                .formatted(
                    Wording.time((now - firstTime) / 1e9 / (step - firstStep) * (steps - step)));
    show(
        step,
        String.format(
            Locale.ROOT,
            "loss %.4f, lr %.3g, %.0f examples/s%s",
            loss,
            report.learningRate(),
            examplesPerSecond,
            left));
  }

  @Override
  public abstract void onValidation(long step, Evaluation evaluation);

  /** Ends the display. */
  @Override
  public abstract void close();

  abstract void show(long step, String text);

  private static double smooth(double mean, double value) {
    return Double.isNaN(mean) ? value : mean + SMOOTHING * (value - mean);
  }

  final String validation(long step, Evaluation evaluation) {
    return "step %d: validation %s".formatted(step, metrics.words(evaluation.means()));
  }

  private static final class Bar extends Progress {
    private static final int CELLS = 20;

    private final PrintWriter messages;
    private final ProgressBar bar;

    Bar(PrintWriter messages, long steps, Metrics metrics) {
      super(steps, metrics);
      this.messages = messages;
      this.bar =
          new ProgressBarBuilder()
              .setInitialMax(steps)
              .setUpdateIntervalMillis(250)
              // The library's own puts the bar first and cuts the loss off on a narrow terminal.
              .setRenderer(Bar::render)
              .build();
    }

    private static String render(ProgressState state, int width) {
      int filled = (int) (CELLS * state.getCurrent() / state.getMax());
      String line =
          "%s%s %d/%d %s"
              .formatted(
                  "█".repeat(filled),
                  "░".repeat(CELLS - filled),
                  state.getCurrent(),
                  state.getMax(),
                  state.getExtraMessage());
      return line.substring(0, Math.min(line.length(), width));
    }

    @Override
    void show(long step, String text) {
      bar.stepTo(step).setExtraMessage(text);
    }

    @Override
    public void onValidation(long step, Evaluation evaluation) {
      messages.print("\r\u001b[K" + validation(step, evaluation) + System.lineSeparator());
      messages.flush();
    }

    @Override
    public void close() {
      bar.close();
    }
  }

  private static final class Lines extends Progress {
    private static final long EVERY_NANOS = 10_000_000_000L;

    private final PrintWriter messages;
    private final long steps;
    private long shown;
    private long lastTime;

    Lines(PrintWriter messages, long steps, Metrics metrics) {
      super(steps, metrics);
      this.messages = messages;
      this.steps = steps;
    }

    @Override
    void show(long step, String text) {
      long now = System.nanoTime();
      if (shown == 0 || now - lastTime > EVERY_NANOS) {
        shown = step;
        lastTime = now;
        messages.println("step %d of %d: %s".formatted(step, steps, text));
      }
    }

    @Override
    public void onValidation(long step, Evaluation evaluation) {
      messages.println(validation(step, evaluation));
    }

    @Override
    public void close() {
      messages.flush();
    }
  }
}
