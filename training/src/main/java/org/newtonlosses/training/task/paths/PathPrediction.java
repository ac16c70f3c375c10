package org.newtonlosses.training.task.paths;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.newtonlosses.files.AtomicFiles;
import org.newtonlosses.graphs.model.PathModel;
import org.newtonlosses.training.recipe.Recipe;
import org.newtonlosses.training.schema.Entry;
import org.newtonlosses.training.schema.Param;
import org.newtonlosses.training.schema.Values;
import org.newtonlosses.training.task.Prediction;

/** Finds the path on each map. */
final class PathPrediction implements Prediction {
  private static final Param<Optional<String>> LABELS =
      Param.optionalText("labels")
          .label("FILE")
          .help(".npy file of the true paths of the maps, [N, h, w]");
  private static final Param<Optional<String>> OUT =
      Param.optionalText("out")
          .label("PNG")
          .help(
              "write a picture, each map beside the predicted costs, the path found and, if it is"
                  + " known, the true one");
  private static final Param<String> SPLIT =
      Param.text("split", "test").label("NAME").help("train, validation or test, for --index");
  private static final Param<List<Integer>> INDEX =
      Param.integers("index", List.of())
          .label("I")
          .help("maps of a data set, by their places from 0, such as 0,5");
  private static final Param<Optional<String>> SOURCE =
      Param.optionalText("data").label("NAME").help("the data set of --index, if not the model's");
  private static final Param<Optional<String>> FOLDER =
      Param.optionalText("data-dir").label("DIR").help("its folder; or cache");

  @Override
  public String help() {
    return "finds paths on maps. An image of the model's size is a map. A .npy file holds maps,"
        + " uint8 [N, H, W, 3]. Instead of files, --split and --index take maps from a data set.";
  }

  @Override
  public List<Entry<?>> options() {
    return List.of(LABELS, OUT, SPLIT, INDEX, SOURCE, FOLDER);
  }

  @Override
  public boolean needsFiles(Values options) {
    return options.get(INDEX).isEmpty();
  }

  @Override
  public Answer predict(Question question) throws IOException {
    PathPredictor predictor = new PathPredictor(question.model());
    List<MapExample> maps = maps(question, predictor);
    List<PredictedPath> paths = predictor.paths(maps);
    Optional<String> out = question.options().get(OUT);
    if (out.isPresent()) {
      ByteArrayOutputStream png = new ByteArrayOutputStream();
      ImageIO.write(PathPicture.draw(predictor.shape(), maps, paths), "png", png);
      AtomicFiles.write(Path.of(out.get()), png.toByteArray());
      question.messages().accept("wrote " + out.get());
    }
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < maps.size(); i++) {
      lines.add(line(maps.get(i), paths.get(i)));
    }
    return new Answer(lines, json(maps, paths));
  }

  private static List<MapExample> maps(Question question, PathPredictor predictor)
      throws IOException {
    MapReader reader = new MapReader(predictor.shape());
    Values options = question.options();
    List<MapExample> maps = new ArrayList<>();
    for (Path file : question.files()) {
      maps.addAll(reader.read(file));
    }
    if (options.get(LABELS).isPresent()) {
      Path labels = Path.of(options.get(LABELS).get());
      label(maps, labels, reader.labels(labels));
    }
    if (!options.get(INDEX).isEmpty()) {
      Recipe recipe = question.recipe().with(changes(options));
      maps.addAll(
          new SplitReader(
                  recipe.task().get(PathTask.DATA).open(question.messages()), predictor.shape())
              .read(options.get(SPLIT), options.get(INDEX)));
    }
    if (maps.isEmpty()) {
      throw new IOException(question.files().get(0) + ": holds no maps");
    }
    return maps;
  }

  private static Map<String, String> changes(Values options) {
    Map<String, String> changes = new LinkedHashMap<>();
    options
        .get(FOLDER)
        .ifPresent(
            folder -> {
              // Maps in a folder can only be those of files: the source need not be named.
              changes.put("task.data.source", WarcraftData.SOURCE);
              changes.put("task.data.folder", folder);
            });
    options.get(SOURCE).ifPresent(source -> changes.put("task.data.source", source));
    return changes;
  }

  private static void label(List<MapExample> maps, Path labels, List<byte[]> paths)
      throws IOException {
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

  private static Map<String, Object> json(List<MapExample> maps, List<PredictedPath> paths) {
    List<Map<String, Object>> list = new ArrayList<>();
    for (int i = 0; i < maps.size(); i++) {
      PredictedPath path = paths.get(i);
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("map", maps.get(i).name());
      entry.put(
          PathModel.PATH,
          path.cells().stream().map(cell -> List.of(cell.row(), cell.column())).toList());
      entry.put("path_cost", path.cost());
      entry.put(PathModel.COSTS, rows(path));
      maps.get(i)
          .label()
          .ifPresent(label -> entry.put(PathModel.PERFECT_MATCH, path.matches(label)));
      list.add(entry);
    }
    return Map.of("maps", list);
  }

  private static List<float[]> rows(PredictedPath path) {
    List<float[]> rows = new ArrayList<>();
    for (int from = 0; from < path.costs().length; from += path.width()) {
      rows.add(Arrays.copyOfRange(path.costs(), from, from + path.width()));
    }
    return rows;
  }
}
