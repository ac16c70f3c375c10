package org.newtonlosses.training.recipe;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** The maps of a path task. They do not depend on the recipe's seed, only their order does. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "source")
@JsonSubTypes({
  @JsonSubTypes.Type(value = TerrainData.class, name = TerrainData.SOURCE),
  @JsonSubTypes.Type(value = WarcraftData.class, name = WarcraftData.SOURCE)
})
public sealed interface PathData permits TerrainData, WarcraftData {

  /** The most maps that are trained on. */
  long trainLimit();

  /** The most maps of a validation. */
  int validation();

  /** The most maps of the final test. */
  int test();

  /** Checks that a batch of so many maps can be held; throws {@link IllegalArgumentException}. */
  void checkBatch(int batch);

  /** The same data with absolute paths. */
  PathData resolved();

  /** What maps they are, in a few words. */
  String describe();
}
