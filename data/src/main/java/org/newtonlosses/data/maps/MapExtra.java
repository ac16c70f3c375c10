package org.newtonlosses.data.maps;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import java.util.Arrays;

/** A file that own maps may have beside those of {@link WarcraftFile}, one for each split. */
enum MapExtra {
  /** Row and column where paths start, from 0, [N, 2]. */
  STARTS,
  /** Row and column where they end, [N, 2]. */
  GOALS,
  /** 1 for cells that no path enters, else 0, [N, h, w]. */
  BLOCKED;

  /** What names of files start with, for training, validation and test. */
  static final ImmutableList<String> SPLITS = ImmutableList.of("train", "val", "test");

  /** Returns the name of the file of one of the {@link #SPLITS}. */
  String fileName(String split) {
    return "%s_%s.npy".formatted(split, Ascii.toLowerCase(name()));
  }

  /** Returns the names of the files of all splits. */
  ImmutableList<String> fileNames() {
    return SPLITS.stream().map(this::fileName).collect(toImmutableList());
  }

  /** Returns the names of all files. */
  static ImmutableList<String> allFileNames() {
    return Arrays.stream(values())
        .flatMap(extra -> extra.fileNames().stream())
        .collect(toImmutableList());
  }
}
