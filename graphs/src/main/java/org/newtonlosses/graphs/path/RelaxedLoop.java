package org.newtonlosses.graphs.path;

import org.newtonlosses.graphs.parameter.Keys;

/** How the loop that traces a relaxed path back from the goal ends. */
public enum RelaxedLoop {
  /** After a fixed number of steps. */
  FOR,
  /** While the start has not been visited, relaxed: with a probability at each step. */
  WHILE;

  /** The name in recipes and on the command line. */
  public String key() {
    return Keys.of(this);
  }

  /**
   * The loop of that name.
   *
   * @throws IllegalArgumentException if there is none; the message lists the names
   */
  public static RelaxedLoop parse(String key) {
    return Keys.parse("loop", RelaxedLoop.class, RelaxedLoop::key, key);
  }
}
