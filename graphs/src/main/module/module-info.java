/**
 * Relaxed algorithms and Newton losses as static TensorFlow graphs. What is not exported here, the
 * packages {@code op} and {@code parameter}, may change at any time.
 */
module org.newtonlosses.graphs {
  requires transitive org.tensorflow.ndarray;
  requires transitive tensorflow;
  requires transitive tensorflow.framework;
  requires org.newtonlosses.files;

  exports org.newtonlosses.graphs.autodiff;
  exports org.newtonlosses.graphs.model;
  exports org.newtonlosses.graphs.net;
  exports org.newtonlosses.graphs.newton;
  exports org.newtonlosses.graphs.optimizer;
  exports org.newtonlosses.graphs.path;
  exports org.newtonlosses.graphs.rank;
  exports org.newtonlosses.graphs.smooth;
  exports org.newtonlosses.graphs.sort;
  exports org.newtonlosses.graphs.variable;
}
