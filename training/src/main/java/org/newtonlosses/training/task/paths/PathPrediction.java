package org.newtonlosses.training.task.paths;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.newtonlosses.files.AtomicFiles;
import org.newtonlosses.graphs.model.PathModel;
import org.newtonlosses.training.recipe.Recipe;
import org.newtonlosses.training.schema.Entry;
import org.newtonlosses.training.schema.Param;
import org.newtonlosses.training.schema.Values;
import org.newtonlosses.training.task.Prediction;
import org.newtonlosses.training.task.paths.GridRoute.Cell;

/** Finds the path on each map. */
final class PathPrediction implements Prediction {
  private static final Param<Optional<String>> LABELS =
      Param.optionalText("labels")
          .label("FILE")
          .help(".npy file of the true paths of the maps, [N, h, w]");
  private static final Param<Optional<String>> STARTS =
      Param.optionalText("starts")
          .label("FILE|R,C")
          .help(
              "where paths start, if maps have starts of their own: .npy file of integers [N, 2], or"
                  + " one row and column for all maps");
  private static final Param<Optional<String>> GOALS =
      Param.optionalText("goals").label("FILE|R,C").help("where they end, in the same way");
  private static final Param<Optional<String>> BLOCKED =
      Param.optionalText("blocked")
          .label("FILE")
          .help(".npy file of the blocked cells, ones in [N, h, w], if there are any");
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

  private static final Pattern CELL = Pattern.compile("(\\d{1,6}),(\\d{1,6})");

  @Override
  public String help() {
    return "finds paths on maps. An image of the model's size is a map. A .npy file holds maps,"
        + " uint8 [N, H, W, 3]. Instead of files, --split and --index take maps from a data set.";
  }

  @Override
  public List<Entry<?>> options() {
    return List.of(LABELS, STARTS, GOALS, BLOCKED, OUT, SPLIT, INDEX, SOURCE, FOLDER);
  }

  @Override
  public boolean needsFiles(Values options) {
    return options.get(INDEX).isEmpty();
  }

  @Override
  public Answer predict(Question question) throws IOException {
    PathPredictor predictor =
        new PathPredictor(question.model(), PathMoves.of(question.recipe().own().task()));
    List<MapExample> maps = maps(question, predictor);
    List<PredictedPath> paths = predictor.paths(maps);
    Optional<String> out = question.options().get(OUT);
    if (out.isPresent()) {
      ByteArrayOutputStream png = new ByteArrayOutputStream();
      ImageIO.write(PathPicture.draw(maps, paths), "png", png);
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
    MapReader reader = new MapReader(predictor.sizes());
    Values options = question.options();
    List<MapExample> maps = new ArrayList<>();
    for (Path file : question.files()) {
      maps.addAll(reader.read(file));
    }
    if (options.get(STARTS).isPresent() != options.get(GOALS).isPresent()) {
      throw new IllegalArgumentException("there must be both of --starts and --goals, found one");
    }
    if (options.get(STARTS).isPresent()) {
      List<Cell> starts = places(reader, options.get(STARTS).get(), maps.size());
      List<Cell> goals = places(reader, options.get(GOALS).orElseThrow(), maps.size());
      maps =
          zip(
              maps,
              IntStream.range(0, maps.size()).boxed().toList(),
              (map, i) -> map.withEnds(starts.get(i), goals.get(i)));
    }
    maps = withCells(reader, options.get(BLOCKED), "blocked cells", maps, MapExample::withBlocked);
    maps = withCells(reader, options.get(LABELS), "paths", maps, MapExample::withLabel);
    if (!options.get(INDEX).isEmpty()) {
      Recipe recipe = question.recipe().with(changes(options));
      maps.addAll(
          new SplitReader(
                  recipe
                      .task()
                      .get(PathTask.DATA)
                      .open(PathMoves.of(recipe.task()), question.messages()),
                  predictor.sizes())
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

  /** Those of a file, or the same for all maps. */
  private static List<Cell> places(MapReader reader, String text, int maps) throws IOException {
    Matcher cell = CELL.matcher(text);
    if (cell.matches()) {
      return Collections.nCopies(
          maps, new Cell(Integer.parseInt(cell.group(1)), Integer.parseInt(cell.group(2))));
    }
    List<Cell> places = reader.places(Path.of(text));
    checkCount(text, "places", places.size(), maps);
    return places;
  }

  private static List<MapExample> withCells(
      MapReader reader,
      Optional<String> file,
      String what,
      List<MapExample> maps,
      BiFunction<MapExample, GridCells, MapExample> with)
      throws IOException {
    if (file.isEmpty()) {
      return maps;
    }
    List<GridCells> cells = reader.cells(Path.of(file.get()), what);
    checkCount(file.get(), what, cells.size(), maps.size());
    return zip(maps, cells, with);
  }

  private static <V> List<MapExample> zip(
      List<MapExample> maps, List<V> values, BiFunction<MapExample, V, MapExample> with) {
    List<MapExample> all = new ArrayList<>();
    for (int i = 0; i < maps.size(); i++) {
      all.add(with.apply(maps.get(i), values.get(i)));
    }
    return all;
  }

  private static void checkCount(String file, String what, int found, int maps) throws IOException {
    if (found != maps) {
      throw new IOException(
          "%s: %d %s for %d maps; there must be one for each".formatted(file, found, what, maps));
    }
  }

  private static String line(MapExample map, PredictedPath path) {
    List<Cell> cells = path.route().cells();
    if (cells.isEmpty()) {
      return map.name() + ": no path leads to the goal";
    }
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
          path.route().cells().stream().map(cell -> List.of(cell.row(), cell.column())).toList());
      entry.put("path_cost", path.cost());
      entry.put(PathModel.COSTS, rows(path));
      maps.get(i)
          .trueRoute(path.route())
          .ifPresent(known -> entry.put(PathModel.PERFECT_MATCH, path.route().matches(known)));
      list.add(entry);
    }
    return Map.of("maps", list);
  }

  private static List<float[]> rows(PredictedPath path) {
    List<float[]> rows = new ArrayList<>();
    int width = path.route().width();
    for (int from = 0; from < path.costs().length; from += width) {
      rows.add(Arrays.copyOfRange(path.costs(), from, from + width));
    }
    return rows;
  }
}
