package org.newtonlosses.data.pictures;

import com.google.common.base.Preconditions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.newtonlosses.data.ChannelStatistics;
import org.newtonlosses.data.pictures.PictureFormat.Colours;

/** Pictures of one shape in memory, uint8 [N, h, w, c]. Immutable. */
public final class PictureSet {
  private static final double MEMORY_SHARE = 0.75;

  private final PictureShape shape;
  private final List<byte[]> pictures;
  private final String md5;

  private PictureSet(PictureShape shape, List<byte[]> pictures, String md5) {
    this.shape = shape;
    this.pictures = List.copyOf(pictures);
    this.md5 = md5;
  }

  /**
   * Makes a set of pixels that are already of one shape.
   *
   * @param shape of each
   * @param pictures uint8 [h, w, c] each; not copied
   * @throws IllegalArgumentException if one has another number of bytes
   */
  public PictureSet(PictureShape shape, List<byte[]> pictures) {
    this(shape, pictures, md5(pictures.stream().map(DigestUtils::md5Hex).toList()));
    for (byte[] picture : pictures) {
      Preconditions.checkArgument(
          picture.length == shape.bytes(),
          "a picture of %s bytes, expected %s for %s",
          picture.length,
          shape.bytes(),
          shape);
    }
  }

  /**
   * Reads pictures.
   *
   * @param files at least one
   * @param format what they are brought to
   * @throws IOException if one cannot be read, if they have different sizes and the format says
   *     none, or if they would not fit into memory; the message says what is to be done
   */
  public static PictureSet read(List<Path> files, PictureFormat format) throws IOException {
    PictureShape most = shape(files, format);
    double needed = (double) files.size() * most.bytes();
    double allowed = MEMORY_SHARE * Runtime.getRuntime().maxMemory();
    if (needed > allowed) {
      throw new IOException(
          "%d pictures of %s take %.0f MiB, more than the %.0f MiB that there are: a smaller height and width must be given"
              .formatted(files.size(), most, needed / (1 << 20), allowed / (1 << 20)));
    }
    Decoded[] decoded = new Decoded[files.size()];
    IOException[] failures = new IOException[files.size()];
    IntStream.range(0, files.size())
        .parallel()
        .forEach(
            i -> {
              try {
                decoded[i] = Decoded.read(files.get(i), format, most);
              } catch (IOException e) {
                failures[i] = e;
              }
            });
    for (IOException failure : failures) {
      if (failure != null) {
        throw failure;
      }
    }
    boolean grey = Arrays.stream(decoded).allMatch(picture -> picture.grey);
    PictureShape shape = new PictureShape(most.height(), most.width(), grey ? 1 : 3);
    return new PictureSet(
        shape,
        Arrays.stream(decoded).map(picture -> picture.pixels(shape)).toList(),
        md5(Arrays.stream(decoded).map(picture -> picture.md5).toList()));
  }

  private static String md5(Collection<String> sums) {
    return DigestUtils.md5Hex(sums.stream().collect(Collectors.joining("\n")));
  }

  /** The shape with as many channels as there can be. */
  private static PictureShape shape(List<Path> files, PictureFormat format) throws IOException {
    int channels = format.colours() == Colours.GREY ? 1 : 3;
    if (format.height().isPresent()) {
      return new PictureShape(format.height().getAsInt(), format.width().orElseThrow(), channels);
    }
    PictureShape first = Picture.size(files.get(0));
    for (Path file : files) {
      PictureShape size = Picture.size(file);
      if (!size.equals(first)) {
        throw new IOException(
            "pictures of different sizes, %s with %d x %d and %s with %d x %d pixels: a height and a width must be given, to which all are scaled"
                .formatted(
                    files.get(0),
                    first.height(),
                    first.width(),
                    file,
                    size.height(),
                    size.width()));
      }
    }
    return new PictureShape(first.height(), first.width(), channels);
  }

  /** A picture that was decoded and scaled, to three channels, or to one if it is grey. */
  private static final class Decoded {
    private final byte[] pixels;
    private final boolean grey;
    private final String md5;

    private Decoded(byte[] pixels, boolean grey, String md5) {
      this.pixels = pixels;
      this.grey = grey;
      this.md5 = md5;
    }

    static Decoded read(Path file, PictureFormat format, PictureShape most) throws IOException {
      byte[] content = Files.readAllBytes(file);
      Picture picture = Picture.decode(file, content);
      boolean grey =
          format.colours() == Colours.GREY
              || (format.colours() == Colours.AUTO && picture.isGrey());
      PictureShape shape = new PictureShape(most.height(), most.width(), grey ? 1 : 3);
      return new Decoded(picture.scaled(shape, format.ground()), grey, DigestUtils.md5Hex(content));
    }

    byte[] pixels(PictureShape shape) {
      if (pixels.length == shape.bytes()) {
        return pixels;
      }
      byte[] repeated = new byte[shape.bytes()];
      for (int i = 0; i < repeated.length; i++) {
        repeated[i] = pixels[i / shape.channels()];
      }
      return repeated;
    }
  }

  /** How many there are. */
  public int size() {
    return pictures.size();
  }

  /** The shape of each. */
  public PictureShape shape() {
    return shape;
  }

  /** An md5 sum of the md5 sums of the files, or of the pixels where there are no files. */
  public String md5() {
    return md5;
  }

  /** Copies picture i into larger pixels, from an offset on. */
  public void copy(int i, byte[] target, int offset) {
    System.arraycopy(pictures.get(i), 0, target, offset, shape.bytes());
  }

  /** The statistics of the channels over some of the pictures. */
  public ChannelStatistics channels(IntStream some) {
    ChannelStatistics.Sums sums = new ChannelStatistics.Sums(shape.channels());
    some.forEach(i -> sums.add(pictures.get(i)));
    return sums.statistics();
  }
}
