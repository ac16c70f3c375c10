package org.newtonlosses.graphs.net;

import org.newtonlosses.graphs.variable.ParameterSource;

/** How a network is built for a task: it declares its parameters and binds a network to them. */
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
