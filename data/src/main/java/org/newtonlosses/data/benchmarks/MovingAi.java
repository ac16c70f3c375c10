package org.newtonlosses.data.benchmarks;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.newtonlosses.data.CounterRandom;
import org.newtonlosses.data.DataProvenance;
import org.newtonlosses.data.Splits;
import org.newtonlosses.data.maps.GridDijkstra;
import org.newtonlosses.data.maps.GridMoves;
import org.newtonlosses.data.maps.GridPath;
import org.newtonlosses.data.maps.GridProblem;
import org.newtonlosses.data.maps.PathSet;

/**
 * Grids of games, cities and mazes from Moving AI's files, {@code .map} and {@code .scen}, as maps
 * of one size with a shortest path each, by {@link GridMoves#OCTILE}.
 *
 * <p>A map that is not larger is taken whole, filled up with blocked cells at its end; then the
 * shortest path must be as long as its scenario says. Of a larger map a window around start and
 * goal is cut out at random, and the path is the shortest inside it, which may be longer than that
 * of the whole map. Scenarios whose ends are further apart, or not connected inside the window, are
 * left out. Of scenarios with the same two ends the first is kept.
 *
 * <p>Source: N. Sturtevant, "Benchmarks for grid-based pathfinding" (2012);
 * movingai.com/benchmarks/formats.html.
 *
 * <pre>{@code
 * Splits<PathSet> maps =
 *     new MovingAi(32, 32, 8, MovingAi.SplitBy.MAP, OptionalInt.empty(), OptionalInt.empty(), 100, false, 0)
 *         .convert(Path.of("dao"), System.err::println)
 *         .maps();
 * }</pre>
 *
 * @param height rows of each map, at least 1
 * @param width columns of each map, at least 1
 * @param tile rows and columns of pixels of a cell, at least 1
 * @param splitBy what is in one of the splits only
 * @param validation how many of them are for validation, at least 1; empty: a tenth, at least 1
 * @param test how many of them are for the test, as above
 * @param perMap the most scenarios of a map, drawn at random, at least 1
 * @param skipWrong whether scenarios that do not fit their map are left out: of blocked or
 *     unconnected ends, or of another length; else they are an error
 * @param seed the same seed gives the same maps
 */
