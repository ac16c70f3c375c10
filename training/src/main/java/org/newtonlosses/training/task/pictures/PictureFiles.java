package org.newtonlosses.training.task.pictures;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.newtonlosses.data.Splits;
import org.newtonlosses.data.pictures.OwnPictures;
import org.newtonlosses.data.pictures.PictureFormat;
import org.newtonlosses.data.pictures.PictureFormat.Colours;
import org.newtonlosses.data.pictures.PictureLists;
import org.newtonlosses.data.pictures.PictureParts;
import org.newtonlosses.data.pictures.PictureTable;
import org.newtonlosses.training.schema.Entry;
import org.newtonlosses.training.schema.Param;
import org.newtonlosses.training.schema.Values;
import org.newtonlosses.training.schema.Variant;
import org.newtonlosses.training.task.DataParams;

/**
 * A folder of pictures and a CSV file of their values or orders.
 *
 * @param table what the file says
 * @param file the CSV file; or none, which is an error once it is opened
 * @param folder that names of pictures start from; or that of the file
 * @param parts what validates and tests
 * @param format what pictures are brought to
 * @param validation the most lists of a validation
 * @param testLists the most lists of the final test
 */
record PictureFiles(
    PictureTable table,
    String file,
    String folder,
    PictureParts parts,
    PictureFormat format,
    int validation,
    int testLists)
    implements PictureSource {
  private static final String NONE = "none";
  private static final String BESIDE = "beside";
  private static final String OWN = "own";

  private static final Param<String> VALUES_FILE =
      Param.file("values-file", NONE, "no file")
          .help("CSV file with a header and the columns file and value, a row for each picture");
  private static final Param<String> ORDERS_FILE =
      Param.file("orders-file", NONE, "no file")
          .help("CSV file without a header, in each row pictures from the lowest to the highest");
  private static final Param<String> FOLDER =
      Param.folder("folder", BESIDE, "that of the CSV file")
          .option("data-dir")
          .help("folder that names of pictures start from; or beside: that of the CSV file");
  private static final Param<Double> VALIDATION_SHARE =
      Param.number("validation-share", 0.1)
          .fraction()
          .label("P")
          .help("share of the rows that validate, where there is no validation file");
  private static final Param<Double> TEST_SHARE =
      Param.number("test-share", 0.2)
          .fraction()
          .label("P")
          .help("share of the rows for the test, where there is no test file");
  private static final Param<String> VALIDATION_FILE =
      Param.file("validation-file", NONE, "no file")
          .help("a CSV file of its own; or none: a share of the rows");
  private static final Param<String> TEST_FILE =
      Param.file("test-file", NONE, "no file")
          .help("a CSV file of its own; or none: a share of the rows");
  private static final Param<Integer> VALIDATION = DataParams.validation(200);
  private static final Param<Integer> TEST = DataParams.test(1_000);

  /** The height that pictures are scaled to. */
  static final Param<OptionalLong> HEIGHT = side("height", "H");

  /** The width that pictures are scaled to. */
  static final Param<OptionalLong> WIDTH = side("width", "W");

  /** Whether colours are kept. */
  static final Param<Colours> COLOURS =
      Param.oneOf("colours", Colours.AUTO).help("whether pictures have one channel or three");

  private static final Param<Integer> GROUND =
      Param.integer("ground", 255)
          .atLeast(0)
          .atMost(255)
          .label("LEVEL")
          .help("grey level behind transparent pixels");

  private static Param<OptionalLong> side(String key, String label) {
    return Param.optionalCount(key, OWN)
        .atLeast(1)
        .atMost(Short.MAX_VALUE)
        .label(label)
        .help(key + " that pictures are scaled to; own: theirs, if all have the same");
  }

  static Variant<PictureSource> values() {
    return variant("values", "pictures with numbers", PictureTable.VALUES, VALUES_FILE);
  }

  static Variant<PictureSource> orders() {
    return variant("orders", "lists of pictures in order", PictureTable.ORDERS, ORDERS_FILE);
  }

  private static Variant<PictureSource> variant(
      String name, String help, PictureTable table, Param<String> file) {
    Entry<?>[] params = {
      file,
      FOLDER,
      HEIGHT,
      WIDTH,
      COLOURS,
      GROUND,
      VALIDATION_SHARE,
      TEST_SHARE,
      VALIDATION_FILE,
      TEST_FILE,
      VALIDATION,
      TEST
    };
    return Variant.<PictureSource>of(name, help, v -> of(table, v.get(file), v), params)
        .words(v -> v.get(file).equals(NONE) ? name : name + " of " + v.get(file));
  }

  private static PictureFiles of(PictureTable table, String file, Values v) {
    return new PictureFiles(
        table,
        file,
        v.get(FOLDER),
        new PictureParts(
            v.get(VALIDATION_SHARE),
            v.get(TEST_SHARE),
            path(v.get(VALIDATION_FILE)),
            path(v.get(TEST_FILE))),
        new PictureFormat(side(v.get(HEIGHT)), side(v.get(WIDTH)), v.get(COLOURS), v.get(GROUND)),
        v.get(VALIDATION),
        v.get(TEST));
  }

  private static OptionalInt side(OptionalLong side) {
    return side.isPresent() ? OptionalInt.of((int) side.getAsLong()) : OptionalInt.empty();
  }

  private static Optional<Path> path(String file) {
    return file.equals(NONE) ? Optional.empty() : Optional.of(Path.of(file));
  }

  private OwnPictures pictures() throws IOException {
    Path table =
        path(file)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "there is nothing to learn from: --values-file or --orders-file must name a"
                            + " CSV file, and --data-dir the folder of its pictures"));
    Optional<Path> root = folder.equals(BESIDE) ? Optional.empty() : Optional.of(Path.of(folder));
    if (root.isPresent()) {
      if (!Files.isDirectory(root.get())) {
        throw new IOException(root.get() + ": no such folder; it shall hold the pictures");
      }
      Path inRoot = root.get().resolve(table.getFileName());
      if (!Files.exists(table) && Files.exists(inRoot)) {
        throw new IOException("%s: no such file; is it %s?".formatted(table, inRoot));
      }
    }
    return new OwnPictures(root, this.table, table, parts, format);
  }

  @Override
  public Splits<PictureLists> open(Consumer<String> messages) throws IOException {
    return pictures().read(messages);
  }

  @Override
  public Splits<PictureLists> test() throws IOException {
    return pictures().readTest();
  }

  @Override
  public int ground() {
    return format.ground();
  }
}
