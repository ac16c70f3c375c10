/** A kit for tests of graphs, on AssertJ. */
module org.newtonlosses.graphs.testing {
  requires transitive org.newtonlosses.graphs;
  requires transitive org.assertj.core;
  requires com.fasterxml.jackson.databind;

  exports org.newtonlosses.graphs.testing;
}
