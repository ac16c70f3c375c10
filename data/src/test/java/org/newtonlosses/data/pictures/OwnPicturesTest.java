package org.newtonlosses.data.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.newtonlosses.data.ExampleSource;
import org.newtonlosses.data.Splits;
import org.newtonlosses.data.fetch.Md5;
import org.newtonlosses.data.pictures.PictureFormat.Colours;

class OwnPicturesTest {
  private static final PictureParts SHARES =
      new PictureParts(0.2, 0.3, Optional.empty(), Optional.empty());
  private static final PictureFormat OWN = format(OptionalInt.empty(), Colours.AUTO);

  @TempDir private Path folder;
  private final List<String> messages = new ArrayList<>();

  /** Pictures 00.png … 19.png of the levels 0 … 19, 2 x 3 pixels. */
  @BeforeEach
  void drawPictures() throws IOException {
    for (int i = 0; i < 20; i++) {
      write(name(i), 3, 2, i * 0x010101);
    }
  }

  @Test
  void picturesAreDividedAndNoneIsInTwoParts() throws IOException {
    Path file = values(IntStream.range(0, 20).mapToObj(i -> name(i) + "," + i / 2));
    Splits<PictureLists> read = own(PictureTable.VALUES, file, SHARES, OWN).read(messages::add);

    assertThat(messages)
        .containsExactly(
            "20 pictures of 2 x 3 x 1; 10 pictures to learn from, 4 for validation, 6 for the test");
    Set<Integer> all = new HashSet<>();
    for (PictureLists part : List.of(read.train(), read.validation(), read.test())) {
      Set<Integer> here = pictures(part, 4);
      assertThat(all).doesNotContainAnyElementsOf(here);
      all.addAll(here);
    }
    assertThat(all).hasSize(20);
    assertThat(read.provenance().name()).isEqualTo("pictures of values.csv");
    assertThat(read.provenance().md5())
        .containsEntry("values.csv", Md5.of(file))
        .containsKey("pictures")
        .hasSize(2);

    Splits<PictureLists> test = own(PictureTable.VALUES, file, SHARES, OWN).readTest();
    assertThat(pictures(test.test(), 6)).isEqualTo(pictures(read.test(), 6));
  }

  @Test
  void aChangedPictureHasAnotherSum() throws IOException {
    Path file = values(IntStream.range(0, 20).mapToObj(i -> name(i) + "," + i));
    OwnPictures own = own(PictureTable.VALUES, file, SHARES, OWN);
    String before = own.read(messages::add).provenance().md5().get("pictures");
    assertThat(own.read(messages::add).provenance().md5()).containsEntry("pictures", before);
    write(name(7), 3, 2, 0xffffff);
    assertThat(own.read(messages::add).provenance().md5().get("pictures")).isNotEqualTo(before);
  }

  @Test
  void partsMayHaveFilesOfTheirOwn() throws IOException {
    Path train = values(IntStream.range(0, 10).mapToObj(i -> name(i) + "," + i));
    Path validation = file("v.csv", "value,note,file\n1,x,10.png\n2,\"a, b\",\"11.png\"\n");
    Path test = file("t.csv", "file,value\r\n 12.png , 1e3\r\n\r\n13.png,-.5\r\n");
    PictureParts files = new PictureParts(0.2, 0.3, Optional.of(validation), Optional.of(test));
    OwnPictures own = own(PictureTable.VALUES, train, files, OWN);

    Splits<PictureLists> read = own.read(messages::add);

    assertThat(pictures(read.train(), 10)).hasSize(10);
    assertThat(pictures(read.validation(), 2)).containsExactlyInAnyOrder(10, 11);
    assertThat(pictures(read.test(), 2)).containsExactlyInAnyOrder(12, 13);
    assertThat(read.provenance().md5()).containsKeys("values.csv", "validation", "test");

    Files.delete(train);
    Splits<PictureLists> tested = own.readTest();
    assertThat(pictures(tested.test(), 2)).containsExactlyInAnyOrder(12, 13);
    assertThat(tested.provenance().name()).isEqualTo("pictures of t.csv");

    Files.writeString(test, "file,value\n12.png,1\n./03.png,2\n");
    values(IntStream.range(0, 10).mapToObj(i -> name(i) + "," + i));
    assertThatIOException()
        .isThrownBy(() -> own.read(messages::add))
        .withMessage(test + ":3: ./03.png has a value already, at " + train + ":5");
  }

