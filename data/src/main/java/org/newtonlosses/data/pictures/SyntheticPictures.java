package org.newtonlosses.data.pictures;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.primitives.Doubles;
import com.google.common.primitives.UnsignedBytes;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.newtonlosses.data.CounterRandom;
import org.newtonlosses.files.AtomicFiles;

/**
 * A folder of pictures with their values and orders, to try things on: on each a disc of some
 * colour before a ground of another, brighter on one side than on the other, with noise. The value
 * is the share of the picture that the disc covers, in whole percent, so that some have the same.
 *
 * <p>Every other picture is a PNG, the others are JPEGs; they are 40 to 72 pixels high and wide.
 * Picture i depends on the seed and i alone. There are as many orders as pictures, each of 2 to 8
 * pictures of one group of 20, so that groups can be kept apart.
 *
 * <pre>{@code
 * new SyntheticPictures(1000, 0).write(Path.of("discs")); // 0001.png, 0002.jpg, …, values.csv, orders.csv
 * }</pre>
 */
public final class SyntheticPictures {
  private static final int LEAST_SIDE = 40;
  private static final int LARGEST_SIDE = 72;
  private static final int LONGEST_ORDER = 8;
  private static final int GROUP = 20;
  private static final double CONTRAST = 60;

  private final int count;
  private final long seed;

  /**
   * Draws nothing yet.
   *
   * @param count how many pictures, at least 2
   * @param seed the same seed gives the same pictures
   * @throws IllegalArgumentException if there are fewer
   */
  public SyntheticPictures(int count, long seed) {
    checkArgument(count >= 2, "%s pictures, at least 2 are allowed", count);
    this.count = count;
    this.seed = seed;
  }

  /**
   * Writes the pictures with {@code values.csv} and {@code orders.csv}; the folder appears when it
   * is complete.
   *
   * @param folder must not exist, or be empty
   * @throws IOException if the folder holds something or cannot be written
   */
  public void write(Path folder) throws IOException {
    AtomicFiles.fillFolder(
        folder,
        partial -> {
          StringBuilder values = new StringBuilder("file,value\n");
          for (int i = 0; i < count; i++) {
            ImageIO.write(draw(i), format(i), partial.resolve(name(i)).toFile());
            values.append("%s,%d\n".formatted(name(i), Math.round(100 * share(i))));
          }
          Files.writeString(partial.resolve("values.csv"), values);
          Files.writeString(partial.resolve("orders.csv"), orders());
        });
  }

  private static String format(int i) {
    return i % 2 == 0 ? "png" : "jpg";
  }

  private static String name(int i) {
    return String.format(Locale.ROOT, "%04d.%s", i + 1, format(i));
  }

  private String orders() {
    int[] all = CounterRandom.of(seed, -1).permutation(count);
    CounterRandom random = CounterRandom.of(seed, -2);
    StringBuilder orders = new StringBuilder();
    for (int row = 0; row < count; row++) {
      int first = row / GROUP * GROUP;
      int size = Math.min(GROUP, count - first);
      if (size < 2) {
        break;
      }
      int length = Math.min(size, 2 + random.below(row, LONGEST_ORDER - 1));
      orders
          .append(
              IntStream.of(CounterRandom.of(random.key(), row).permutation(size))
                  .limit(length)
                  .mapToObj(place -> all[first + place])
                  .sorted(Comparator.comparingDouble(this::share))
                  .map(SyntheticPictures::name)
                  .collect(Collectors.joining(",")))
          .append('\n');
    }
    return orders.toString();
  }

  /** The part of picture i that its disc covers. */
  private double share(int i) {
    return CounterRandom.of(seed, i).uniform(0, 0.02, 0.42);
  }

  private BufferedImage draw(int i) {
    CounterRandom random = CounterRandom.of(seed, i);
    int height = LEAST_SIDE + random.below(1, LARGEST_SIDE - LEAST_SIDE + 1);
    int width = LEAST_SIDE + random.below(2, LARGEST_SIDE - LEAST_SIDE + 1);
    double radius = Math.sqrt(share(i) * height * width / Math.PI);
    double centreX = random.uniform(3, radius, width - radius);
    double centreY = random.uniform(4, radius, height - radius);
    double slopeX = random.uniform(5, -0.3, 0.3);
    double slopeY = random.uniform(6, -0.3, 0.3);
    double[] disc = colour(random, 7);
    double[] ground = colour(random, 10);
    for (long next = 13; Math.abs(luma(disc) - luma(ground)) < CONTRAST; next += 3) {
      ground = colour(random, next);
    }
    CounterRandom noise = CounterRandom.of(random.key(), 0);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double distance = Math.sqrt(square(x + 0.5 - centreX) + square(y + 0.5 - centreY));
        double cover = Doubles.constrainToRange(radius + 0.5 - distance, 0, 1);
        double light =
            1 + slopeX * (x / (double) width - 0.5) + slopeY * (y / (double) height - 0.5);
        int rgb = 0;
        for (int c = 0; c < 3; c++) {
          double level = light * (cover * disc[c] + (1 - cover) * ground[c]);
          double speck = noise.uniform((y * (long) width + x) * 3 + c, -12, 12);
          rgb = (rgb << 8) | (UnsignedBytes.saturatedCast(Math.round(level + speck)) & 0xff);
        }
        image.setRGB(x, y, rgb);
      }
    }
    return image;
  }

  private static double[] colour(CounterRandom random, long first) {
    return new double[] {
      random.uniform(first, 20, 235),
      random.uniform(first + 1, 20, 235),
      random.uniform(first + 2, 20, 235)
    };
  }

  private static double luma(double[] colour) {
    return 0.299 * colour[0] + 0.587 * colour[1] + 0.114 * colour[2];
  }

  private static double square(double x) {
    return x * x;
  }
}
