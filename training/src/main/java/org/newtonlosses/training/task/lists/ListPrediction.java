package org.newtonlosses.training.task.lists;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.newtonlosses.data.lists.FeatureColumns;
import org.newtonlosses.data.lists.RankedLists;
import org.newtonlosses.graphs.model.ListModel;
import org.newtonlosses.graphs.model.SavedModelLayout;
import org.newtonlosses.training.model.BatchArray;
import org.newtonlosses.training.model.LoadedModel;
import org.newtonlosses.training.task.Prediction;
import org.tensorflow.Result;
import org.tensorflow.SessionFunction;
import org.tensorflow.Tensor;
import org.tensorflow.types.TFloat32;

/** Scores the documents of files, a line for each, in their order. */
final class ListPrediction implements Prediction {
  /** Documents of a run: bounds the memory that their features take. */
  private static final int CHUNK = 4096;

  @Override
  public String help() {
    return "writes the score of each document, a line for each in the files' order: the higher, the"
        + " further to the top. Files have the formats of training; their grades are not used and"
        + " queries may be left out.";
  }

  @Override
  public Answer predict(Question question) throws IOException {
    LoadedModel model = question.model();
    FeatureColumns columns = LearningToRankTask.columns(model);
    ListSource source = question.recipe().own().task().get(LearningToRankTask.DATA);
    List<String> lines = new ArrayList<>();
    List<Map<String, Object>> json = new ArrayList<>();
    for (Path file : question.files()) {
      List<Float> scores = scores(model, source.documents(file, columns, question.messages()));
      scores.forEach(score -> lines.add(score.toString()));
      Map<String, Object> ofFile = new LinkedHashMap<>();
      ofFile.put("file", file.toString());
      ofFile.put("scores", scores);
      json.add(ofFile);
    }
    return new Answer(lines, Map.of("files", json));
  }

  private static List<Float> scores(LoadedModel model, RankedLists lists) {
    SessionFunction serving = model.function(SavedModelLayout.SERVE);
    int width = lists.columns().size();
    List<Float> scores = new ArrayList<>();
    float[] rows = new float[CHUNK * width];
    int count = 0;
    for (int list = 0; list < lists.size(); list++) {
      for (int document = 0; document < lists.length(list); document++) {
        lists.copyFeatures(list, document, rows, count++ * width);
        if (count == CHUNK) {
          score(serving, rows, count, width, scores);
          count = 0;
        }
      }
    }
    if (count > 0) {
      score(serving, rows, count, width, scores);
    }
    return scores;
  }

  private static void score(
      SessionFunction serving, float[] rows, int count, int width, List<Float> scores) {
    try (Tensor features =
            BatchArray.of(ListExperiment.FEATURES, rows, 1, count, width).toTensor();
        Result result = serving.call(Map.of(ListExperiment.FEATURES, features))) {
      float[] found = new float[count];
      ((TFloat32) result.get(ListModel.SCORES).orElseThrow())
          .asRawTensor()
          .data()
          .asFloats()
          .read(found);
      for (float score : found) {
        scores.add(score);
      }
    }
  }
}
