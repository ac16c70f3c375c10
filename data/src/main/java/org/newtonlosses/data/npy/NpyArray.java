package org.newtonlosses.data.npy;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.math.LongMath;
import com.google.common.primitives.ImmutableLongArray;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An array [N, …] in a .npy file, mapped into memory: its rows (all elements of one first index)
 * are read when they are asked for, in C order whatever the file's order is.
 *
 * <p>Files may be larger than 2 GiB. The mapping lasts until this is garbage. Any threads may read.
 */
public final class NpyArray {
  private final String name;
  private final NpyHeader header;
  private final MappedFile elements;
  private final long rows;
  private final long rowStride;

  /** Distances in elements from the first element of a row to each of its elements. */
  private final long[] offsets;

  private NpyArray(String name, NpyHeader header, MappedFile elements) throws IOException {
    this.name = name;
    this.header = header;
    this.elements = elements;
    ImmutableLongArray shape = header.shape();
    this.rows = shape.isEmpty() ? 1 : shape.get(0);
    long rowElements = 1;
    for (int d = 1; d < shape.length(); d++) {
      rowElements = LongMath.saturatedMultiply(rowElements, shape.get(d));
    }
    if (rowElements > Integer.MAX_VALUE - 8) {
      throw new IOException(
          "%s: %d elements of shape %s for one first index, at most %d are supported"
              .formatted(name, rowElements, shape, Integer.MAX_VALUE - 8));
    }
    this.rowStride = header.fortranOrder() ? 1 : rowElements;
    this.offsets = new long[(int) rowElements];
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = header.fortranOrder() ? fortranOffset(shape, i) : i;
    }
  }

  /**
   * Opens a file.
   *
   * @param file a .npy file of version 1, 2 or 3 whose elements are of a {@link NpyType}
   * @throws IOException if there is no such file, or it is damaged, or it holds fewer or more bytes
   *     than its header declares; the message names the file
   */
  public static NpyArray open(Path file) throws IOException {
    return open(file, file.toString());
  }

  /**
   * Opens a file under a name of its own.
   *
   * @param file as above
   * @param name what messages call it, as where the file is a copy
   * @throws IOException as above
   */
  public static NpyArray open(Path file, String name) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(name + ": no such file");
    }
    try (FileChannel channel = FileChannel.open(file)) {
      NpyHeader header = readHeader(channel, name);
      long offset = channel.position();
      long found = channel.size() - offset;
      long declared = header.dataBytes();
      if (found != declared) {
        throw new IOException(
            "%s: %sits header declares shape %s of %s = %d bytes of elements, found %d"
                .formatted(
                    name,
                    found < declared ? "truncated: " : "",
                    header.shape(),
                    header.type().code(),
                    declared,
                    found));
      }
      return new NpyArray(name, header, new MappedFile(channel, offset, declared, header.order()));
    }
  }

  private static NpyHeader readHeader(FileChannel channel, String name) throws IOException {
    try {
      return NpyHeaderReader.read(Channels.newInputStream(channel));
    } catch (IOException | IllegalArgumentException e) {
      throw new IOException(name + ": " + e.getMessage(), e);
    }
  }

  private static long fortranOffset(ImmutableLongArray shape, int indexInRow) {
    long offset = 0;
    long rest = indexInRow;
    long stride = shape.stream().limit(shape.length() - 1L).reduce(1, (a, b) -> a * b);
    for (int d = shape.length() - 1; d > 0; d--) {
      offset += rest % shape.get(d) * stride;
      rest /= shape.get(d);
      stride /= shape.get(d - 1);
    }
    return offset;
  }

  /** Returns how messages name this array: its file, as a rule. */
  public String name() {
    return name;
  }

  /** Returns what the file says of the array: type, shape, orders. */
  public NpyHeader header() {
    return header;
  }

  /** Returns the number of rows N, 1 for an array without dimensions. */
  public long rows() {
    return rows;
  }

  /** Returns the number of elements of a row: the product of the sizes after the first. */
  public int rowElements() {
    return offsets.length;
  }

  /**
   * Reads a row of bytes.
   *
   * @param row 0 … N − 1
   * @param target receives the elements, uint8 or 0/1
   * @param offset where in the target
   * @throws IllegalArgumentException if the elements are neither {@link NpyType#UINT8} nor {@link
   *     NpyType#BOOL}
   */
  public void readRow(long row, byte[] target, int offset) {
    checkRow(row);
    checkArgument(
        header.type().bytes() == 1,
        "%s: elements of type %s cannot be read as bytes",
        name,
        header.type().code());
    if (!header.fortranOrder()) {
      elements.get(row * rowStride, target, offset, offsets.length);
      return;
    }
    for (int i = 0; i < offsets.length; i++) {
      target[offset + i] = (byte) element(row, i);
    }
  }

  /**
   * Reads a row as numbers, each rounded to the target's type where need be.
   *
   * @param row 0 … N − 1
   * @param target receives the elements
   * @param offset where in the target
   */
  public void readRow(long row, float[] target, int offset) {
    checkRow(row);
    for (int i = 0; i < offsets.length; i++) {
      target[offset + i] = (float) element(row, i);
    }
  }

  /** As for floats; only integers beyond ±2⁵³ are rounded. */
  public void readRow(long row, double[] target, int offset) {
    checkRow(row);
    for (int i = 0; i < offsets.length; i++) {
      target[offset + i] = element(row, i);
    }
  }

  private double element(long row, int i) {
    NpyType type = header.type();
    return elements.get(type, (row * rowStride + offsets[i]) * type.bytes());
  }

  private void checkRow(long row) {
    checkArgument(row >= 0 && row < rows, "%s: row %s of %s", name, row, rows);
  }
}
