package org.newtonlosses.training.task.ranking;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.newtonlosses.training.schema.Entry;
import org.newtonlosses.training.schema.Param;
import org.newtonlosses.training.task.ImageScores;
import org.newtonlosses.training.task.Prediction;
import org.newtonlosses.training.task.RankedItems;

/** Scores and ranks images of numbers. */
final class RankingPrediction implements Prediction {
  private static final Param<Boolean> INVERTED =
      Param.bool("inverted", false)
          .help("the files show dark digits on a light ground; MNIST's are light on dark");

  private static final int LIGHT = 128;

  @Override
  public String help() {
    return "ranks images of four-digit numbers, smallest first. An image (PNG, JPEG, ...) is an"
        + " item; it is scaled to 28 x 112. An idx file, plain or gzip, holds items [N, 28, 112] or"
        + " digits [N, 28, 28], each four in turn an item.";
  }

  @Override
  public List<Entry<?>> options() {
    return List.of(INVERTED);
  }

  @Override
  public Answer predict(Question question) throws IOException {
    boolean inverted = question.options().get(INVERTED);
    ItemReader reader = new ItemReader(inverted);
    List<Item> items = new ArrayList<>();
    for (Path file : question.files()) {
      items.addAll(reader.read(file));
    }
    if (items.isEmpty()) {
      throw new IOException(question.files().get(0) + ": holds no items");
    }
    warnIfLight(items, inverted, question.messages());
    float[] scores =
        new ImageScores(question.model(), "a ranking model")
            .of(items.stream().map(Item::pixels).toList());
    return new RankedItems(items.stream().map(Item::name).toList(), scores).answer();
  }

  private static void warnIfLight(List<Item> items, boolean inverted, Consumer<String> messages) {
    long light = items.stream().filter(item -> mean(item.pixels()) > LIGHT).count();
    if (2 * light > items.size()) {
      messages.accept(
          inverted
              ? "the images look light after --inverted; is it meant?"
              : "the images look like dark digits on a light ground: --inverted is for them");
    }
  }

  private static double mean(byte[] pixels) {
    long sum = 0;
    for (byte pixel : pixels) {
      sum += pixel & 0xff;
    }
    return (double) sum / pixels.length;
  }
}
