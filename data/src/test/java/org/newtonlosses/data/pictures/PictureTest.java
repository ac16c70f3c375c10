package org.newtonlosses.data.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures of every kind become levels of one kind. */
class PictureTest {
  private static final PictureShape GREY = new PictureShape(1, 2, 1);
  private static final PictureShape RGB = new PictureShape(1, 2, 3);

  @TempDir private Path folder;

  @Test
  void greyLevelsArriveAsTheyAre() throws IOException {
    BufferedImage image = new BufferedImage(256, 1, BufferedImage.TYPE_BYTE_GRAY);
    for (int level = 0; level < 256; level++) {
      image.getRaster().setSample(level, 0, 0, level);
    }
    Picture picture = Picture.read(write(image, "png"));

    assertThat(picture.isGrey()).isTrue();
    byte[] levels = picture.scaled(new PictureShape(1, 256, 1), 255);
    for (int level = 0; level < 256; level++) {
      assertThat(levels[level] & 0xff).isEqualTo(level);
    }
    assertThat(levels(picture.scaled(new PictureShape(1, 256, 3), 255))).startsWith(0, 0, 0, 1, 1);
  }

  @Test
  void sixteenBitsBecomeEight() throws IOException {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
    image.getRaster().setSample(0, 0, 0, 65535);
    image.getRaster().setSample(1, 0, 0, 200 * 257 + 100);

    assertThat(levels(Picture.read(write(image, "png")).scaled(GREY, 0))).containsExactly(255, 200);
  }

  @Test
  void coloursAreKeptOrBecomeTheirLuma() throws IOException {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, 0xff8000);
    image.setRGB(1, 0, 0x101010);
    Picture picture = Picture.read(write(image, "png"));

    assertThat(picture.isGrey()).isFalse();
    assertThat(levels(picture.scaled(RGB, 0))).containsExactly(255, 128, 0, 16, 16, 16);
    // 0.299 · 255 + 0.587 · 128 = 151.4
    assertThat(levels(picture.scaled(GREY, 0))).containsExactly(151, 16);
  }

  @Test
  void palettesAreColours() throws IOException {
    byte[] red = {0, (byte) 200};
    byte[] green = {0, 100};
    byte[] blue = {0, 50};
    BufferedImage image =
        new BufferedImage(
            2, 1, BufferedImage.TYPE_BYTE_INDEXED, new IndexColorModel(8, 2, red, green, blue));
    image.getRaster().setSample(1, 0, 0, 1);
    Picture picture = Picture.read(write(image, "png"));

    assertThat(picture.isGrey()).isFalse();
    assertThat(levels(picture.scaled(RGB, 0))).containsExactly(0, 0, 0, 200, 100, 50);
  }

  @Test
  void theGroundShowsThroughTransparentPixels() throws IOException {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0x00ff0000);
    image.setRGB(1, 0, 0x80ffffff);
    Picture picture = Picture.read(write(image, "png"));

    assertThat(picture.isGrey()).as("what cannot be seen has no colour").isTrue();
    assertThat(levels(picture.scaled(RGB, 100))).startsWith(100, 100, 100);
    // 128/255 of white and the rest black
    assertThat(levels(picture.scaled(GREY, 0))).containsExactly(0, 128);
    assertThat(levels(picture.scaled(GREY, 255))).containsExactly(255, 255);
  }

  @Test
  void greyPicturesMayBeTransparentToo() throws IOException {
    ComponentColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_GRAY),
            true,
            false,
            Transparency.TRANSLUCENT,
            DataBuffer.TYPE_BYTE);
    WritableRaster raster = model.createCompatibleWritableRaster(2, 1);
    raster.setPixel(0, 0, new int[] {77, 255});
    raster.setPixel(1, 0, new int[] {77, 0});
    Picture picture = Picture.read(write(new BufferedImage(model, raster, false, null), "png"));

    assertThat(picture.isGrey()).isTrue();
    assertThat(levels(picture.scaled(GREY, 200))).containsExactly(77, 200);
    assertThat(levels(picture.scaled(RGB, 200))).containsExactly(77, 77, 77, 200, 200, 200);
  }

  @Test
  void jpegsAreReadAsNearAsTheyAre() throws IOException {
    BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(new Color(200, 100, 50));
    graphics.fillRect(0, 0, 16, 16);

    byte[] levels = Picture.read(write(image, "jpg")).scaled(new PictureShape(1, 1, 3), 0);
    assertThat(levels[0] & 0xff).isCloseTo(200, within(3));
    assertThat(levels[1] & 0xff).isCloseTo(100, within(3));
    assertThat(levels[2] & 0xff).isCloseTo(50, within(3));

    BufferedImage grey = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
    assertThat(Picture.read(write(grey, "jpg")).isGrey()).isTrue();
  }

  @Test
  void aNewPixelIsTheMeanOfItsArea() {
    BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, 0x0c0000);
    image.setRGB(1, 0, 0x00f000);
    // Columns 1 and 2 of three are each a half and a whole third: (12 + 0/2) · 2/3 / 2 rows, …
    assertThat(levels(new Picture(image).scaled(RGB, 0))).containsExactly(4, 40, 0, 0, 40, 0);
    assertThat(levels(new Picture(image).scaled(new PictureShape(4, 3, 3), 0)))
        .startsWith(12, 0, 0, 0, 240, 0, 0, 0, 0, 12, 0, 0)
        .endsWith(0, 0, 0);
  }

  @Test
  void whatCannotBeReadIsNamed() throws IOException {
    Path none = folder.resolve("none.png");
    assertThatIOException()
        .isThrownBy(() -> Picture.read(none))
        .withMessage(none + ": no such file");
    assertThatIOException()
        .isThrownBy(() -> Picture.read(folder))
        .withMessage(folder + ": a folder, not a file");
    Path text = Files.writeString(folder.resolve("text.png"), "hello");
    assertThatIOException()
        .isThrownBy(() -> Picture.read(text))
        .withMessageStartingWith(
            text + ": not a picture of a known format (bmp, gif, jpeg, jpg, png");
    assertThatIOException()
        .isThrownBy(() -> Picture.size(text))
        .withMessageStartingWith(text + ": not a picture of a known format");

    Path whole = write(new BufferedImage(50, 50, BufferedImage.TYPE_INT_RGB), "png");
    Path cut = folder.resolve("cut.png");
    Files.write(cut, Arrays.copyOf(Files.readAllBytes(whole), 60));
    assertThat(Picture.size(whole)).isEqualTo(new PictureShape(50, 50, 1));
    assertThatIOException()
        .isThrownBy(() -> Picture.read(cut))
        .withMessageStartingWith(
            cut + ": cannot be decoded, it is damaged or in colours that Java does not read: ");
  }

  private Path write(BufferedImage image, String format) throws IOException {
    File file = File.createTempFile("picture", "." + format, folder.toFile());
    assertThat(ImageIO.write(image, format, file)).isTrue();
    return file.toPath();
  }

  private static int[] levels(byte[] pixels) {
    int[] levels = new int[pixels.length];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = pixels[i] & 0xff;
    }
    return levels;
  }
}
