package org.newtonlosses.data.npy;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Strings;
import com.google.common.math.LongMath;
import com.google.common.primitives.ImmutableLongArray;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/**
 * What the header of a .npy file says of the array.
 *
 * <p>Layout: 93 "NUMPY"; major and minor version; the length of the rest of the header,
 * little-endian, in two bytes (version 1) or four (2 and 3); a Python dictionary such as {@code
 * {'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }}, with spaces and a line feed at its
 * end.
 *
 * <p>Source: NumPy, "numpy.lib.format".
 *
 * @param version major version of the format: 1, 2 or 3
 * @param type of the elements
 * @param order of the bytes of an element
 * @param fortranOrder whether the first index runs fastest, not the last
 * @param shape sizes of the dimensions
 */
public record NpyHeader(
    int version, NpyType type, ByteOrder order, boolean fortranOrder, ImmutableLongArray shape) {
  /** The first bytes, in ISO 8859-1. */
  static final String MAGIC = "\u0093NUMPY";

  /** Elements start at a multiple of this. */
  private static final int ALIGNMENT = 64;

  /** Checks the version and the shape. */
  public NpyHeader {
    checkArgument(version >= 1 && version <= 3, "version %s, allowed are 1, 2 and 3", version);
    shape.forEach(size -> checkArgument(size >= 0, "shape %s, sizes are at least 0", shape));
    checkArgument(
        LongMath.saturatedMultiply(product(shape), type.bytes()) < Long.MAX_VALUE,
        "shape %s has more bytes than a long can count",
        shape);
  }

  /** Returns the header of an array as NumPy writes it: version 1, little-endian, C order. */
  public static NpyHeader of(NpyType type, long... shape) {
    return new NpyHeader(1, type, ByteOrder.LITTLE_ENDIAN, false, ImmutableLongArray.copyOf(shape));
  }

  /** Returns the number of elements. */
  public long elements() {
    return product(shape);
  }

  /** Returns the number of bytes of all elements. */
  long dataBytes() {
    return elements() * type.bytes();
  }

  /** Returns the bytes of this header, as they stand at the start of a file. */
  byte[] encode() {
    String descr =
        (type.bytes() == 1 ? "|" : order == ByteOrder.BIG_ENDIAN ? ">" : "<") + type.code();
    String sizes =
        shape.length() == 1
            ? "(%d,)".formatted(shape.get(0))
            : shape.stream().mapToObj(Long::toString).collect(Collectors.joining(", ", "(", ")"));
    String dictionary =
        "{'descr': '%s', 'fortran_order': %s, 'shape': %s, }"
            .formatted(descr, fortranOrder ? "True" : "False", sizes);
    int before = MAGIC.length() + 2 + (version == 1 ? 2 : 4);
    int total = (before + dictionary.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    int length = total - before;
    ByteBuffer header = ByteBuffer.allocate(total).order(ByteOrder.LITTLE_ENDIAN);
    header.put(MAGIC.getBytes(StandardCharsets.ISO_8859_1)).put((byte) version).put((byte) 0);
    if (version == 1) {
      checkArgument(length <= 0xffff, "%s dimensions are too many for version 1", shape.length());
      header.putShort((short) length);
    } else {
      header.putInt(length);
    }
    header.put(Strings.padEnd(dictionary, length - 1, ' ').getBytes(StandardCharsets.ISO_8859_1));
    return header.put((byte) '\n').array();
  }

  private static long product(ImmutableLongArray sizes) {
    return sizes.stream().reduce(1, LongMath::saturatedMultiply);
  }
}
