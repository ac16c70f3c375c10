package org.newtonlosses.training.recipe;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * What is learnt, from which data and through which relaxed algorithm: the part of a recipe that
 * differs from task to task.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes(@JsonSubTypes.Type(value = RankingTask.class, name = "ranking"))
public sealed interface Task permits RankingTask {

  /**
   * Checks that a batch of so many examples can be held.
   *
   * @throws IllegalArgumentException if it is too large; the message says what is allowed
   */
  void checkBatch(int batch);

  /** This task with absolute paths. */
  Task resolved();

  /** What the run is about, in a few words. */
  String describe();
}
