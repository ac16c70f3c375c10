package org.newtonlosses.graphs.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * A subject's graph of one type and order; the input, of any shape, is given to it as the shape has
 * it and differentiated as [B, m].
 */
final class Point implements AutoCloseable {

  /** Of fourth order: (8 (f(x + h) − f(x − h)) − (f(x + 2h) − f(x − 2h)))/12h. */
  private static final int[] OFFSETS = {1, -1, 2, -2};

  private static final int[] WEIGHTS = {8, -8, -1, 1};

  private final TestGraph graph;
  private final Numbers x;

  private Point(TestGraph graph, Numbers x) {
    this.graph = graph;
    this.x = x;
  }

  /** Builds the graph for inputs of the shape of x. */
  static <T extends TNumber> Point of(Class<T> type, Subject<T> subject, int order, Numbers x) {
    Numbers flat = flat(x);
    return new Point(
        TestGraph.of(
            type,
            List.of(flat.freeBatch()),
            (Ops tf, List<Operand<T>> in) -> subject.build(tf, in.get(0), order)),
        flat);
  }

  /** x as [B, m]. */
  static Numbers flat(Numbers x) {
    return x.reshape(x.examples(), x.exampleSize());
  }

  /** A function of inputs of the shape of x as a function of [B, m]. */
  static <T extends TNumber> GraphFunction<T> ofFlat(GraphFunction<T> function, Numbers x) {
    if (x.shape().numDimensions() == 2) {
      return function;
    }
    int[] shape = Arrays.stream(x.freeBatch().asArray()).mapToInt(Math::toIntExact).toArray();
    return (tf, y) -> function.call(tf, tf.reshape(y, tf.constant(shape)));
  }

  /** The outputs at x. */
  List<Numbers> run() {
    return graph.run(x);
  }

  /** The outputs at another input of the shape of x. */
  List<Numbers> run(Numbers other) {
    return graph.run(flat(other));
  }

  /**
   * Central differences at x.
   *
   * @param order 1: the gradient; 2: the Hessian too
   * @param ofEach whether the derivatives of example b are those of the example's own value alone,
   *     as they are of a loss
   * @param h the disturbance
   * @return the gradient [B, m] and perhaps the Hessian [B, m, m]
   */
  List<Numbers> centralDifferences(int order, boolean ofEach, double h) {
    int m = x.exampleSize();
    double[] gradient = new double[x.size()];
    double[] hessian = new double[x.size() * m];
    for (int at = 0; at < x.size(); at++) {
      int b = at / m;
      for (int i = 0; i < OFFSETS.length; i++) {
        List<Numbers> disturbed = graph.runFirst(1 + order, x.with(at, x.at(at) + OFFSETS[i] * h));
        double weight = WEIGHTS[i] / (12 * h);
        gradient[at] += weight * disturbed.get(1).at(ofEach ? b : 0);
        for (int k = 0; order == 2 && k < m; k++) {
          // A function that couples examples has derivatives across them; they are in the sum.
          for (int other = 0; other < x.examples(); other++) {
            if (other == b || !ofEach) {
              hessian[(b * m + k) * m + at % m] += weight * disturbed.get(2).at(other * m + k);
            }
          }
        }
      }
    }
    List<Numbers> found = new ArrayList<>(List.of(Numbers.of(x.shape(), gradient)));
    if (order == 2) {
      found.add(Numbers.of(x.reshape(x.examples(), m).shape().append(m), hessian));
    }
    return found;
  }

  @Override
  public void close() {
    graph.close();
  }
}
