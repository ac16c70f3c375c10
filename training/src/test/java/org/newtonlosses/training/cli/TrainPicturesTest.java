package org.newtonlosses.training.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.newtonlosses.data.pictures.Picture;
import org.newtonlosses.data.pictures.PictureShape;

/** The commands on own pictures: data generate, train, evaluate, predict. */
class TrainPicturesTest {
  private static final String SESSION = " --threads 1 --device cpu";
  private static final String SMALL =
      " --channels 2,2 --layers 4 --batch 4 --n 3 --steps 3 --validate-every 2"
          + " --validation-examples 4 --test-examples 6 --height 16 --width 12"
          + SESSION;

  @TempDir private static Path folder;
  private static Cli generated;
  private static Cli values;
  private static Cli orders;

  @BeforeAll
  static void generateAndTrain() {
    generated = run("data generate pictures --pictures 40 --out DIR/discs");
    values =
        run("train --task pictures --values-file DIR/discs/values.csv --run DIR/values" + SMALL);
    orders =
        run("train --task pictures --orders-file DIR/discs/orders.csv --run DIR/orders" + SMALL);
  }

  /** Runs a line, in which DIR stands for the folder. */
  private static Cli run(String line) {
    return Cli.run(line.replace("DIR", folder.toString()));
  }

  private static Cli succeed(Cli cli) {
    assertThat(cli.code()).as(cli.err()).isZero();
    return cli;
  }

  @Test
  void aRunSaysWhatItReached() throws IOException {
    Path discs = folder.resolve("discs");
    assertThat(succeed(generated).out().lines())
        .containsExactly("wrote %s: 40 pictures, values.csv, orders.csv".formatted(discs));
    assertThat(succeed(values).err())
        .contains(
            "40 pictures of 16 x 12 x 3; 28 pictures to learn from, 4 for validation, 8 for the test",
            "pictures by values of " + discs.resolve("values.csv") + ", n=3, loss ");
    assertThat(values.out().lines())
        .element(1)
        .asString()
        .matches("test on 6 examples of pictures of values\\.csv: EM [0-9.]+ %, EW [0-9.]+ %");
    assertThat(folder.resolve("values/provenance.json"))
        .content()
        .contains("\"values.csv\" :", "\"pictures\" :", discs.toString());
    assertThat(succeed(orders).err()).contains("28 orders to learn from, 4 for validation");
    assertThat(orders.out())
        .containsPattern("test on 6 examples of pictures of orders\\.csv: EM [0-9.]+ %, EW ");
  }

  @Test
  void aModelIsEvaluatedOnItsOwnTestOrAnother() throws IOException {
    for (String name : new String[] {"values", "orders"}) {
      Cli trained = name.equals("values") ? values : orders;
      String tested = trained.out().lines().toList().get(1).replaceFirst(".*: ", "");
      Cli own = succeed(run("evaluate --model DIR/%s/model".formatted(name) + SESSION));
      assertThat(own.out())
          .startsWith(
              "6 examples of pictures of %s.csv, n = 3, pictures of 16 x 12 x 3: %s"
                  .formatted(name, tested));
    }
    // Of another size.
    Path other = Files.createDirectory(folder.resolve("other"));
    for (int i = 0; i < 4; i++) {
      ImageIO.write(
          new BufferedImage(20, 30, BufferedImage.TYPE_BYTE_GRAY),
          "png",
          other.resolve(i + ".png").toFile());
    }
    Files.writeString(other.resolve("t.csv"), "file,value\n0.png,1\n1.png,2\n2.png,2\n3.png,9\n");
    Cli more =
        succeed(run("evaluate --model DIR/values/model --test-file DIR/other/t.csv" + SESSION));
    assertThat(more.out())
        .startsWith("6 examples of pictures of t.csv, n = 3, pictures of 16 x 12 x 3: EM ");
  }

