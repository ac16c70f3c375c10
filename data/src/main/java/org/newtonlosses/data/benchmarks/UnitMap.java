package org.newtonlosses.data.benchmarks;

import org.newtonlosses.data.maps.GridPath;

/**
 * A grid whose free cells all cost 1, with a shortest path.
 *
 * @param blocked 1 for cells that no path enters, else 0, [h·w] in row-major order
 * @param path from a start to a goal
 */
@SuppressWarnings("ArrayRecordComponent")
record UnitMap(byte[] blocked, GridPath path) {

  int start() {
    return path.order()[0];
  }

  int goal() {
    return path.order()[path.order().length - 1];
  }
}