  @Test
  void namesMayStartFromTheFolderOfTheirFile() throws IOException {
    Path train = values(IntStream.range(0, 10).mapToObj(i -> name(i) + "," + i));
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.copy(folder.resolve(name(17)), other.resolve(name(1)));
    Path test = Files.writeString(other.resolve("t.csv"), "file,value\n01.png,1\n../05.png,2\n");
    Files.delete(folder.resolve(name(0)));
    PictureParts parts = new PictureParts(0.2, 0.3, Optional.empty(), Optional.of(test));

    OwnPictures own = new OwnPictures(Optional.empty(), PictureTable.VALUES, train, parts, OWN);

    assertThat(pictures(own.readTest().test(), 2)).containsExactlyInAnyOrder(17, 5);
    assertThatIOException()
        .isThrownBy(() -> own.read(messages::add))
        .withMessage(train + ":2: there is no picture 00.png in " + folder);
  }

  @Test
  void ordersWithPicturesInCommonStayTogether() throws IOException {
    // Ten groups of two pictures, with two orders each.
    Path file =
        file(
            "orders.csv",
            IntStream.range(0, 20)
                .mapToObj(
                    i -> i % 2 == 0 ? name(i) + "," + name(i + 1) : name(i - 1) + "," + name(i))
                .collect(Collectors.joining("\n")));
    Splits<PictureLists> read = own(PictureTable.ORDERS, file, SHARES, OWN).read(messages::add);

    assertThat(messages)
        .containsExactly(
            "20 pictures of 2 x 3 x 1; 10 orders to learn from, 4 for validation, 6 for the test");
    assertThat(read.test().evaluation(2, 0).size()).isEqualTo(6);
    assertThat(pictures(read.test(), 2)).hasSize(6);
    assertThat(pictures(read.train(), 2)).doesNotContainAnyElementsOf(pictures(read.test(), 2));
  }

