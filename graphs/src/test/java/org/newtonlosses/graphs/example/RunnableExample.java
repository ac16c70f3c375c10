package org.newtonlosses.graphs.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.newtonlosses.graphs.testing.Numbers;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TType;

/** What an example of Javadoc has at hand: {@code tf}, {@code session} and {@code folder}. */
public abstract class RunnableExample implements AutoCloseable {

  private static final Pattern NUMBER =
      Pattern.compile("[-−]?(?:\\d+(?:\\.\\d+)?(?:[eE][-+]?\\d+)?)");

  /** Half of the fourth decimal, and what float64 may add. */
  private static final double FOUR_DIGITS = 5.0001e-5;

  private final Graph graph = new Graph();
  protected final Session session = new Session(graph);
  protected final Ops tf = Ops.create(graph);

  /** A new folder. */
  protected Path folder;

  /** Runs the example. */
  public abstract void execute() throws Exception;

  /**
   * Asserts that a node has the numbers written, up to half of the last decimal written or of the
   * fourth.
   */
  protected final void show(Operand<? extends TType> node, String expected) {
    Operand<TFloat64> numbers = tf.dtypes.cast(node, TFloat64.class);
    try (Result result = session.runner().fetch(numbers).run()) {
      Tensor tensor = result.get(0);
      double[] flat = new double[Math.toIntExact(tensor.shape().size())];
      ((TFloat64) tensor).copyTo(org.tensorflow.ndarray.buffer.DataBuffers.of(flat));
      show(Numbers.of(tensor.shape(), flat), expected);
    }
  }

  /**
   * Asserts that there are the numbers written, up to half of the last decimal written or of the
   * fourth.
   */
  protected final void show(Numbers found, String expected) {
    assertThat(skeleton(found.toString()))
        .as("%s for %s", found, expected)
        .isEqualTo(skeleton(expected));
    Matcher written = NUMBER.matcher(expected);
    for (double number : found.flat()) {
      assertThat(written.find()).as("%s for %s", found, expected).isTrue();
      BigDecimal decimal = new BigDecimal(written.group().replace('−', '-'));
      double half = Math.min(decimal.ulp().doubleValue() / 2, FOUR_DIGITS);
      assertThat(number)
          .as("%s for %s", found, expected)
          .isCloseTo(decimal.doubleValue(), within(half * Math.max(1, Math.abs(number))));
    }
  }

  /**
   * Asserts that a number is as written, up to half of the last decimal written or of the fourth.
   */
  protected final void show(double found, String expected) {
    show(Numbers.of(Shape.scalar(), found), expected);
  }

  /** Asserts that the words are those written; those of a set are written in their order. */
  protected final void show(Object found, String expected) {
    if (found instanceof Number number) {
      show(number.doubleValue(), expected);
    } else if (found instanceof Set<?> set) {
      assertThat(String.valueOf(new TreeSet<>(set))).isEqualTo(expected);
    } else {
      assertThat(String.valueOf(found)).isEqualTo(expected);
    }
  }

  /** Brackets and commas alone, so that the shapes are compared. */
  private static String skeleton(String numbers) {
    return NUMBER.matcher(numbers).replaceAll("x").replace(" ", "");
  }

  @Override
  public final void close() {
    session.close();
    graph.close();
  }

  /** What examples may name without its package. */
  static String imports(List<String> packages) {
    StringBuilder imports = new StringBuilder();
    packages.forEach(name -> imports.append("import ").append(name).append(".*;\n"));
    return imports.toString();
  }
}
