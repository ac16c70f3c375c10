package org.newtonlosses.data.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyntheticPicturesTest {
  @TempDir private Path folder;

  @Test
  void aFolderHasPicturesWithTheirValuesAndOrders() throws IOException {
    Path drawn = folder.resolve("drawn");
    new SyntheticPictures(45, 3).write(drawn);

    List<String> values = Files.readAllLines(drawn.resolve("values.csv"));
    assertThat(values).hasSize(46).startsWith("file,value");
    Map<String, Integer> byName = new HashMap<>();
    for (String row : values.subList(1, 46)) {
      String[] cells = row.split(",", -1);
      byName.put(cells[0], Integer.parseInt(cells[1]));
      Picture picture = Picture.read(drawn.resolve(cells[0]));
      assertThat(picture.isGrey()).isFalse();
      assertThat(picture.height()).isBetween(40, 72);
      assertThat(picture.width()).isBetween(40, 72);
    }
    assertThat(byName).containsKeys("0001.png", "0002.jpg");
    assertThat(byName.values()).allSatisfy(value -> assertThat(value).isBetween(2, 42));
    List<String> orders = Files.readAllLines(drawn.resolve("orders.csv"));
    assertThat(orders).hasSize(45);
    for (String order : orders) {
      List<Integer> ordered = Arrays.stream(order.split(",", -1)).map(byName::get).toList();
      assertThat(ordered).hasSizeBetween(2, 8).isSorted();
    }
  }

  @Test
  void theSeedDecidesWhatIsDrawn() throws IOException {
    assertThat(sum(2, 0)).isEqualTo(sum(3, 0)).isNotEqualTo(sum(2, 1));
    // The same pixels on every machine.
    assertThat(sum(2, 0)).isEqualTo(2_708_306_855L);
  }

  private long sum(int pictures, long seed) throws IOException {
    Path drawn = Files.createTempDirectory(folder, "drawn");
    new SyntheticPictures(pictures, seed).write(drawn);
    CRC32 crc = new CRC32();
    crc.update(Picture.read(drawn.resolve("0001.png")).scaled(new PictureShape(63, 49, 3), 0));
    return crc.getValue();
  }

  @Test
  void badInputIsRefused() throws IOException {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SyntheticPictures(1, 0))
        .withMessage("1 pictures, at least 2 are allowed");
    Files.writeString(folder.resolve("something"), "");
    assertThatIOException()
        .isThrownBy(() -> new SyntheticPictures(2, 0).write(folder))
        .withMessage(folder + ": is not empty, expected a new folder");
  }
}
