package org.newtonlosses.training.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainCommandTest {
  @TempDir Path temporary;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void trainsAndEvaluatesAndRefusesModelsOfAnotherKind() throws Exception {
    Path run = temporary.resolve("run");

    int trained =
        newton(
            "train --data synthetic --n 3 --batch 4 --steps 2 --validation-examples 4 --device cpu"
                + " --test-examples 8 --threads 1 --run "
                + run);

    assertThat(trained).as("%s", err).isZero();
    assertThat(err.toString()).contains("SYNTHETIC DIGITS", "step 2: validation EM ");
    assertThat(out.toString().lines().toList().subList(1, 5))
        .satisfies(
            last -> {
              assertThat(last.get(0))
                  .matches(
                      "test on 8 examples of synthetic digits: EM [0-9.]+ %, EW [0-9.]+ %, EM5 [0-9.]+ %");
              assertThat(last.get(1)).startsWith("time: ");
              assertThat(last.get(2)).isEqualTo("run folder: " + run);
              assertThat(last.get(3)).isEqualTo("SavedModel: " + run.resolve("model"));
            });

    String tested = out.toString().lines().toList().get(1).replaceFirst(".*: ", "");
    assertThat(
            newton(
                "evaluate --data synthetic --examples 8 --device cpu --threads 1 --model "
                    + run.resolve("model")))
        .as("%s", err)
        .isZero();
    assertThat(out.toString()).contains("n = 3: " + tested);
    assertThat(
            newton("evaluate --data synthetic --n 5 --device cpu --model " + run.resolve("model")))
        .isEqualTo(2);
    assertThat(err.toString()).contains("newton: n must be that of the model, 3, found 5");

    Path sort = temporary.resolve("sort");
    assertThat(newton("export neuralsort --n 3 --out " + sort)).as("%s", err).isZero();
    assertThat(newton("evaluate --data synthetic --device cpu --model " + sort)).isEqualTo(2);
    assertThat(err.toString())
        .contains(
            sort
                + ": a SavedModel of another kind, it has no signature evaluate; found serving_default (scores → ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          train --stepz 3                           | 2 | --stepz
          train --steps 0                           | 2 | steps must be at least 1, found 0
          train --algorithm softsort --steepness 3  | 2 | task.algorithm.steepness: unknown key
          train --recipe nothing                    | 2 | recipe must be a YAML file or a name that `newton recipes` lists, found nothing
          train --device tpu                        | 2 | device must be auto, cpu, gpu or gpu:N, found tpu
          train --resume x --steps 3                | 2 | without --steps
          train --resume no/run                     | 1 | no/run: no run to go on with
          train --resume x --from y                 | 2 | without --from
          train --from no/model                     | 1 | no/model: no checkpoint and no SavedModel, there is neither no/model.index nor
          evaluate --model no/model                 | 1 | no/model: no SavedModel
          recipes nothing                           | 2 | found nothing
          """)
  void bad(String arguments, int code, String message) {
    assertThat(newton(arguments)).isEqualTo(code);
    assertThat(err.toString()).startsWith("newton: ").contains(message).hasLineCount(1);
    assertThat(Path.of("runs")).doesNotExist();
  }

  @Test
  void aRecipeThatIsPrintedIsOneThatIsRead() throws Exception {
    assertThat(newton("recipes cauchy-dsn-n10-hessian")).isZero();
    Path file = Files.writeString(temporary.resolve("r.yaml"), out.toString() + "stepz: 3\n");

    assertThat(newton("train --recipe " + file)).isEqualTo(2);
    assertThat(err.toString()).startsWith("newton: " + file + ": stepz: unknown key; allowed are ");
  }

  private int newton(String arguments) {
    return Newton.run(
        new PrintWriter(out, true), new PrintWriter(err, true), arguments.split(" +"));
  }
}
