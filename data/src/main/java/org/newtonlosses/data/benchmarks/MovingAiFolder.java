package org.newtonlosses.data.benchmarks;

import com.google.common.collect.ImmutableListMultimap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The maps and scenarios of a folder and of those in it. A scenario's map is the file of its name,
 * wherever it is; of several the one that is in the folders that the scenario names.
 */
final class MovingAiFolder {
  private static final String MAP = ".map";
  private static final String SCENARIOS = ".scen";

  private final Path folder;
  private final ImmutableListMultimap<String, Path> mapFiles;
  private final Map<Path, OfMap> maps = new LinkedHashMap<>();
  private long all;
  private long repeated;

  /**
   * A map and its scenarios, each query once.
   *
   * @param queries {@link MovingAiScenario#query} of each
   */
  record OfMap(MovingAiMap map, List<MovingAiScenario> scenarios, Set<Long> queries) {}

  /** What to do about a scenario that does not fit its map. */
  interface Wrong {
    void accept(IOException error) throws IOException;
  }

  private MovingAiFolder(Path folder, ImmutableListMultimap<String, Path> mapFiles) {
    this.folder = folder;
    this.mapFiles = mapFiles;
  }

  /**
   * Reads and checks all scenarios, and the maps that they name.
   *
   * @param wrong told of scenarios that do not fit their map, which are left out
   * @throws IOException if there is none, or one does not follow its format, or a map is missing;
   *     the message names file, line and value
   */
  static MovingAiFolder read(Path folder, Wrong wrong) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException(folder + ": no such folder");
    }
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      files = walk.filter(Files::isRegularFile).sorted().toList();
    }
    ImmutableListMultimap.Builder<String, Path> mapFiles = ImmutableListMultimap.builder();
    files.stream()
        .filter(file -> file.toString().endsWith(MAP))
        .forEach(file -> mapFiles.put(file.getFileName().toString(), file));
    MovingAiFolder read = new MovingAiFolder(folder, mapFiles.build());
    List<Path> scenarioFiles =
        files.stream().filter(file -> file.toString().endsWith(SCENARIOS)).toList();
    if (scenarioFiles.isEmpty()) {
      throw new IOException("%s: found no file of a name that ends in .scen".formatted(folder));
    }
    for (Path file : scenarioFiles) {
      for (MovingAiScenario scenario : MovingAiScenario.read(file)) {
        read.add(scenario, wrong);
      }
    }
    return read;
  }

  private void add(MovingAiScenario scenario, Wrong wrong) throws IOException {
    all++;
    OfMap of = map(scenario);
    try {
      scenario.check(of.map());
    } catch (IOException e) {
      wrong.accept(e);
      return;
    }
    if (of.queries().add(scenario.query())) {
      of.scenarios().add(scenario);
    } else {
      repeated++;
    }
  }

  private OfMap map(MovingAiScenario scenario) throws IOException {
    Path named = Path.of(scenario.map());
    List<Path> found = mapFiles.get(named.getFileName().toString());
    List<Path> fitting = found.stream().filter(file -> file.endsWith(named)).toList();
    if (found.size() > 1 && fitting.size() == 1) {
      found = fitting;
    }
    if (found.size() != 1) {
      throw scenario.error(
          found.isEmpty()
              ? "map %s is not in %s"
              : "map %s is several times in %s, or its folders have other names",
          scenario.map(),
          folder);
    }
    Path file = found.get(0);
    OfMap of = maps.get(file);
    if (of == null) {
      of = new OfMap(MovingAiMap.read(file), new ArrayList<>(), new HashSet<>());
      maps.put(file, of);
    }
    return of;
  }

  /** Returns the maps that are named, in the order of the files that name them. */
  Collection<OfMap> maps() {
    return maps.values();
  }

  /** Returns how many scenarios were read. */
  long all() {
    return all;
  }

  /** Returns how many scenarios were left out, since an earlier one has the same two ends. */
  long repeated() {
    return repeated;
  }
}
