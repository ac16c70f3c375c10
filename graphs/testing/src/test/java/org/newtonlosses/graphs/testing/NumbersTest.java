package org.newtonlosses.graphs.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

class NumbersTest {

  private static final Numbers MATRIX = Numbers.of(new double[][] {{1, 2, 3}, {4, 5, 6}});

  @Test
  void haveAShapeAndEntries() {
    assertThat(MATRIX).hasShape(2, 3).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(MATRIX.get(1, 0)).isEqualTo(4);
    assertThat(MATRIX.example(1)).containsExactly(4, 5, 6);
    assertThat(MATRIX.toString()).isEqualTo("[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]");
    assertThat(MATRIX.reshape(3, -1)).hasShape(3, 2);
    assertThat(MATRIX.map(x -> 2 * x).get(0, 2)).isEqualTo(6);
    assertThat(Numbers.of(1, 2)).hasShape(2);
    assertThat(Numbers.of(Shape.of(-1, 3), new double[0])).hasShape(0, 3);
    assertThat(Numbers.repeated(new double[] {1, 2}, 3)).containsExactly(1, 2, 1, 2, 1, 2);
    assertThat(Numbers.of(Shape.scalar(), 7).toString()).isEqualTo("7.0");
    assertThat(Graphs.run(TFloat32.class, (tf, x) -> MATRIX.constant(tf, x.type()), MATRIX))
        .isEqualTo(MATRIX);
  }

  @Test
  void ofASeedAreTheSame() {
    assertThat(Numbers.random(3, -1, 1, 4, 5)).isEqualTo(Numbers.random(3, -1, 1, 4, 5));
    assertThat(Numbers.random(3, -1, 1, 4, 5)).isNotEqualTo(Numbers.random(4, -1, 1, 4, 5));
    assertThat(Numbers.random(3, -1, 1, 400)).isBetween(-1, 1);
  }

  @Test
  void cannotBeChanged() {
    MATRIX.flat()[0] = 9;
    double[] mine = {1};
    Numbers copy = Numbers.of(mine);
    mine[0] = 9;
    assertThat(MATRIX.get(0, 0)).isEqualTo(1);
    assertThat(copy.get(0)).isEqualTo(1);
  }

  @Test
  void thatDoNotFitAreErrors() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Numbers.of(new double[][] {{1}, {1, 2}}))
        .withMessage("examples must have one length, found 1 and 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Numbers.of(Shape.of(-1, 2), 1, 2, 3))
        .withMessageContaining("does not hold 3 numbers");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MATRIX.get(2, 0))
        .withMessage("[2, 0] is no index into [2, 3]");
    assertThatIllegalArgumentException().isThrownBy(() -> MATRIX.get(1));
  }

  @Test
  void differencesFail() {
    assertThat(MATRIX).isCloseTo(MATRIX.map(x -> x + 0.1), within(0.11));
    assertThatThrownBy(
            () ->
                assertThat(MATRIX)
                    .as("m")
                    .isCloseTo(new double[] {1, 2, 3.5, 4, 5, 7}, within(0.1)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("[m]")
        .hasMessageContaining(
            "example 1, entry [2]: expected 7.0, found 6.0; they differ by 1.0, allowed is 0.1"
                + " (2 of 6 entries differ by more)");
    assertThatThrownBy(() -> assertThat(MATRIX).isCloseTo(MATRIX.reshape(3, 2), within(0.1)))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> assertThat(MATRIX).containsExactly(1, 2))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("expected 2 numbers, found 6 in the shape [2, 3]");
    assertThatThrownBy(() -> assertThat(Numbers.of(Double.NaN)).containsExactly(1))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(
            () ->
                assertThat(Numbers.of(Double.NaN))
                    .isCloseTo(new double[] {Double.NaN}, within(1.0)))
        .isInstanceOf(AssertionError.class);
    assertThat(Numbers.of(Double.POSITIVE_INFINITY)).containsExactly(Double.POSITIVE_INFINITY);
  }

  @Test
  void bitsAreCompared() {
    assertThat(Numbers.of(Double.NaN, 0.1)).hasTheBitsOf(Numbers.of(Double.NaN, 0.1));
    assertThatThrownBy(() -> assertThat(Numbers.of(0.1)).hasTheBitsOf(Numbers.of(Math.nextUp(0.1))))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("expected the bits of 0.10000000000000002, found 0.1");
    assertThatThrownBy(() -> assertThat(Numbers.of(0.0)).hasTheBitsOf(Numbers.of(-0.0)))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void whatIsNotFiniteOrOutsideFails() {
    assertThat(MATRIX).isFinite().isBetween(1, 6);
    assertThatThrownBy(() -> assertThat(Numbers.of(new double[][] {{1, Double.NaN}})).isFinite())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("example 0, entry [1]: NaN is not finite");
    assertThatThrownBy(() -> assertThat(MATRIX).isBetween(1, 5.5))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("6.0 is not between 1.0 and 5.5; the example is [4.0, 5.0, 6.0]");
    assertThatThrownBy(() -> assertThat(Numbers.of(Double.NaN)).isBetween(0, 1))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void biasFails() {
    Random random = new Random(1);
    double[] estimates = random.doubles(20_000).toArray();
    Numbers noisy = Numbers.of(Shape.of(-1, 2), estimates);
    assertThat(noisy).isUnbiasedEstimateOf(0.5, 0.5);
    assertThatThrownBy(() -> assertThat(noisy).isUnbiasedEstimateOf(0.5, 0.52))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("entry 1: expected the mean 0.52, found 0.")
        .hasMessageContaining("the standard error is 0.002");
  }

  @Test
  void fiveStandardErrorsAreAllowed() {
    // The mean is 0, the standard error 1/√2000 = 0.0224.
    double[] signs = new double[2000];
    Arrays.setAll(signs, i -> i % 2 == 0 ? 3 : -3);
    Numbers noisy = Numbers.of(Shape.of(-1, 1), signs).map(x -> x / 3);
    assertThat(noisy).isUnbiasedEstimateOf(0.11).isUnbiasedEstimateOf(-0.11);
    assertThatThrownBy(() -> assertThat(noisy).isUnbiasedEstimateOf(0.113))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> assertThat(noisy).isUnbiasedEstimateOf(-0.113))
        .isInstanceOf(AssertionError.class);
    // Here it is 0.2236 around 100.
    Numbers far = noisy.map(x -> 100 + 10 * x);
    assertThat(far).isUnbiasedEstimateOf(101.1);
    assertThatThrownBy(() -> assertThat(far).isUnbiasedEstimateOf(101.13))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void assertionsFollowEachOther() {
    assertThat(MATRIX)
        .isCloseTo(MATRIX, within(0.0))
        .isCloseTo(MATRIX.flat(), within(0.0))
        .containsExactly(MATRIX.flat())
        .hasTheBitsOf(MATRIX)
        .isBetween(1, 6)
        .isFinite()
        .hasShape(2, 3);
    assertThat(MATRIX).hasSameHashCodeAs(MATRIX.map(x -> x));
    assertThat(MATRIX.hashCode()).isNotEqualTo(MATRIX.map(x -> x + 1).hashCode());
    assertThatThrownBy(() -> assertThat(MATRIX).isCloseTo(new double[] {1}, within(9.0)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("expected 1 numbers, found 6");
    assertThatThrownBy(() -> assertThat(Numbers.of(Shape.scalar(), 1)).containsExactly(2))
        .hasMessageContaining("the only entry: expected 2.0");
  }

  @Test
  void flatNumbersAreAnArray() {
    assertThat(MATRIX).flat().contains(3).hasSize(6);
  }
}
