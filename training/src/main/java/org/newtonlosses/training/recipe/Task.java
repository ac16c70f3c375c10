package org.newtonlosses.training.recipe;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.newtonlosses.graphs.newton.Curvature;

/**
 * What is learnt, from which data and through which relaxed algorithm: the part of a recipe that
 * differs from task to task.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = RankingTask.class, name = RankingTask.KIND),
  @JsonSubTypes.Type(value = PathTask.class, name = PathTask.KIND)
})
public sealed interface Task permits RankingTask, PathTask {

  /** The name of its kind in recipes and on the command line. */
  String kind();

  /**
   * Checks that a batch of so many examples can be held.
   *
   * @throws IllegalArgumentException if it is too large; the message says what is allowed
   */
  void checkBatch(int batch);

  /**
   * Checks that its loss has what a curvature needs.
   *
   * @throws IllegalArgumentException if it has not; the message says what is allowed
   */
  void checkCurvature(Curvature curvature);

  /** This task with absolute paths. */
  Task resolved();

  /** What the run is about, in a few words. */
  String describe();
}
