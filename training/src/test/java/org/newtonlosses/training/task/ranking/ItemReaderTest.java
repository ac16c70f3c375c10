package org.newtonlosses.training.task.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images and idx files become items. */
class ItemReaderTest {
  private static final ItemReader READER = new ItemReader(false);

  @TempDir private Path folder;

  @Test
  void greyLevelsArriveAsTheyAre() throws IOException {
    BufferedImage image = new BufferedImage(112, 28, BufferedImage.TYPE_BYTE_GRAY);
    byte[] expected = new byte[28 * 112];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = (byte) i;
      image.getRaster().setSample(i % 112, i / 112, 0, i & 0xff);
    }
    Path file = write(image, "grey.png");
    assertThat(READER.read(file).get(0).pixels()).isEqualTo(expected);
    byte[] inverted = new ItemReader(true).read(file).get(0).pixels();
    assertThat(inverted[3] & 0xff).isEqualTo(252);
  }

  @Test
  void largerImagesAreAveraged() throws IOException {
    BufferedImage image = new BufferedImage(224, 56, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    // Columns 10 … 14: of the new columns 5 and 6 whole, of 7 a half.
    graphics.fillRect(10, 0, 5, 56);
    byte[] pixels = READER.read(write(image, "large.png")).get(0).pixels();
    assertThat(List.of(pixels[4] & 0xff, pixels[5] & 0xff, pixels[6] & 0xff, pixels[7] & 0xff))
        .containsExactly(0, 255, 255, 128);
    assertThat(pixels[8]).isZero();
    assertThat(pixels[27 * 112 + 6] & 0xff).isEqualTo(255);
  }

  @Test
  void smallerImagesAreStretched() throws IOException {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB);
    image.setRGB(1, 0, 0xffffff);
    byte[] pixels = READER.read(write(image, "small.png")).get(0).pixels();
    assertThat(pixels[55]).isZero();
    assertThat(pixels[56] & 0xff).isEqualTo(255);
    assertThat(pixels[27 * 112 + 111] & 0xff).isEqualTo(255);
  }

  @Test
  void transparentPixelsShowTheGround() throws IOException {
    Path file = write(new BufferedImage(112, 28, BufferedImage.TYPE_INT_ARGB), "clear.png");
    assertThat(READER.read(file).get(0).pixels()).containsOnly(0);
    assertThat(new ItemReader(true).read(file).get(0).pixels()).containsOnly(0);
  }

  @Test
  void fourDigitsMakeAnItem() throws IOException {
    byte[] digits = new byte[8 * 28 * 28];
    for (int i = 0; i < digits.length; i++) {
      digits[i] = (byte) (i / (28 * 28) + 1);
    }
    List<Item> items = READER.read(writeIdx("digits.gz", digits, 8, 28, 28));
    assertThat(items).extracting(Item::name).containsExactly(items.get(0).name(), name(1));
    assertThat(items.get(1).pixels()[0]).isEqualTo((byte) 5);
    assertThat(items.get(1).pixels()[28 * 2]).isEqualTo((byte) 7);
    assertThat(items.get(1).pixels()[27 * 112 + 111]).isEqualTo((byte) 8);
  }

  private String name(int i) {
    return folder.resolve("digits.gz") + "[" + i + "]";
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    Path odd = writeIdx("odd.gz", new byte[3 * 28 * 28], 3, 28, 28);
    assertThatThrownBy(() -> READER.read(odd))
        .isInstanceOf(IOException.class)
        .hasMessage(odd + ": four digits make an item, but 3 digits are no multiple of four");
    Path labels = writeIdx("labels.gz", new byte[4], 4);
    assertThatThrownBy(() -> READER.read(labels))
        .isInstanceOf(IOException.class)
        .hasMessage(labels + ": the shape must be [N, 28, 112] or [N, 28, 28], found [4]");
    assertThatThrownBy(() -> READER.read(folder))
        .isInstanceOf(IOException.class)
        .hasMessage(folder + ": a folder, not a file");
  }

  private Path write(BufferedImage image, String name) throws IOException {
    Path file = folder.resolve(name);
    ImageIO.write(image, "png", file.toFile());
    return file;
  }

  private Path writeIdx(String name, byte[] elements, int... shape) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(4 + 4 * shape.length).putInt(0x0800 + shape.length);
    for (int side : shape) {
      header.putInt(side);
    }
    Path file = folder.resolve(name);
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(header.array());
      out.write(elements);
    }
    return file;
  }
}
