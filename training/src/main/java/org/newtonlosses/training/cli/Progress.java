package org.newtonlosses.training.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.newtonlosses.training.Evaluation;
import org.newtonlosses.training.StepReport;
import org.newtonlosses.training.TrainingListener;

/** Shows how a training goes on: loss, learning rate, examples per second, and when it will end. */
abstract class Progress implements TrainingListener, AutoCloseable {
  private static final double SMOOTHING = 0.05;

  private double loss = Double.NaN;
  private double examplesPerSecond = Double.NaN;

  /**
   * A bar on a terminal, lines elsewhere.
   *
   * @param messages where lines go
   * @param steps of the whole training
   */
  static Progress create(PrintWriter messages, long steps) {
    return isTerminal(System.console()) && !"dumb".equals(System.getenv("TERM"))
        ? new Bar(messages, steps)
        : new Lines(messages, steps);
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
    show(
        report.step(),
        String.format(
            Locale.ROOT,
            "loss %.4f, lr %.3g, %.0f examples/s",
            loss,
            report.learningRate(),
            examplesPerSecond));
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

  private static String validation(long step, Evaluation evaluation) {
    return "step %d: validation %s".formatted(step, Wording.ranking(evaluation.means()));
  }

  private static final class Bar extends Progress {
    private final PrintWriter messages;
    private final long steps;
    private ProgressBar bar;

    Bar(PrintWriter messages, long steps) {
      this.messages = messages;
      this.steps = steps;
    }

    @Override
    void show(long step, String text) {
      if (bar == null) {
        bar =
            new ProgressBarBuilder()
                .setTaskName("training")
                .setInitialMax(steps)
                // Where a run that goes on begins: its speed is that of the new steps.
                .startsFrom(step - 1, Duration.ZERO)
                .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
                .setUpdateIntervalMillis(250)
                .setUnit(" steps", 1)
                .build();
      }
      bar.stepTo(step).setExtraMessage(text);
    }

    @Override
    public void onValidation(long step, Evaluation evaluation) {
      messages.print("\r\u001b[K" + validation(step, evaluation) + System.lineSeparator());
      messages.flush();
    }

    @Override
    public void close() {
      if (bar != null) {
        bar.close();
      }
    }
  }

  private static final class Lines extends Progress {
    private static final long EVERY_NANOS = 10_000_000_000L;

    private final PrintWriter messages;
    private final long steps;
    private long firstStep;
    private long firstTime;
    private long lastTime;
    private String text = "";

    Lines(PrintWriter messages, long steps) {
      this.messages = messages;
      this.steps = steps;
    }

    @Override
    void show(long step, String shown) {
      text = shown;
      long now = System.nanoTime();
      if (firstTime == 0) {
        firstTime = now;
        firstStep = step;
        line(step, now);
      } else if (now - lastTime > EVERY_NANOS) {
        line(step, now);
      }
    }

    @Override
    public void onValidation(long step, Evaluation evaluation) {
      line(step, System.nanoTime());
      messages.println(validation(step, evaluation));
    }

    @Override
    public void close() {
      messages.flush();
    }

    private void line(long step, long now) {
      lastTime = now;
      String left =
          step == firstStep
              ? ""
              : ", %s left"
                  .formatted(
                      Wording.time((now - firstTime) / 1e9 / (step - firstStep) * (steps - step)));
      messages.println("step %d of %d: %s%s".formatted(step, steps, text, left));
    }
  }
}
