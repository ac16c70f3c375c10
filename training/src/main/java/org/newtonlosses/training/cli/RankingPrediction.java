package org.newtonlosses.training.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.newtonlosses.training.LoadedModel;
import org.newtonlosses.training.predict.Item;
import org.newtonlosses.training.predict.ItemReader;
import org.newtonlosses.training.predict.RankingPredictor;
import picocli.CommandLine.Option;

/** What {@code newton predict} does with a ranking model: scores and ranks images of numbers. */
final class RankingPrediction {
  private static final int LIGHT = 128;

  @Option(
      names = "--inverted",
      description =
          "ranking: the files show dark digits on a light ground; MNIST's are light on dark")
  private boolean inverted;

  /** The options of this task that were given. */
  List<String> given() {
    return inverted ? List.of("--inverted") : List.of();
  }

  void run(LoadedModel model, List<Path> files, boolean json, PrintWriter out, PrintWriter messages)
      throws IOException {
    ItemReader reader = new ItemReader(inverted);
    List<Item> items = new ArrayList<>();
    for (Path file : files) {
      items.addAll(reader.read(file));
    }
    if (items.isEmpty()) {
      throw new IOException(files.get(0) + ": holds no items");
    }
    warnIfLight(items, messages);
    float[] scores = new RankingPredictor(model).scores(items);
    List<Integer> order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> scores[i]))
            .toList();
    if (json) {
      out.println(json(items, scores, order));
    } else {
      out.println("rank         score  item");
      for (int rank = 0; rank < order.size(); rank++) {
        int item = order.get(rank);
        out.println(
            String.format(
                Locale.ROOT, "%4d  %12.6f  %s", rank + 1, scores[item], items.get(item).name()));
      }
    }
  }

  /** The items in the order they were given, with their ranks; and the order, smallest first. */
  private static String json(List<Item> items, float[] scores, List<Integer> order)
      throws IOException {
    List<Map<String, Object>> list = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      Map<String, Object> item = new LinkedHashMap<>();
      item.put("item", items.get(i).name());
      item.put("score", scores[i]);
      list.add(item);
    }
    for (int rank = 0; rank < order.size(); rank++) {
      list.get(order.get(rank)).put("rank", rank + 1);
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("items", list);
    result.put("order", order.stream().map(i -> items.get(i).name()).toList());
    return new ObjectMapper().writeValueAsString(result);
  }

  private void warnIfLight(List<Item> items, PrintWriter messages) {
    long light = items.stream().filter(item -> mean(item.pixels()) > LIGHT).count();
    if (2 * light > items.size()) {
      messages.println(
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
