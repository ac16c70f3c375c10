package org.newtonlosses.graphs.model;

import org.tensorflow.proto.GraphDef;

final class UpperBounds {
  private UpperBounds() {}

  static GraphDef replace(GraphDef graph) {
    return graph;
  }
}
