package org.newtonlosses.graphs.testing;

import java.util.Map;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.data.Offset;

/** Assertions about reference values; AssertJ's {@code assertThat(golden)} gives them. */
public final class GoldenCaseAssert extends AbstractAssert<GoldenCaseAssert, GoldenCase> {

  /** Of this case. */
  public GoldenCaseAssert(GoldenCase actual) {
    super(actual, GoldenCaseAssert.class);
  }

  /**
   * Asserts that a function, run in float64 on the case's inputs, gives the expected values of its
   * outputs' names; shapes are not compared, only the order of the numbers.
   *
   * @param function names its outputs as the case does; expected values that it does not name are
   *     not compared
   * @param offset the greatest difference allowed
   * @throws IllegalArgumentException if it has no output, or one that the case does not know
   */
  public GoldenCaseAssert isReproducedBy(NamedFunction function, Offset<Double> offset) {
    isNotNull();
    Map<String, Numbers> found = NamedInputs.run(function, actual.inputs(), false);
    found.forEach(
        (name, numbers) ->
            new NumbersAssert(numbers)
                .as("%s of %s".formatted(name, actual.name()))
                .isCloseTo(actual.expected(name).flat(), offset));
    return this;
  }
}
