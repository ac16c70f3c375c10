package org.newtonlosses.graphs.testing;

import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.data.Offset;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TNumber;

/**
 * What is asserted of plain functions and of losses alike, at the inputs that {@link #at(Numbers)}
 * gives.
 *
 * @param <S> the assertions' own type
 * @param <T> the type of the input
 * @param <F> the function under test
 */
public abstract class ExpansionAssert<S extends ExpansionAssert<S, T, F>, T extends TNumber, F>
    extends AbstractAssert<S, F> {

  /** Of derivatives of size 1, at the default step, in float64. */
  private static final double DIFFERENCE_TOLERANCE = 1e-8;

  private static final double ROUNDING = 1e-12;

  private final Class<T> type;
  private Numbers x;
  private int order = 2;
  private double step = 1e-4;

  ExpansionAssert(F actual, Class<T> type, Class<?> self) {
    super(actual, self);
    this.type = type;
  }

  /** What is under test, for inputs [B, m]. */
  abstract Subject<T> subject();

  /** Whether the derivatives are those of each example's own number; otherwise of one sum. */
  abstract boolean ofEach();

  /**
   * Gives the inputs of the assertions that follow.
   *
   * @param inputs [B, …], at least two examples for {@link #hasIndependentExamples}
   */
  public S at(Numbers inputs) {
    x = inputs;
    return myself;
  }

  /**
   * Gives the inputs of the assertions that follow.
   *
   * @param examples [B, m]
   */
  public S at(double[]... examples) {
    return at(Numbers.of(examples));
  }

  /**
   * How many derivatives the assertions that follow look at: 0 is the value alone, 1 the gradient
   * too, and 2, which holds unless another is given, the Hessian too, where there is one.
   *
   * @throws IllegalArgumentException if it is another number
   */
  public S upToOrder(int derivatives) {
    if (derivatives < 0 || derivatives > 2) {
      throw new IllegalArgumentException("the order must be 0, 1 or 2, found " + derivatives);
    }
    order = derivatives;
    return myself;
  }

  /**
   * The step of central differences, unless given 10⁻⁴; points up to two steps away are looked at.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public S withStep(double h) {
    if (!(h > 0)) {
      throw new IllegalArgumentException("the step must be positive, found " + h);
    }
    step = h;
    return myself;
  }

  /**
   * Asserts that gradient and Hessian are those of central differences, (8 (f(x + h) − f(x − h)) −
   * (f(x + 2h) − f(x − 2h)))/12h and the same of the gradient, in float64; up to 10⁻⁸, times the
   * largest derivative where that is above 1. Away from kinks and jumps only.
   */
  public S hasRightDerivatives() {
    return hasRightDerivatives(null);
  }

  /**
   * Asserts that gradient and Hessian are those of central differences.
   *
   * @param offset the greatest difference allowed
   * @throws IllegalStateException if the function does not take float64
   */
  public S hasRightDerivatives(Offset<Double> offset) {
    if (order == 0) {
      throw new IllegalStateException("up to order 0 there are no derivatives");
    }
    if (exact() != TFloat64.class) {
      throw new IllegalStateException(
          "central differences need float64, found " + type.getSimpleName());
    }
    try (Point point = Point.of(exact(), subject(), order, x())) {
      List<Numbers> found = point.run();
      int last = found.size() - 2;
      List<Numbers> expected = point.centralDifferences(last, ofEach(), step);
      if (!ofEach()
          && Arrays.stream(expected.get(0).flat()).allMatch(d -> Math.abs(d) < ROUNDING)) {
        failWithMessage(
            "what is differentiated does not change around %s: nothing would be tested", x());
      }
      for (int i = 0; i < last; i++) {
        double scale = offset == null ? scale(expected.get(i)) : 1;
        numbers(Subject.NAMES.get(i + 2), found.get(i + 2))
            .isClose(
                expected.get(i).flat(),
                offset == null ? DIFFERENCE_TOLERANCE * scale : offset.value,
                " by central differences of step %s".formatted(step));
      }
    }
    return myself;
  }

  /**
   * Asserts that everything is finite; of functions of float32 and float64 in both.
   *
   * <pre>{@code
   * assertThatGraph(TNumber.class, (tf, y) -> tf.nn.softmax(y))
   *     .at(new double[][] {{0, 0}, {1e4, -1e4}})
   *     .isFinite();
   * }</pre>
   */
  public S isFinite() {
    for (Class<T> one : types()) {
      List<Numbers> found = outputs(one);
      for (int i = 0; i < found.size(); i++) {
        numbers(one.getSimpleName() + " " + Subject.NAMES.get(i), found.get(i)).isFinite();
      }
    }
    return myself;
  }

  /**
   * Asserts that float32 gives what float64 gives.
   *
   * @param tolerance the greatest difference allowed, as a share of the output's largest entry
   *     where that is above 1
   * @throws IllegalStateException if the function is not one of {@code TNumber}
   */
  public S isCloseInFloat32(double tolerance) {
    if (types().size() != 2) {
      throw new IllegalStateException("the function takes %s only".formatted(type.getSimpleName()));
    }
    List<Numbers> single = outputs(types().get(0));
    List<Numbers> exact = outputs(types().get(1));
    for (int i = 0; i < exact.size(); i++) {
      numbers("float32 " + Subject.NAMES.get(i), single.get(i))
          .isClose(exact.get(i).flat(), tolerance * scale(exact.get(i)), " as in float64");
    }
    return myself;
  }

  /**
   * Asserts that the examples of a batch do not see each other: another example in the place of one
   * changes no other example's numbers. For losses these are the loss and, from order 1 on, the
   * derivatives; of plain functions the value is compared and, from order 1 on, the derivatives of
   * one example by the others' inputs are asserted to be zero.
   *
   * @throws IllegalArgumentException if the inputs have no two different examples
   */
  public S hasIndependentExamples() {
    int batch = x().examples();
    try (Point point = Point.of(exact(), subject(), ofEach() ? order : 0, x())) {
      List<Numbers> before = point.run();
      for (int i = 0; i < before.size(); i++) {
        if (before.get(i).shape().numDimensions() == 0 || before.get(i).examples() != batch) {
          failWithMessage(
              "the %s of %d examples has the shape %s: not one for each example",
              Subject.NAMES.get(i), batch, before.get(i).shape());
        }
      }
      for (int b = 0; b < batch; b++) {
        int[] examples = identity(batch);
        examples[b] = another(b);
        List<Numbers> after = point.run(x().examples(examples));
        for (int i = 0; i < before.size(); i++) {
          Numbers expected = copyExample(after.get(i), before.get(i), b);
          numbers(
                  "the %s after example %d became a copy of example %d"
                      .formatted(Subject.NAMES.get(i), b, examples[b]),
                  expected)
              .isClose(before.get(i).flat(), ROUNDING * scale(before.get(i)), " as before");
        }
      }
    }
    return myself;
  }

  /**
   * Asserts that every example is treated alike: a batch in another order gives the same in that
   * order. Not so where each example has a target of its own.
   */
  public S treatsExamplesAlike() {
    int batch = x().examples();
    int[] examples = identity(batch);
    for (int b = 0; b < batch; b++) {
      examples[b] = (b + 1) % batch;
    }
    try (Point point = Point.of(exact(), subject(), ofEach() ? order : 0, x())) {
      List<Numbers> before = point.run();
      List<Numbers> after = point.run(x().examples(examples));
      for (int i = 0; i < before.size(); i++) {
        numbers("the %s of the batch moved on by one".formatted(Subject.NAMES.get(i)), after.get(i))
            .isClose(
                before.get(i).examples(examples).flat(),
                ROUNDING * scale(before.get(i)),
                " as before");
      }
    }
    return myself;
  }

  /**
   * Asserts that an input of a shape is refused when the graph is built, with an {@link
   * IllegalArgumentException}.
   *
   * <pre>{@code
   * assertThatGraph((tf, y) -> sort.call(tf, y).permutation())
   *     .refuses(Shape.of(-1, 1))
   *     .hasMessageContaining("n ≥ 2");
   * }</pre>
   *
   * @return goes on with the exception
   */
  public AbstractThrowableAssert<?, ? extends Throwable> refuses(Shape shape) {
    Class<T> one = type == TNumber.class ? exact() : type;
    return Assertions.assertThatThrownBy(
            () ->
                TestGraph.of(
                        one,
                        List.of(shape),
                        (tf, in) -> unflattened().build(tf, in.get(0), ofEach() ? order : 0))
                    .close())
        .as(descriptionText())
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** What is under test, for inputs of their own shape. */
  abstract Subject<T> unflattened();

  final int order() {
    return order;
  }

  final Numbers x() {
    if (x == null) {
      throw new IllegalStateException("say first at which inputs: at(…)");
    }
    return x;
  }

  /** The type in which derivatives and independence are looked at. */
  @SuppressWarnings("unchecked") // a function of TNumber takes float64
  final Class<T> exact() {
    return type == TNumber.class ? (Class<T>) (Class<?>) TFloat64.class : type;
  }

  @SuppressWarnings("unchecked") // a function of TNumber takes both
  private List<Class<T>> types() {
    return type == TNumber.class
        ? List.of((Class<T>) (Class<?>) TFloat32.class, (Class<T>) (Class<?>) TFloat64.class)
        : List.of(type);
  }

  /** Value, what is differentiated, and derivatives. */
  final List<Numbers> outputs(Class<T> one) {
    try (Point point = Point.of(one, subject(), order, x())) {
      return point.run();
    }
  }

  /** Assertions that carry this one's description. */
  final NumbersAssert numbers(String what, Numbers found) {
    String own = descriptionText();
    return new NumbersAssert(found).as(own.isEmpty() ? what : own + ": " + what);
  }

  static double scale(Numbers numbers) {
    return Arrays.stream(numbers.flat()).map(Math::abs).reduce(1, Math::max);
  }

  /** The next example that differs from example b. */
  private int another(int b) {
    for (int i = 1; i < x.examples(); i++) {
      int other = (b + i) % x.examples();
      if (!Arrays.equals(x.example(other), x.example(b))) {
        return other;
      }
    }
    throw new IllegalArgumentException("there must be two different examples, found " + x);
  }

  private static int[] identity(int batch) {
    int[] examples = new int[batch];
    Arrays.setAll(examples, b -> b);
    return examples;
  }

  /** A copy of the numbers with example b of others. */
  private static Numbers copyExample(Numbers numbers, Numbers others, int b) {
    double[] flat = numbers.flat();
    double[] example = others.example(b);
    System.arraycopy(example, 0, flat, b * example.length, example.length);
    return Numbers.of(numbers.shape(), flat);
  }
}
