package org.newtonlosses.training.task.pictures;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.newtonlosses.data.pictures.Picture;
import org.newtonlosses.data.pictures.PictureShape;
import org.newtonlosses.training.task.ImageScores;
import org.newtonlosses.training.task.Prediction;
import org.newtonlosses.training.task.RankedItems;
import org.tensorflow.ndarray.Shape;

/** Scores and ranks pictures. */
final class PicturePrediction implements Prediction {

  @Override
  public String help() {
    return "ranks pictures (PNG, JPEG, ...), lowest first. They are scaled to the size that the"
        + " model was trained with.";
  }

  @Override
  public Answer predict(Question question) throws IOException {
    ImageScores model = new ImageScores(question.model(), "a model of pictures");
    PictureShape shape = shape(question, model.image());
    int ground = question.recipe().own().task().get(PictureTask.DATA).ground();
    List<byte[]> pictures = new ArrayList<>();
    for (Path file : question.files()) {
      pictures.add(Picture.read(file).scaled(shape, ground));
    }
    List<String> names = question.files().stream().map(Path::toString).toList();
    return new RankedItems(names, model.of(pictures)).answer();
  }

  private static PictureShape shape(Question question, Shape image) {
    if (image.numDimensions() != 3) {
      throw question
          .model()
          .otherKind("a model of pictures takes images [B, n, h, w, c], this one " + image);
    }
    return new PictureShape((int) image.get(0), (int) image.get(1), (int) image.get(2));
  }
}