  @Test
  void ordersThatHangTogetherAreToldOf() throws IOException {
    Path file =
        file(
            "orders.csv",
            "\uFEFF00.png,01.png,,,\n\n02.png,01.png,03.png\n03.png,00.png\n04.png,03.png\n");
    Splits<PictureLists> read =
        own(
                PictureTable.ORDERS,
                file,
                new PictureParts(0.25, 0.25, Optional.empty(), Optional.empty()),
                OWN)
            .read(messages::add);

    assertThat(read.train().evaluation(2, 0).size()).isEqualTo(2);
    assertThat(messages)
        .hasSize(2)
        .last()
        .asString()
        .matches(
            "\\d of the \\d pictures for validation and test are learnt from too, in other orders: the"
                + " metrics say nothing of new pictures; files of their own, with other pictures,"
                + " would");
    assertThat(
            IntStream.of(read.train().slots(5), read.test().slots(5), read.validation().slots(5)))
        .contains(2, 3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      value = {
        "§§                                     | F: the first row must name the columns file and value, found nothing",
        "00.png,1                               | F:1: the first row must name the columns file and value, found 00.png,1",
        "file;value                             | F:1: the first row must name the columns file and value, found file;value",
        "file,value/00.png,1/no.png,2           | F:3: there is no picture no.png in D",
        "file,value/00.png,1//,2                | F:4: no file is named",
        "file,value/00.png                      | F:2: the value must be a number, found nothing",
        "file,value/00.png,many                 | F:2: the value must be a number, found many",
        "file,value/00.png,3d                   | F:2: the value must be a number, found 3d",
        "file,value/00.png,NaN                  | F:2: the value must be a number, found NaN",
        "file,value/00.png,1e999                | F:2: the value must be a number, found 1e999",
        "file,value/00.png,1/01.png,2/00.png,3  | F:4: 00.png has a value already, at F:2",
        "file,value                             | F: no rows to learn from, at least 1 is needed: the file must be longer",
        "file,value/00.png,1                    | F: no rows for validation, at least 1 is needed: the validation share must be larger",
        "file,value/00.png,1/01.png,1/02.png,1  | F: 1 pictures to learn from, all with the value 1.0",
      })
  void badValuesAreNamed(String text, String message) throws IOException {
    assertFails(PictureTable.VALUES, text, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      value = {
        "00.png,01.png/02.png           | F:2: an order must name at least 2 pictures, found 02.png",
        "00.png,,01.png                 | F:1: a name in an order is empty: 00.png,,01.png",
        "00.png,01.png/01.png,./01.png/02.png,03.png/05.png,06.png | F:2: ./01.png stands there twice",
        "00.png,01.png/01.png,no.png/02.png,03.png/05.png,06.png   | F:2: there is no picture no.png in D",
        "00.png,01.png                  | F: no rows for validation, at least 1 is needed: the validation share must be larger",
      })
  void badOrdersAreNamed(String text, String message) throws IOException {
    assertFails(PictureTable.ORDERS, text, message);
  }

  private void assertFails(PictureTable table, String text, String message) throws IOException {
    Path file = file("table.csv", text.replace('/', '\n').replace(".\n", "./"));
    PictureParts parts = new PictureParts(0.4, 0.4, Optional.empty(), Optional.empty());
    assertThatIOException()
        .isThrownBy(() -> own(table, file, parts, OWN).read(messages::add))
        .withMessage(message.replace("F:", file + ":").replace("in D", "in " + folder));
  }

  @Test
  void filesThatAreNoTablesAreNamed() throws IOException {
    Path none = folder.resolve("none.csv");
    assertThatIOException()
        .isThrownBy(() -> own(PictureTable.VALUES, none, SHARES, OWN).read(messages::add))
        .withMessage(none + ": no such file");
    assertThatIOException()
        .isThrownBy(() -> own(PictureTable.VALUES, folder, SHARES, OWN).read(messages::add))
        .withMessage(folder + ": a folder, not a file");
    Path latin = folder.resolve("latin.csv");
    Files.write(latin, "file,value\nbär.png,1\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatIOException()
        .isThrownBy(() -> own(PictureTable.VALUES, latin, SHARES, OWN).read(messages::add))
        .withMessage(latin + ": not a text in UTF-8");
    Path open = file("open.csv", "file,value\n\"00.png,1\n");
    assertThatIOException()
        .isThrownBy(() -> own(PictureTable.VALUES, open, SHARES, OWN).read(messages::add))
        .withMessageStartingWith(open + ": ");
  }

  @Test
  void differentSizesNeedOne() throws IOException {
    write(name(4), 5, 2, 0);
    write(name(5), 3, 2, 0x100000);
    Path file = values(IntStream.range(0, 20).mapToObj(i -> name(i) + "," + i));

    assertThatIOException()
        .isThrownBy(() -> own(PictureTable.VALUES, file, SHARES, OWN).read(messages::add))
        .withMessageMatching(
            "pictures of different sizes, .* with \\d x \\d and .* with \\d x \\d pixels: a height and a"
                + " width must be given, to which all are scaled");
    for (Colours colours : Colours.values()) {
      Splits<PictureLists> read =
          own(PictureTable.VALUES, file, SHARES, format(OptionalInt.of(7), colours))
              .read(messages::add);
      assertThat(read.train().shape())
          .as("%s: one has a colour", colours)
          .isEqualTo(new PictureShape(7, 7, colours == Colours.GREY ? 1 : 3));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new PictureFormat(OptionalInt.of(3), OptionalInt.empty(), Colours.AUTO, 0))
        .withMessage("height and width must be given together, found height alone");
  }

  @Test
  void picturesThatCannotBeDecodedAreNamed() throws IOException {
    Path broken = folder.resolve(name(3));
    Files.writeString(broken, "no picture");
    Path file = values(IntStream.range(0, 20).mapToObj(i -> name(i) + "," + i));
    for (PictureFormat format : List.of(OWN, format(OptionalInt.of(4), Colours.AUTO))) {
      assertThatIOException()
          .isThrownBy(() -> own(PictureTable.VALUES, file, SHARES, format).read(messages::add))
          .withMessageStartingWith(broken + ": not a picture of a known format (");
    }
    assertThatIOException()
        .isThrownBy(
            () ->
                PictureSet.read(
                    List.of(folder.resolve(name(0)), folder.resolve(name(1))),
                    format(OptionalInt.of(20_000), Colours.RGB)))
        .withMessageMatching(
            "2 pictures of 20000 x 20000 x 3 take \\d+ MiB, more than the \\d+ MiB that there are: a"
                + " smaller height and width must be given");
  }

  @Test
  void sharesMustLeaveSomething() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PictureParts(0.5, 0.5, Optional.empty(), Optional.empty()))
        .withMessage(
            "the shares of validation and test must be 0 or more, and less than 1 together, found 0.5"
                + " and 0.5");
  }

  private static PictureFormat format(OptionalInt side, Colours colours) {
    return new PictureFormat(side, side, colours, 255);
  }

  private OwnPictures own(PictureTable table, Path file, PictureParts parts, PictureFormat format) {
    return new OwnPictures(Optional.of(folder), table, file, parts, format);
  }

  private Path values(Stream<String> rows) throws IOException {
    return file("values.csv", "file,value\n" + rows.collect(Collectors.joining("\n")));
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private void write(String name, int width, int height, int rgb) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < width * height; i++) {
      image.setRGB(i % width, i / width, rgb);
    }
    ImageIO.write(image, "png", folder.resolve(name).toFile());
  }

  private static String name(int i) {
    return "%02d.png".formatted(i);
  }

  /** The levels of all pictures of a part. */
  private static Set<Integer> pictures(PictureLists part, int n) throws IOException {
    Set<Integer> levels = new HashSet<>();
    ExampleSource<PictureBatch> source = part.training(n, 0);
    PictureBatch batch = source.allocate(1);
    for (int i = 0; i < 200; i++) {
      source.fill(i, batch, 0);
      for (int slot = 0; slot < batch.slots(); slot++) {
        if (batch.grades()[slot] >= 0) {
          levels.add((int) batch.images()[slot * part.shape().bytes()]);
        }
      }
    }
    return levels;
  }
}
