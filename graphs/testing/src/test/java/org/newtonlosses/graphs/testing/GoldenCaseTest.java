package org.newtonlosses.graphs.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

class GoldenCaseTest {

  private static final String FILE = "/vectors/squares.json";

  private enum Kind {
    SQUARE
  }

  static List<GoldenCase> cases() {
    return GoldenCase.read(FILE).subList(0, 1);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isReadAndReproduced(GoldenCase golden) {
    assertThat(golden).hasToString("two examples");
    assertThat(golden.integer("power")).isEqualTo(2);
    assertThat(golden.number("shift")).isEqualTo(0.5);
    assertThat(golden.text("kind")).isEqualTo("square");
    assertThat(golden.constant("kind", Kind.class)).isEqualTo(Kind.SQUARE);
    assertThat(golden.has("kind")).isTrue();
    assertThat(golden.has("x")).isFalse();
    assertThat(golden.input("x")).hasShape(2, 3).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(golden.expected("sum")).hasShape().containsExactly(91);
    assertThat(golden)
        .isReproducedBy(
            (tf, in) -> {
              assertThat(in.get("x").shape().toString()).isEqualTo("[-1, 3]");
              assertThat(in.fixed("weights").shape().toString()).isEqualTo("[2]");
              return Map.of(
                  "squares", tf.math.square(in.get("x")),
                  "sum", tf.sum(tf.math.square(in.get("x")), tf.array(0, 1)));
            },
            within(1e-12))
        .isReproducedBy((tf, in) -> Map.of("squares", tf.math.square(in.get("x"))), within(0.0));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void otherNumbersFail(GoldenCase golden) {
    assertThatThrownBy(
            () ->
                assertThat(golden)
                    .isReproducedBy(
                        (tf, in) -> Map.of("squares", tf.math.mul(in.get("x"), tf.constant(2.0))),
                        within(1e-9)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("[squares of two examples]")
        .hasMessageContaining("example 1, entry [2]: expected 36.0, found 12.0");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void namesThatAreNotThereAreErrors(GoldenCase golden) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> golden.number("exponent"))
        .withMessage("two examples has no params.exponent");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                assertThat(golden)
                    .isReproducedBy((tf, in) -> Map.of("cubes", in.get("x")), within(1.0)))
        .withMessage("two examples has no expected.cubes");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                assertThat(golden)
                    .isReproducedBy((tf, in) -> Map.of("sum", in.get("y")), within(1.0)))
        .withMessage("there is no input y; there are [x, weights]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> assertThat(golden).isReproducedBy((tf, in) -> Map.of(), within(1.0)))
        .withMessage("the function must have an output");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                assertThat(golden)
                    .isReproducedBy(
                        (tf, in) ->
                            Map.of(
                                "sum", in.get("x", TFloat64.class),
                                "squares", in.get("x", TFloat32.class)),
                        within(1.0)))
        .withMessageContaining("the input x is");
  }

  @Test
  void filesAreReadToo(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("cases.json");
    Files.writeString(file, "{\"cases\": [{\"name\": \"one\"}]}");
    assertThat(GoldenCase.read(file)).extracting(GoldenCase::name).containsExactly("one");
    Files.writeString(file, "{}");
    assertThatThrownBy(() -> GoldenCase.read(file))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("has no cases");
    assertThatThrownBy(() -> GoldenCase.read(folder.resolve("none.json")))
        .hasCauseInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> GoldenCase.read("/none.json"))
        .hasCauseInstanceOf(FileNotFoundException.class)
        .hasMessageContaining("the class path has no /none.json");
  }
}
