package org.newtonlosses.data.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.newtonlosses.data.Splits;
import org.newtonlosses.data.maps.GridMoves;
import org.newtonlosses.data.maps.PathBatch;
import org.newtonlosses.data.maps.PathExtras;
import org.newtonlosses.data.maps.PathSet;
import org.newtonlosses.data.maps.PathShape;

/** Three small maps, whose paths are known by hand, each with scenarios of its own. */
class MovingAiTest {
  private static final String TRAP = "type octile\nheight 3\nwidth 3\nmap\n...\n.@.\n...\n";
  private static final String OPEN = "type octile\nheight 2\nwidth 4\nmap\n....\n..G.\n";
  private static final String ROUND = "type octile\nheight 3\nwidth 4\nmap\n.GS.\nTOW.\n....\n";

  /** Past the middle cell a diagonal step would cut a corner. */
  private static final String TRAP_SCENARIOS =
      """
      version 1
      0\tmaps/small/trap.map\t3\t3\t0\t1\t1\t0\t2
      1\tmaps/small/trap.map\t3\t3\t0\t1\t2\t1\t4.00000000
      0\tmaps/small/trap.map\t3\t3\t2\t2\t2\t2\t0
      """;

  private static final String OPEN_SCENARIOS =
      "version 1.0\n0 open.map 4 2 0 0 3 1 3.41421\n0 open.map 4 2 1 1 2 0 1.41\n";

  /** There and back again: 2 + 2√2 + 2 if corners were cut. */
  private static final String ROUND_SCENARIOS =
      "version 1\r\n2\tround.map\t4\t3\t0\t0\t0\t2\t8\r\n\r\n";

  @TempDir private Path folder;
  private final List<String> messages = new ArrayList<>();

  @BeforeEach
  void writeFiles() throws IOException {
    Files.createDirectories(folder.resolve("maps/small"));
    Files.createDirectories(folder.resolve("scenarios"));
    write("maps/small/trap.map", TRAP);
    write("maps/open.map", OPEN);
    write("maps/round.map", ROUND);
    write("scenarios/trap.map.scen", TRAP_SCENARIOS);
    write("scenarios/open.map.scen", OPEN_SCENARIOS);
    write("scenarios/round.map.scen", ROUND_SCENARIOS);
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
  }

  private static MovingAi of(int height, int width) {
    return new MovingAi(
        height,
        width,
        2,
        MovingAi.SplitBy.MAP,
        OptionalInt.empty(),
        OptionalInt.empty(),
        100,
        false,
        7);
  }

  private MovingAi.Converted convert(MovingAi settings) throws IOException {
    return settings.convert(folder, messages::add);
  }

