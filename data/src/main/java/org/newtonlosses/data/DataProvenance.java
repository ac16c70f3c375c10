package org.newtonlosses.data;

import com.google.common.collect.ImmutableMap;
import java.util.Map;

/**
 * What a run must remember of its data to be repeated and to give credit.
 *
 * @param name the data set, such as "MNIST"
 * @param source the folder that the files were read from, or how the data were made
 * @param md5 md5 sum of each uncompressed file by its name; empty for generated data
 * @param verified whether each file has the md5 sum that is published for the named data set
 * @param attribution authors and licence, or who to ask
 */
public record DataProvenance(
    String name, String source, Map<String, String> md5, boolean verified, String attribution) {

  /** Copies the map, keeping its order. */
  public DataProvenance {
    md5 = ImmutableMap.copyOf(md5);
  }
}
