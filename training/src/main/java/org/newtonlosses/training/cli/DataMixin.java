package org.newtonlosses.training.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.newtonlosses.training.recipe.PathTask;
import org.newtonlosses.training.recipe.Recipe;
import org.newtonlosses.training.recipe.WarcraftData;
import picocli.CommandLine.Option;

/** The options that say on which data a trained model is used. */
final class DataMixin {
  private static final String SOURCE = "task.data.source";
  private static final String FOLDER = "task.data.folder";

  @Option(
      names = "--data",
      paramLabel = "NAME",
      description =
          "ranking: mnist or synthetic; paths: terrain or warcraft; default: what it was trained on")
  private String source;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description =
          "folder of the four idx files of mnist, or the nine npy files of warcraft; or cache")
  private String folder;

  /** The options that were given. */
  List<String> given() {
    List<String> given = new ArrayList<>();
    if (source != null) {
      given.add("--data");
    }
    if (folder != null) {
      given.add("--data-dir");
    }
    return given;
  }

  /** The changes of the model's recipe. */
  Map<String, String> changes(Recipe recipe) {
    Map<String, String> changes = new LinkedHashMap<>();
    if (source != null) {
      changes.put(SOURCE, source);
    }
    if (folder != null) {
      changes.put(FOLDER, folder);
    }
    complete(changes, recipe);
    return changes;
  }

  /** Maps in a folder can only be those of files: the source need not be named. */
  static void complete(Map<String, String> changes, Recipe recipe) {
    if (changes.containsKey(FOLDER) && recipe.task() instanceof PathTask) {
      changes.putIfAbsent(SOURCE, WarcraftData.SOURCE);
    }
  }
}
