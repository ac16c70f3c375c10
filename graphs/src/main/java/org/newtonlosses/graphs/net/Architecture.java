package org.newtonlosses.graphs.net;

import org.newtonlosses.graphs.variable.ParameterSource;

/**
 * How a network is built for a task: it declares its parameters and binds a network to them.
 *
 * <pre>{@code
 * // A linear model.
 * Architecture linear =
 *     (parameters, ports) -> {
 *       Shape shape = Shape.of(ports.input().size(), 1);
 *       Operand<TFloat32> weights =
 *           parameters.trainable("weights", shape, new InitialValue.Constant(2));
 *       return (tf, input) ->
 *           tf.linalg.matMul(tf.dtypes.cast(input, TFloat32.class), weights);
 *     };
 * Variables variables = new Variables(tf, 7);
 * Network network =
 *     linear.create(variables, new Ports(TFloat32.class, Shape.of(2), Shape.of(1)));
 * variables.initialize(session);
 * network.call(tf, tf.constant(new float[][] {{1, 2}, {3, 4}})); // → [[6], [14]]
 * }</pre>
 */
@FunctionalInterface
public interface Architecture {

  /**
   * Builds the network.
   *
   * @param parameters gives the parameters; it is asked for each of them once
   * @param ports what the network takes and gives
   * @return the network, which can be called any number of times
   * @throws IllegalArgumentException if the network cannot have such ports
   */
  Network create(ParameterSource parameters, Ports ports);
}
