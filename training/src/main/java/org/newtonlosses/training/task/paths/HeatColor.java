package org.newtonlosses.training.task.paths;

import java.awt.Color;

/**
 * Colours from dark (0) to light (1) that stay apart in grey too: viridis by its five anchors. By
 * hand: a library of charts would bring axes and legends around each map, and more than a megabyte.
 */
final class HeatColor {
  private static final int[][] ANCHORS = {
    {68, 1, 84}, {59, 82, 139}, {33, 145, 140}, {94, 201, 98}, {253, 231, 37}
  };

  private HeatColor() {}

  /**
   * The colour of a share.
   *
   * @param share in [0, 1]
   */
  static Color of(float share) {
    float place = share * (ANCHORS.length - 1);
    int below = Math.min(ANCHORS.length - 2, (int) place);
    float part = place - below;
    int[] mixed = new int[3];
    for (int i = 0; i < mixed.length; i++) {
      mixed[i] = Math.round((1 - part) * ANCHORS[below][i] + part * ANCHORS[below + 1][i]);
    }
    return new Color(mixed[0], mixed[1], mixed[2]);
  }
}
