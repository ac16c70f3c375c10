package org.newtonlosses.graphs.testing;

import java.nio.file.Path;
import java.util.function.DoubleFunction;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TNumber;

/**
 * Where assertions about graphs start. Assertions about {@link Numbers} and {@link GoldenCase}
 * start at AssertJ's own {@code assertThat}.
 */
public final class GraphAssertions {

  private GraphAssertions() {}

  /** Of a function of float64. */
  public static GraphAssert<TFloat64> assertThatGraph(GraphFunction<TFloat64> function) {
    return assertThatGraph(TFloat64.class, function);
  }

  /**
   * Of a function.
   *
   * <pre>{@code
   * assertThatGraph(TNumber.class, (tf, y) -> tf.nn.softmax(y))
   *     .at(Numbers.random(1, -2, 2, 8, 5))
   *     .isCloseInFloat32(1e-6);
   * }</pre>
   *
   * @param type of its inputs; {@code TNumber.class} if it takes float32 and float64
   * @param function makes the output
   */
  public static <T extends TNumber> GraphAssert<T> assertThatGraph(
      Class<T> type, GraphFunction<T> function) {
    return new GraphAssert<>(type, function);
  }

  /** Of a loss of float64. */
  public static LossAssert<TFloat64> assertThatLoss(LossFunction<TFloat64> loss) {
    return assertThatLoss(TFloat64.class, loss);
  }

  /**
   * Of a loss.
   *
   * @param type of its predictions; {@code TNumber.class} if it takes float32 and float64
   * @param loss makes the loss
   */
  public static <T extends TNumber> LossAssert<T> assertThatLoss(
      Class<T> type, LossFunction<T> loss) {
    return new LossAssert<>(type, loss);
  }

  /** Of functions of a temperature, as it goes to 0. */
  public static LimitAssert assertThatLimit(DoubleFunction<GraphFunction<TFloat64>> functions) {
    return new LimitAssert(functions);
  }

  /** Of a SavedModel in a folder. */
  public static SavedModelAssert assertThatSavedModel(Path directory) {
    return new SavedModelAssert(directory);
  }
}
