package org.newtonlosses.training.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.newtonlosses.files.AtomicFiles;
import org.newtonlosses.training.LoadedModel;
import org.newtonlosses.training.ModelRecipe;
import org.newtonlosses.training.PathExperiment;
import org.newtonlosses.training.predict.MapExample;
import org.newtonlosses.training.predict.MapReader;
import org.newtonlosses.training.predict.PathPicture;
import org.newtonlosses.training.predict.PathPredictor;
import org.newtonlosses.training.predict.PredictedPath;
import org.newtonlosses.training.predict.SplitReader;
import org.newtonlosses.training.recipe.PathTask;
import org.newtonlosses.training.recipe.Recipe;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code newton predict} does with a path model: finds the path on each map. */
final class PathPrediction {
  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = "paths: .npy file of the true paths of the maps, [N, h, w]")
  private Path labels;

  @Option(
      names = "--out",
      paramLabel = "PNG",
      description =
          "paths: write a picture, each map beside the predicted costs, the path found and, if it"
              + " is known, the true one")
  private Path out;

  @Option(
      names = "--split",
      paramLabel = "NAME",
      description = "paths: train, validation or test (default), for --index")
  private String split;

  @Option(
      names = "--index",
      paramLabel = "I",
      split = ",",
      description = "paths: maps of a data set, by their places from 0, such as 0,5")
  private List<Integer> index = List.of();

  @Mixin private DataMixin data;

  /** The options of this task that were given. */
  List<String> given() {
    List<String> given = new ArrayList<>(data.given());
    if (labels != null) {
      given.add("--labels");
    }
    if (out != null) {
      given.add("--out");
    }
    if (split != null) {
      given.add("--split");
    }
    if (hasIndex()) {
      given.add("--index");
    }
    return given;
  }

  /** Whether maps of a data set were asked for. */
  boolean hasIndex() {
    return !index.isEmpty();
  }

  void run(
      LoadedModel model, List<Path> files, boolean json, PrintWriter results, PrintWriter messages)
      throws IOException {
    PathPredictor predictor = new PathPredictor(model);
    List<MapExample> maps = maps(model, predictor, files, messages);
    List<PredictedPath> paths = predictor.paths(maps);
    if (out != null) {
      ByteArrayOutputStream png = new ByteArrayOutputStream();
      ImageIO.write(PathPicture.draw(predictor.shape(), maps, paths), "png", png);
      AtomicFiles.write(out, png.toByteArray());
      messages.println("wrote " + out);
    }
    if (json) {
      results.println(json(maps, paths));
    } else {
      for (int i = 0; i < maps.size(); i++) {
        results.println(line(maps.get(i), paths.get(i)));
      }
    }
  }

  private List<MapExample> maps(
      LoadedModel model, PathPredictor predictor, List<Path> files, PrintWriter messages)
      throws IOException {
    MapReader reader = new MapReader(predictor.shape());
    List<MapExample> maps = new ArrayList<>();
    for (Path file : files) {
      maps.addAll(reader.read(file));
    }
    if (labels != null) {
      label(maps, reader.labels(labels));
    }
    if (hasIndex()) {
      ModelRecipe own = ModelRecipe.of(model);
      Recipe recipe = own.with(data.changes(own.own()));
      PathExperiment experiment =
          PathExperiment.open(recipe, (PathTask) recipe.task(), messages::println);
      maps.addAll(
          new SplitReader(experiment.maps(), predictor.shape())
              .read(split == null ? "test" : split, index));
    }
    if (maps.isEmpty()) {
      throw new IOException(files.get(0) + ": holds no maps");
    }
    return maps;
  }

  private void label(List<MapExample> maps, List<byte[]> paths) throws IOException {
    if (paths.size() != maps.size()) {
      throw new IOException(
          "%s: %d paths for %d maps; there must be one for each"
              .formatted(labels, paths.size(), maps.size()));
    }
    for (int i = 0; i < paths.size(); i++) {
      maps.set(i, maps.get(i).with(paths.get(i)));
    }
  }

  private static String line(MapExample map, PredictedPath path) {
    List<PredictedPath.Cell> cells = path.cells();
    return String.format(
        Locale.ROOT,
        "%s: %d cells, predicted cost %.4f%s:  %s",
        map.name(),
        cells.size(),
        path.cost(),
        map.verdict(path).map(text -> ", " + text).orElse(""),
        cells.stream()
            .map(cell -> "(%d,%d)".formatted(cell.row(), cell.column()))
            .collect(Collectors.joining(" ")));
  }

  private static String json(List<MapExample> maps, List<PredictedPath> paths) throws IOException {
    List<Map<String, Object>> list = new ArrayList<>();
    for (int i = 0; i < maps.size(); i++) {
      PredictedPath path = paths.get(i);
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("map", maps.get(i).name());
      entry.put(
          "path", path.cells().stream().map(cell -> List.of(cell.row(), cell.column())).toList());
      entry.put("path_cost", path.cost());
      entry.put("costs", rows(path));
      maps.get(i).label().ifPresent(label -> entry.put("perfect_match", path.matches(label)));
      list.add(entry);
    }
    return new ObjectMapper().writeValueAsString(Map.of("maps", list));
  }

  private static List<float[]> rows(PredictedPath path) {
    List<float[]> rows = new ArrayList<>();
    for (int from = 0; from < path.costs().length; from += path.width()) {
      rows.add(Arrays.copyOfRange(path.costs(), from, from + path.width()));
    }
    return rows;
  }
}