  @Test
  void picturesAreRankedByTheirScores() throws IOException {
    // A PNG of the model's size with the same pixels as the one of another size has the same score.
    Path first = folder.resolve("discs/0001.png");
    byte[] pixels = Picture.read(first).scaled(new PictureShape(16, 12, 3), 255);
    BufferedImage small = new BufferedImage(12, 16, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 16 * 12; i++) {
      small.setRGB(
          i % 12,
          i / 12,
          new Color(pixels[3 * i] & 0xff, pixels[3 * i + 1] & 0xff, pixels[3 * i + 2] & 0xff)
              .getRGB());
    }
    ImageIO.write(small, "png", folder.resolve("small.png").toFile());
    String line =
        "predict --model DIR/values/model DIR/discs/0001.png DIR/discs/0002.jpg DIR/small.png";

    JsonNode json = new ObjectMapper().readTree(succeed(run(line + " --json" + SESSION)).out());
    JsonNode items = json.get("items");
    assertThat(items).hasSize(3);
    assertThat(items.get(0).get("item").asText()).isEqualTo(first.toString());
    assertThat(items.get(0).get("score").asDouble())
        .isCloseTo(items.get(2).get("score").asDouble(), within(1e-4));
    assertThat(items.get(0).get("score").asDouble())
        .isNotCloseTo(items.get(1).get("score").asDouble(), within(1e-6));
    assertThat(json.get("order")).hasSize(3);

    assertThat(succeed(run(line + SESSION)).out().lines())
        .hasSize(4)
        .startsWith("rank         score  item")
        .last()
        .asString()
        .matches(" +3 +-?\\d+\\.\\d{6}  .*\\.(png|jpg)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "train --task pictures | 2 | there is nothing to learn from: --values-file or --orders-file must name a CSV file, and --data-dir the folder of its pictures",
        "train --task pictures --values-file DIR/discs/values.csv | 1 | a height and a width must be given, to which all are scaled",
        "train --task pictures --values-file DIR/discs/values.csv --height 9 | 2 | height and width must be given together, found height alone",
        "train --task pictures --values-file DIR/discs/values.csv --height 9 --width 9 --n 5 | 2 | values.csv, pictures for validation: 4 pictures, at least the 5 of a list are needed",
        "train --task pictures --values-file DIR/discs/orders.csv | 1 | orders.csv:1: the first row must name the columns file and value, found ",
        "train --task pictures --orders-file DIR/discs/values.csv | 1 | values.csv:1: there is no picture file in DIR/discs",
        "train --task pictures --values-file DIR/discs/none.csv   | 1 | DIR/discs/none.csv: no such file",
        "train --task pictures --values-file DIR/values.csv --data-dir DIR/discs | 1 | DIR/values.csv: no such file; is it DIR/discs/values.csv?",
        "train --task pictures --values-file DIR/discs/values.csv --data-dir DIR/no | 1 | DIR/no: no such folder; it shall hold the pictures",
        "train --task pictures --values-file DIR/discs/values.csv --colours red | 2 | must be one of auto, grey, rgb, found red",
        "evaluate --model DIR/values/model --height 20 | 2 | height must be that of the model, 16, found 20",
        "predict --model DIR/values/model | 2 | missing required parameter: FILE",
        "predict --model DIR/values/model DIR/no.png | 1 | DIR/no.png: no such file",
        "predict --model DIR/values/model DIR/discs/values.csv | 1 | values.csv: not a picture of a known format (",
        "data generate pictures --out DIR/discs | 1 | DIR/discs: is not empty, expected a new folder",
        "data generate pictures --out DIR/one --pictures 1 | 2 | 1 pictures, at least 2 are allowed",
      })
  void badUsage(String line, int code, String message) {
    Cli cli = run(line);
    assertThat(cli.err().lines().reduce((first, last) -> last).orElse(""))
        .startsWith("newton: ")
        .contains(message.replace("DIR", folder.toString()));
    assertThat(cli.code()).isEqualTo(code);
  }
}