  /** An example, with its pixels' first channel. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Example(
      String path, String blocked, String diagonals, int[] start, int[] goal, byte[] images) {
    static Example of(PathSet maps, long i) throws IOException {
      PathBatch batch = maps.allocate(1);
      maps.fill(i, batch, 0);
      assertThat(batch.costs()).containsOnly(1);
      return new Example(
          digits(batch.paths()),
          digits(batch.blocked()),
          digits(batch.diagonals()),
          batch.starts(),
          batch.goals(),
          batch.images());
    }

    private static String digits(byte[] cells) {
      StringBuilder digits = new StringBuilder();
      for (byte cell : cells) {
        digits.append(cell);
      }
      return digits.toString();
    }

    private String ends() {
      return Arrays.toString(start) + Arrays.toString(goal);
    }
  }

  private static List<Example> examples(PathSet maps) throws IOException {
    List<Example> examples = new ArrayList<>();
    for (long i = 0; i < maps.size(); i++) {
      examples.add(Example.of(maps, i));
    }
    return examples;
  }

  private static List<Example> all(Splits<PathSet> maps) throws IOException {
    List<Example> examples = examples(maps.train());
    examples.addAll(examples(maps.validation()));
    examples.addAll(examples(maps.test()));
    return examples;
  }

  private Example example(MovingAi settings, String ends) throws IOException {
    return all(convert(settings).maps()).stream()
        .filter(example -> example.ends().equals(ends))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void mapsAreWholeAndFilledUp() throws IOException {
    MovingAi.Converted converted = convert(of(3, 5));

    assertThat(converted.counts()).isEqualTo(new MovingAi.Counts(3, 6, 0, 0, 0, 0, 0, 6, 0, 0));
    PathSet train = converted.maps().train();
    assertThat(train.shape())
        .isEqualTo(new PathShape(6, 10, 3, 5, new PathExtras(true, true, true)));
    assertThat(train.moves()).isEqualTo(GridMoves.OCTILE);
    assertThat(converted.maps().provenance().attribution()).contains("Sturtevant");

    Example round = example(of(3, 5), "[0, 0][2, 0]");
    assertThat(round.blocked()).isEqualTo("00001" + "11101" + "00001");
    assertThat(round.path()).isEqualTo("11110" + "00010" + "11110");
    assertThat(round.diagonals()).isEqualTo("0".repeat(15));
    Example open = example(of(3, 5), "[0, 0][1, 3]");
    assertThat(open.blocked()).isEqualTo("00001" + "00001" + "11111");
    assertThat(open.path().replace("0", "")).hasSize(4);
    assertThat(open.diagonals().replace("0", "")).hasSize(1);
    assertThat(example(of(3, 5), "[1, 0][0, 1]").path()).isEqualTo("11000" + "10000" + "00000");
    assertThat(example(of(3, 5), "[2, 2][2, 2]").path()).isEqualTo("00000" + "00000" + "00100");
    assertThat(messages).isEmpty();
  }

  @Test
  void picturesAreWhiteWhereCellsAreFree() throws IOException {
    byte[] pixels = example(of(3, 5), "[1, 0][0, 1]").images();
    for (int row = 0; row < 6; row++) {
      for (int column = 0; column < 10; column++) {
        boolean free = column / 2 < 3 && !(row / 2 == 1 && column / 2 == 1);
        for (int channel = 0; channel < 3; channel++) {
          assertThat(pixels[(row * 10 + column) * 3 + channel]).isEqualTo((byte) (free ? 255 : 0));
        }
      }
    }
  }

  private static MovingAi byScenario(int height, int width, int perMap, boolean skip, int seed) {
    return new MovingAi(
        height,
        width,
        1,
        MovingAi.SplitBy.SCENARIO,
        OptionalInt.of(1),
        OptionalInt.of(2),
        perMap,
        skip,
        seed);
  }

  @Test
  void windowsHoldBothEnds() throws IOException {
    // The way round needs three rows; three columns do not hold the way through the open map.
    MovingAi.Converted converted = convert(byScenario(2, 3, 9, false, 1));

    assertThat(converted.counts()).isEqualTo(new MovingAi.Counts(3, 6, 0, 0, 0, 2, 0, 0, 4, 0));
    // Past the trap's middle, above it or below.
    assertThat(all(converted.maps()))
        .anyMatch(
            example ->
                (example.blocked().equals("000010") && example.path().equals("111101"))
                    || (example.blocked().equals("010000") && example.path().equals("101111")));
  }

  @Test
  void windowsMayLengthenPathsOrPartEnds() throws IOException {
    write("maps/round.map", "type octile\nheight 6\nwidth 3\nmap\n@@@\n...\n.@.\n.@.\n...\n@@@\n");
    write(
        "scenarios/round.map.scen",
        "version 1\n2\tround.map\t3\t6\t0\t3\t2\t3\t4\n2\tround.map\t3\t6\t0\t2\t2\t2\t4\n");
    Set<Long> longer = new HashSet<>();
    Set<Long> parted = new HashSet<>();
    for (int seed = 0; seed < 40; seed++) {
      // Four rows hold the shorter way round, or the one of 6; two rows the shorter one, or none.
      MovingAi.Counts four = convert(byScenario(4, 3, 9, false, seed)).counts();
      assertThat(four.windows()).isEqualTo(3);
      assertThat(four.parted()).isZero();
      longer.add(four.longer());
      MovingAi.Counts two = convert(byScenario(2, 3, 9, false, seed)).counts();
      assertThat(two.longer()).isZero();
      parted.add(two.parted());
    }
    assertThat(longer).containsExactlyInAnyOrder(0L, 1L, 2L);
    assertThat(parted).containsExactlyInAnyOrder(0L, 1L, 2L);
  }

  @Test
  void sameSeedSameMaps() throws IOException {
    assertThat(all(convert(of(3, 5)).maps()))
        .usingRecursiveComparison()
        .isEqualTo(all(convert(of(3, 5)).maps()));
  }

  @Test
  void mapsAreInOneSplit() throws IOException {
    Splits<PathSet> maps = convert(of(3, 5)).maps();
    Set<String> grids = new HashSet<>();
    for (PathSet split : List.of(maps.train(), maps.validation(), maps.test())) {
      List<Example> examples = examples(split);
      String grid = examples.get(0).blocked();
      assertThat(examples).extracting(Example::blocked).containsOnly(grid);
      grids.add(grid);
    }
    assertThat(grids).hasSize(3);
  }

  @Test
  void theSameTwoEndsAreTakenOnce() throws IOException {
    // Backwards, and in another file.
    write("scenarios/again.scen", "version 1\n0\ttrap.map\t3\t3\t1\t0\t0\t1\t2\n");
    MovingAi.Converted converted = convert(byScenario(3, 5, 2, false, 1));
    assertThat(converted.counts().scenarios()).isEqualTo(7);
    assertThat(converted.counts().repeated()).isEqualTo(1);
    // Two of the trap's three.
    assertThat(converted.counts().notDrawn()).isEqualTo(1);
    assertThat(converted.maps().train().size()).isEqualTo(2);
    assertThat(converted.maps().validation().size()).isEqualTo(1);
    assertThat(converted.maps().test().size()).isEqualTo(2);
  }

  @Test
  void ofSeveralMapsTheOneInTheNamedFoldersIsTaken() throws IOException {
    Files.createDirectories(folder.resolve("maps/large"));
    write("maps/large/trap.map", OPEN);
    assertThat(convert(of(3, 5)).counts().whole()).isEqualTo(6);

    write("scenarios/open.map.scen", "version 1\n0 trap.map 4 2 0 0 3 1 3.41421\n");
    assertFails(
        "scenarios/open.map.scen:2: map trap.map is several times in %s, or its folders have other"
            + " names");
  }

  @Test
  void aLargeMapTakesLittleMemory() throws IOException {
    StringBuilder map = new StringBuilder("type octile\nheight 1024\nwidth 1024\nmap\n");
    map.append((".".repeat(1024) + "\n").repeat(1024));
    StringBuilder scenarios = new StringBuilder("version 1\n");
    for (int i = 0; i < 2000; i++) {
      int x = i % 1000;
      int y = i / 2;
      scenarios.append(
          "0\tround.map\t1024\t1024\t%d\t%d\t%d\t%d\t9\n".formatted(x, y, x + 9, y + 5));
    }
    String text = scenarios.toString();
    // 4 straight and 5 diagonal steps.
    write("maps/round.map", map.toString());
    write("scenarios/round.map.scen", text.replace("\t9\n", "\t11.07106781\n"));
    MovingAi settings = byScenario(32, 32, 5000, false, 0);
    MovingAi.Counts counts = convert(settings).counts();
    assertThat(counts.windows()).isEqualTo(2000);
    assertThat(counts.longer()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "type octile|type tile|1: found 'type tile', expected 'type octile'",
        "height 3|height three|2: found 'height three', expected 'height' and a whole number, at least 1",
        "height 3|width 3|2: found 'width 3', expected 'height' and a whole number, at least 1",
        "width 3|width 0|3: found 'width 0', expected 'width' and a whole number, at least 1",
        "width 3|width 2147483647|3: a grid of 3 x 2147483647 cells, fewer than 2^31 are allowed",
        "map\\n|mop\\n|4: found 'mop', expected 'map'",
        ".@.|.@|6: row 2 has 2 letters, expected 3 by the width",
        ".@.|.x.|6: letter 'x' in column 2, allowed are . G S (free) and @ O T W (blocked)",
        "height 3|height 4|8: found the end of the file, expected row 4 of 4",
        "height 3|height 2|7: '...' after the last of 2 rows",
      })
  void mapsThatAreWrongAreNamed(String part, String other, String message) throws IOException {
    write("maps/small/trap.map", TRAP.replace(unescape(part), unescape(other)));
    assertFails("maps/small/trap.map:" + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "version 1|version 2|1: found 'version 2', allowed are 'version 1' and 'version 1.0'",
        "trap.map|gone.map|2: map maps/small/gone.map is not in %s",
        "2\\n1|2\\t9\\n1|2: 10 fields, expected 9: bucket, map, width, height, start x, start y, goal x,"
            + " goal y, optimal length",
        "0\\t2\\n|zero\\t2\\n|2: goal y is 'zero', whole numbers from 0 are allowed",
        "\\t2\\n1|\\t-2\\n1|2: optimal length is '-2', numbers from 0 are allowed",
        "\\t2\\n1|\\tlong\\n1|2: optimal length is 'long', numbers from 0 are allowed",
        "3\\t3\\t0\\t1\\t1|4\\t3\\t0\\t1\\t1|2: width 4 and height 3, but %s/maps/small/trap.map has 3 and 3;"
            + " scaled maps are not supported",
        "0\\t1\\t1\\t0|0\\t1\\t3\\t0|2: goal x 3, y 0, allowed are x 0 to 2 and y 0 to 2",
        "0\\t1\\t1\\t0|1\\t1\\t1\\t0|2: the start x 1, y 1 is blocked in %s/maps/small/trap.map",
        "4.00000000|2.82842712|3: the shortest path of %s/maps/small/trap.map from x 0, y 1 to x 2, y 1 has"
            + " the length 4.00000000, it is said to be 2.82842712",
        "4.00000000|4.00020000|3: the shortest path of %s/maps/small/trap.map from x 0, y 1 to x 2, y 1 has"
            + " the length 4.00000000, it is said to be 4.00020000",
      })
  void scenariosThatAreWrongAreNamed(String part, String other, String message) throws IOException {
    write("scenarios/trap.map.scen", TRAP_SCENARIOS.replace(unescape(part), unescape(other)));
    assertFails("scenarios/trap.map.scen:" + message);
  }

  private static String unescape(String text) {
    return text.replace("\\n", "\n").replace("\\t", "\t");
  }

  @Test
  void emptyFilesAndFoldersAreNamed() throws IOException {
    write("scenarios/trap.map.scen", "version 1\n");
    assertFails(
        "scenarios/trap.map.scen:2: found the end of the file, expected a scenario: bucket");
    write("scenarios/trap.map.scen", "");
    assertFails("scenarios/trap.map.scen:1: found the end of the file, expected 'version 1'");
    write("scenarios/trap.map.scen", TRAP_SCENARIOS);
    write("maps/small/trap.map", "");
    assertFails("maps/small/trap.map:1: found the end of the file, expected 'type octile'");

    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThatIOException()
        .isThrownBy(() -> of(3, 5).convert(empty, messages::add))
        .withMessage("%s: found no file of a name that ends in .scen", empty);
    assertThatIOException()
        .isThrownBy(() -> of(3, 5).convert(folder.resolve("gone"), messages::add))
        .withMessage("%s: no such folder", folder.resolve("gone"));
  }

  @Test
  void wrongScenariosAreLeftOutIfThatIsAskedFor() throws IOException {
    write("maps/round.map", ROUND.replace("TOW.", "TOWW"));
    write(
        "scenarios/open.map.scen",
        OPEN_SCENARIOS + "0 open.map 4 2 0 0 1 0 3\n0 round.map 4 3 0 1 0 0 1\n");
    assertFails(
        "scenarios/open.map.scen:5: the start x 0, y 1 is blocked in %s/maps/round.map; --skip-wrong"
            + " leaves such scenarios out");
    write("scenarios/open.map.scen", OPEN_SCENARIOS + "0 open.map 4 2 0 0 1 0 3\n");

    MovingAi settings = byScenario(3, 5, 9, true, 7);
    MovingAi.Counts counts = convert(settings).counts();
    // Another length, and a goal that cannot be reached.
    assertThat(counts.wrong()).isEqualTo(2);
    assertThat(counts.whole()).isEqualTo(5);
    assertThat(messages).singleElement().asString().contains("open.map.scen:4", "said to be 3");

    write("scenarios/open.map.scen", OPEN_SCENARIOS);
    assertFails(
        "scenarios/round.map.scen:2: no path of %s/maps/round.map leads from x 0, y 0 to x 0, y 2,"
            + " its length is said to be 8; --skip-wrong leaves such scenarios out");
  }

  @Test
  void tooFewMapsAreNamed() throws IOException {
    Files.delete(folder.resolve("scenarios/round.map.scen"));
    assertFails(
        "2 maps can be used, with 1 for validation and 1 for the test at least 3 are needed; or"
            + " --split-by scenario");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MovingAi.SplitBy.of("maps"))
        .withMessage("data are split by map or scenario, found maps");
    assertThatIllegalArgumentException().isThrownBy(() -> of(0, 5)).withMessageContaining("0 x 5");
  }

  /** Each %s of the message is the folder. */
  private void assertFails(String message) {
    assertThatIOException()
        .isThrownBy(() -> convert(of(3, 5)))
        .withMessageContaining(message.replace("%s", folder.toString()));
  }
}
