package org.newtonlosses.data.maps;

import com.google.common.collect.ImmutableList;
import java.util.Locale;

/**
 * Layout and label of a map of the Warcraft data set.
 *
 * @param drawing a line for each row, a letter for each cell: the first letter of its terrain, in
 *     capitals on the path
 */
record PublishedMap(String drawing) {
  /**
   * Maps 0 and 10 of the training set of 12 × 12 cells, by M. Vlastelica et al. (2020), doi
   * 10.17617/3.YJCQ5S.
   */
  static final ImmutableList<PublishedMap> ALL =
      ImmutableList.of(
          new PublishedMap(
              """
              Ggggggggdddg
              Gggggddddrdd
              gGgddddddddd
              dgGddgddwwdd
              dgdDgggddwdd
              dgddGgggdwdd
              dgdddGgdddww
              ggddgGdggdww
              ggddddDdddww
              ggdrrrrDdwww
              ggdrrrrdDwWw
              ggdrrrrddDwW
              """),
          new PublishedMap(
              """
              Dddddddddggg
              dDdddddddddd
              ddDddddwwwwd
              dddDddddwwdd
              ggggGddddddg
              ffffgGdddddd
              ffffggDrrrdd
              ffffgddDrrdg
              ffffgggdDddg
              ffffffgggGgg
              ffffffffffGf
              ffffffffffgG
              """));

  int height() {
    return (int) drawing.lines().count();
  }

  int width() {
    return drawing.indexOf('\n');
  }

  /** Returns the vertex costs [h·w]. */
  double[] costs() {
    return letters().toLowerCase(Locale.ROOT).chars().mapToDouble(PublishedMap::cost).toArray();
  }

  /** Returns the label, 0 or 1, [h·w]. */
  byte[] path() {
    String letters = letters();
    byte[] path = new byte[letters.length()];
    for (int cell = 0; cell < path.length; cell++) {
      path[cell] = (byte) (Character.isUpperCase(letters.charAt(cell)) ? 1 : 0);
    }
    return path;
  }

  private String letters() {
    return drawing.replace("\n", "");
  }

  private static double cost(int letter) {
    for (Terrain terrain : Terrain.values()) {
      if (terrain.name().toLowerCase(Locale.ROOT).charAt(0) == letter) {
        return terrain.cost();
      }
    }
    throw new AssertionError("no terrain starts with " + (char) letter);
  }
}
