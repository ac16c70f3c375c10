package org.newtonlosses.data.maps;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import java.util.Optional;

/** One of the nine files of the Warcraft terrain maps, and of every data set in their form. */
public enum WarcraftFile {
  /** Pictures to learn from, uint8 [N, H, W, 3]. */
  TRAIN_MAPS("train_maps", "c31760c5fbd9d034b6e21a6612895e69"),
  /** Their shortest paths, 0 or 1, [N, h, w]. */
  TRAIN_SHORTEST_PATHS("train_shortest_paths", "1483015985796f3bf9f3e5e00cb8e855"),
  /** Their vertex costs, floating-point [N, h, w]. */
  TRAIN_VERTEX_WEIGHTS("train_vertex_weights", "761cc8098730504335efdefec3b221a6"),
  /** Pictures for validation. */
  VAL_MAPS("val_maps", "cfe9288a537d46be48c0c287885f8405"),
  /** Their shortest paths. */
  VAL_SHORTEST_PATHS("val_shortest_paths", null),
  /** Their vertex costs. */
  VAL_VERTEX_WEIGHTS("val_vertex_weights", null),
  /** Pictures for the test. */
  TEST_MAPS("test_maps", "a5c50ae11e4bd01cb1a2cd76e5849b22"),
  /** Their shortest paths. */
  TEST_SHORTEST_PATHS("test_shortest_paths", "deae60b10d932e2a37271df4b44e295d"),
  /** Their vertex costs. */
  TEST_VERTEX_WEIGHTS("test_vertex_weights", "071dbcf2aa9d98fc255abdcb780151b1");

  private final String arrayName;
  private final Optional<String> md5;

  WarcraftFile(String arrayName, String md5) {
    this.arrayName = arrayName;
    this.md5 = Optional.ofNullable(md5);
  }

  /** Returns the name of the file, which is also the array's name in a .npz file. */
  public String fileName() {
    return arrayName + ".npy";
  }

  /**
   * Returns the md5 sum of the Warcraft data set's own file, grids of 12 × 12 cells; empty for the
   * two files whose sums are not known.
   */
  public Optional<String> md5() {
    return md5;
  }

  static ImmutableList<String> fileNames() {
    return Arrays.stream(values()).map(WarcraftFile::fileName).collect(toImmutableList());
  }

  static ImmutableMap<WarcraftFile, String> knownMd5() {
    ImmutableMap.Builder<WarcraftFile, String> known = ImmutableMap.builder();
    for (WarcraftFile file : values()) {
      file.md5.ifPresent(md5 -> known.put(file, md5));
    }
    return known.buildOrThrow();
  }
}
