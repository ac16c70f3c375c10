/**
 * A kit for tests of TensorFlow graphs, on AssertJ: run a graph on arrays, and assert values,
 * derivatives, independence of examples, limits, reference values and what a SavedModel returns.
 *
 * <pre>{@code
 * import static org.newtonlosses.graphs.testing.GraphAssertions.assertThatGraph;
 * import static org.newtonlosses.graphs.testing.GraphAssertions.assertThatLoss;
 *
 * assertThatGraph((tf, y) -> tf.math.tanh(y))
 *     .at(new double[][] {{0.3, -1.7}, {0.9, 0.2}})
 *     .hasRightDerivatives()
 *     .hasIndependentExamples();
 *
 * assertThatLoss((tf, y) -> new NeuralSort(1, false).loss(new CrossEntropy(), order(tf)))
 *     .at(Numbers.random(1, -2, 2, 5, 4))
 *     .hasRightDerivatives()
 *     .hasAgreeingForms(new NewtonLoss(new Fisher(0.1)));
 *
 * Numbers p = Graphs.run((tf, y) -> tf.nn.softmax(y), new double[] {0, 1, 2});
 * assertThat(p).isCloseTo(new double[] {0.0900, 0.2447, 0.6652}, within(1e-4));
 * }</pre>
 *
 * <p>Start at {@link org.newtonlosses.graphs.testing.GraphAssertions}. The kit needs AssertJ but no
 * particular test framework; a failed assertion is an {@link AssertionError}.
 */
package org.newtonlosses.graphs.testing;
