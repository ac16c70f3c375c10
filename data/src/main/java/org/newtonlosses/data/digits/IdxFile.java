package org.newtonlosses.data.digits;

import com.google.common.primitives.ImmutableIntArray;
import com.google.common.primitives.Ints;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * An array of unsigned bytes, read from an idx file (the format of MNIST).
 *
 * <p>Layout, big-endian: two zero bytes; the element type, 0x08 for unsigned bytes; the number of
 * dimensions r; r sizes of four bytes; the elements in row-major order. A file that starts with
 * gzip's magic bytes, whatever its name, is decompressed on the way.
 *
 * <p>Source: Y. LeCun, C. Cortes, C. J. C. Burges, "The MNIST database of handwritten digits".
 */
public final class IdxFile {
  private static final int UNSIGNED_BYTE = 0x08;
  private static final int MAX_RANK = 8;

  private final Path path;
  private final ImmutableIntArray shape;
  private final byte[] elements;
  private final String md5;

  private IdxFile(Path path, ImmutableIntArray shape, byte[] elements, String md5) {
    this.path = path;
    this.shape = shape;
    this.elements = elements;
    this.md5 = md5;
  }

  /**
   * Reads a whole file.
   *
   * @param path an idx file of unsigned bytes, plain or gzip
   * @throws IOException if there is no such file, or it is not an idx file of unsigned bytes, or it
   *     holds fewer or more bytes than its header declares
   */
  public static IdxFile read(Path path) throws IOException {
    if (!Files.isRegularFile(path)) {
      throw new IOException(path + ": no such file");
    }
    try (InputStream file = new BufferedInputStream(Files.newInputStream(path), 1 << 16);
        DigestInputStream in =
            new DigestInputStream(isGzip(file) ? gunzip(file) : file, DigestUtils.getMd5Digest())) {
      ImmutableIntArray shape = readShape(path, in);
      long declared = shape.stream().asLongStream().reduce(1, Math::multiplyExact);
      if (declared > Integer.MAX_VALUE - 8) {
        throw new IOException(
            "%s: declares %s = %d bytes, at most %d are supported"
                .formatted(path, shape, declared, Integer.MAX_VALUE - 8));
      }
      byte[] elements = in.readNBytes((int) declared);
      if (elements.length < declared) {
        throw new IOException(
            "%s: truncated: its header declares %s = %d bytes of data, found %d"
                .formatted(path, shape, declared, elements.length));
      }
      long trailing = in.transferTo(OutputStream.nullOutputStream());
      if (trailing > 0) {
        throw new IOException(
            "%s: its header declares %s = %d bytes of data, found %d more after them"
                .formatted(path, shape, declared, trailing));
      }
      return new IdxFile(
          path, shape, elements, HexFormat.of().formatHex(in.getMessageDigest().digest()));
    } catch (EOFException | ZipException e) {
      throw new IOException("%s: damaged gzip file: %s".formatted(path, e.getMessage()), e);
    } catch (ArithmeticException e) {
      throw new IOException(path + ": declares more bytes than a long can count", e);
    }
  }

  private static boolean isGzip(InputStream file) throws IOException {
    file.mark(2);
    boolean gzip = file.read() == 0x1f && file.read() == 0x8b;
    file.reset();
    return gzip;
  }

  private static InputStream gunzip(InputStream file) throws IOException {
    return new GZIPInputStream(file, 1 << 16);
  }

  private static ImmutableIntArray readShape(Path path, InputStream in) throws IOException {
    byte[] magic = in.readNBytes(4);
    if (magic.length < 4
        || magic[0] != 0
        || magic[1] != 0
        || magic[2] != UNSIGNED_BYTE
        || magic[3] < 1
        || magic[3] > MAX_RANK) {
      throw new IOException(
          ("%s: not an idx file of unsigned bytes: its first bytes are [%s], allowed are 00 00 08"
                  + " and then the number of dimensions, 01 to %02x")
              .formatted(path, HexFormat.ofDelimiter(" ").formatHex(magic), MAX_RANK));
    }
    ImmutableIntArray.Builder shape = ImmutableIntArray.builder(magic[3]);
    for (int d = 0; d < magic[3]; d++) {
      byte[] size = in.readNBytes(4);
      if (size.length < 4) {
        throw new IOException(
            "%s: truncated: its header ends before the size of dimension %d of %d"
                .formatted(path, d + 1, magic[3]));
      }
      int value = Ints.fromByteArray(size);
      if (value < 0) {
        throw new IOException(
            "%s: size %d of dimension %d, allowed are 0 to %d"
                .formatted(path, Integer.toUnsignedLong(value), d + 1, Integer.MAX_VALUE));
      }
      shape.add(value);
    }
    return shape.build();
  }

  /** Returns the file that this was read from. */
  public Path path() {
    return path;
  }

  /** Returns the sizes of the dimensions, such as [60000, 28, 28]. */
  public ImmutableIntArray shape() {
    return shape;
  }

  /** Returns the elements in row-major order: the array itself, not a copy. */
  public byte[] elements() {
    return elements;
  }

  /** Returns the md5 sum of the whole uncompressed file, header included, in hexadecimal. */
  public String md5() {
    return md5;
  }
}