public record MovingAi(
    int height,
    int width,
    int tile,
    SplitBy splitBy,
    OptionalInt validation,
    OptionalInt test,
    int perMap,
    boolean skipWrong,
    long seed) {

  /** Who made the maps and scenarios. */
  public static final String ATTRIBUTION =
      "Moving AI benchmarks: N. Sturtevant (2012), https://movingai.com/benchmarks; see there for"
          + " the authors of the maps and their terms";

  /** Without a number of its own, one in so many is for validation, and for the test. */
  private static final int SHARE = 10;

  /** What of the data a network is not to have seen. */
  public enum SplitBy {
    /** Maps: all scenarios of one are in one split. */
    MAP,

    /** Scenarios: their maps may be in several splits, the same two ends are in one. */
    SCENARIO;

    /**
     * Returns what a name means.
     *
     * @throws IllegalArgumentException if it is neither "map" nor "scenario"
     */
    public static SplitBy of(String name) {
      return switch (name) {
        case "map" -> MAP;
        case "scenario" -> SCENARIO;
        default ->
            throw new IllegalArgumentException("data are split by map or scenario, found " + name);
      };
    }
  }

  /** Checks the numbers. */
  public MovingAi {
    checkArgument(
        height >= 1 && width >= 1,
        "grid of %s x %s cells, at least 1 x 1 is allowed",
        height,
        width);
    checkArgument(tile >= 1, "a cell of %s pixels, at least 1 is allowed", tile);
    checkArgument(perMap >= 1, "%s scenarios of a map, at least 1 is allowed", perMap);
    validation.ifPresent(
        count -> checkArgument(count >= 1, "validation of %s, at least 1 is allowed", count));
    test.ifPresent(count -> checkArgument(count >= 1, "test of %s, at least 1 is allowed", count));
  }

  /**
   * What became of the scenarios.
   *
   * @param maps of which scenarios were taken or left out
   * @param scenarios all that were read
   * @param wrong left out, since they do not fit their map
   * @param repeated left out, since an earlier one has the same two ends
   * @param notDrawn left out, since there are enough of their map
   * @param apart left out, since their ends do not fit into a map of this size
   * @param parted left out, since no path connects their ends inside the window
   * @param whole taken, on the whole map: of the length that the file says
   * @param windows taken, in a window
   * @param longer of those in a window, where the path inside is longer than that of the whole map
   */
  public record Counts(
      long maps,
      long scenarios,
      long wrong,
      long repeated,
      long notDrawn,
      long apart,
      long parted,
      long whole,
      long windows,
      long longer) {}

  /**
   * What was made.
   *
   * @param maps the splits
   * @param counts what became of the scenarios
   */
  public record Converted(Splits<PathSet> maps, Counts counts) {}

  /**
   * Reads the files of a folder and of those in it, and finds all paths.
   *
   * @param folder holds .scen files and the .map files that they name
   * @param messages told of the first scenario that does not fit its map, if they are left out
   * @throws IOException if a file does not follow its format, a map is missing, an end of a
   *     scenario is blocked or not connected with the other, a path has another length than its
   *     scenario says, or there are too few maps for the splits; the message names file, line and
   *     value
   */
  public Converted convert(Path folder, Consumer<String> messages) throws IOException {
    Tally tally = new Tally(messages);
    MovingAiFolder read = MovingAiFolder.read(folder, tally::wrong);
    List<List<Example>> byMap = new ArrayList<>();
    for (MovingAiFolder.OfMap of : read.maps()) {
      byMap.add(examples(of, CounterRandom.of(seed, ++tally.maps), tally));
    }
    byMap.removeIf(List::isEmpty);
    Counts counts =
        new Counts(
            tally.maps,
            read.all(),
            tally.wrong,
            read.repeated(),
            tally.notDrawn,
            tally.apart,
            tally.parted,
            tally.whole,
            tally.windows,
            tally.longer);
    return new Converted(splits(folder, byMap), counts);
  }

  /** Counts while scenarios are gone through. */
  private final class Tally {
    private final Consumer<String> messages;
    private long maps;
    private long wrong;
    private long notDrawn;
    private long apart;
    private long parted;
    private long whole;
    private long windows;
    private long longer;

    Tally(Consumer<String> messages) {
      this.messages = messages;
    }

    void wrong(IOException error) throws IOException {
      if (!skipWrong) {
        throw new IOException(
            error.getMessage() + "; --skip-wrong leaves such scenarios out", error);
      }
      if (wrong++ == 0) {
        messages.accept("left out, the first of its kind: " + error.getMessage());
      }
    }
  }

  /** A place in a map, and the path in it. */
  private record Example(MovingAiMap map, int top, int left, GridPath path) {}

  private List<Example> examples(MovingAiFolder.OfMap of, CounterRandom random, Tally tally)
      throws IOException {
    List<MovingAiScenario> scenarios = of.scenarios();
    List<Example> examples = new ArrayList<>();
    for (int i : random.permutation(scenarios.size())) {
      if (examples.size() == perMap) {
        tally.notDrawn++;
      } else {
        // The first numbers have ordered the scenarios.
        long number = scenarios.size() + 2L * i;
        example(of.map(), scenarios.get(i), random, number, tally).ifPresent(examples::add);
      }
    }
    return examples;
  }

  private Optional<Example> example(
      MovingAiMap map, MovingAiScenario scenario, CounterRandom random, long number, Tally tally)
      throws IOException {
    if (Math.abs(scenario.startRow() - scenario.goalRow()) >= height
        || Math.abs(scenario.startColumn() - scenario.goalColumn()) >= width) {
      tally.apart++;
      return Optional.empty();
    }
    int top = place(scenario.startRow(), scenario.goalRow(), height, map.height(), random, number);
    int left =
        place(
            scenario.startColumn(), scenario.goalColumn(), width, map.width(), random, number + 1);
    boolean whole = map.height() <= height && map.width() <= width;
    double[] costs = new double[height * width];
    Arrays.fill(costs, 1);
    Optional<GridDijkstra.Solution> solution =
        GridDijkstra.solve(
            new GridProblem(
                height,
                width,
                costs,
                map.window(top, left, height, width),
                (scenario.startRow() - top) * width + scenario.startColumn() - left,
                (scenario.goalRow() - top) * width + scenario.goalColumn() - left,
                GridMoves.OCTILE));
    if (solution.isEmpty()) {
      if (whole) {
        tally.wrong(
            scenario.error(
                "no path of %s leads %s, its length is said to be %s",
                map.file(), scenario.ends(), scenario.length()));
      } else {
        tally.parted++;
      }
      return Optional.empty();
    }
    boolean longer = scenario.isLonger(solution.get().cost());
    if (scenario.isShorter(solution.get().cost()) || (longer && whole)) {
      tally.wrong(
          scenario.error(
              "the shortest path of %s %s has the length %.8f, it is said to be %s"
                  .formatted(
                      map.file(), scenario.ends(), solution.get().cost(), scenario.length())));
      return Optional.empty();
    }
    tally.whole += whole ? 1 : 0;
    tally.windows += whole ? 0 : 1;
    tally.longer += longer ? 1 : 0;
    return Optional.of(new Example(map, top, left, solution.get().path()));
  }

  /** Returns where a window begins that holds both ends, and nothing beyond the map if it can. */
  private static int place(
      int one, int other, int size, int mapSize, CounterRandom random, long number) {
    int first = Math.max(0, Math.max(one, other) - size + 1);
    int last = Math.max(0, Math.min(Math.min(one, other), mapSize - size));
    return first + random.below(number, last - first + 1);
  }

  private Splits<PathSet> splits(Path folder, List<List<Example>> byMap) throws IOException {
    List<List<Example>> units =
        splitBy == SplitBy.MAP
            ? byMap
            : byMap.stream().flatMap(List::stream).map(List::of).toList();
    int tenth = Math.max(1, units.size() / SHARE);
    int forValidation = validation.orElse(tenth);
    int forTest = test.orElse(tenth);
    long forTraining = units.size() - (long) forValidation - forTest;
    if (forTraining < 1) {
      String name = splitBy == SplitBy.MAP ? "maps" : "scenarios";
      throw new IOException(
          "%s: %d %s can be used, with %d for validation and %d for the test at least %d are needed%s"
              .formatted(
                  folder,
                  units.size(),
                  name,
                  forValidation,
                  forTest,
                  1L + forValidation + forTest,
                  splitBy == SplitBy.MAP ? "; or --split-by scenario" : ""));
    }
    CounterRandom random = CounterRandom.of(seed, 0);
    List<List<Example>> drawn = new ArrayList<>();
    for (int unit : random.permutation(units.size())) {
      drawn.add(units.get(unit));
    }
    return new Splits<>(
        maps(drawn.subList(forValidation + forTest, units.size()), 1),
        maps(drawn.subList(0, forValidation), 2),
        maps(drawn.subList(forValidation, forValidation + forTest), 3),
        new DataProvenance(
            "Moving AI grids",
            folder.toAbsolutePath().normalize().toString(),
            ImmutableMap.of(),
            false,
            ATTRIBUTION));
  }

  /** Mixes the examples, so that the first ones are of all maps. */
  private PathSet maps(List<List<Example>> units, long split) {
    List<Example> ordered = units.stream().flatMap(List::stream).toList();
    int[] order = CounterRandom.of(seed, -split).permutation(ordered.size());
    return new UnitMaps(
        new UnitMaps.Source() {
          @Override
          public long size() {
            return order.length;
          }

          @Override
          public UnitMap at(long i) {
            Example example = ordered.get(order[(int) i]);
            return new UnitMap(
                example.map().window(example.top(), example.left(), height, width), example.path());
          }
        },
        height,
        width,
        tile,
        GridMoves.OCTILE);
  }
}
