package org.newtonlosses.data;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.base.Strings;
import com.google.common.collect.ImmutableSet;
import com.google.common.math.LongMath;
import com.google.common.primitives.ImmutableLongArray;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  /** Elements start at a multiple of this. */
  private static final int ALIGNMENT = 64;

  private static final int LONGEST_DICTIONARY = 1 << 20;
  private static final Pattern ENTRY =
      Pattern.compile("'(\\w+)'\\s*:\\s*('[^']*'|\\w+|\\([^()]*\\)|\\[.*\\])\\s*(?:,\\s*|$)");
  private static final Pattern DESCR = Pattern.compile("'([<>|=])(\\w+)'");
  private static final Pattern SHAPE =
      Pattern.compile("\\(\\s*\\)|\\((\\s*\\d+L?\\s*,)+(\\s*\\d+L?)?\\s*\\)");

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

  /**
   * Reads a header, and nothing after it.
   *
   * @throws IOException if there is no header that can be understood; the message does not name the
   *     file
   */
  static NpyHeader read(InputStream in) throws IOException {
    byte[] magic = in.readNBytes(MAGIC.length);
    if (!Arrays.equals(magic, MAGIC)) {
      throw new IOException(
          "not a .npy file: its first bytes are [%s], expected [%s]"
              .formatted(hex(magic), hex(MAGIC)));
    }
    byte[] version = readFully(in, 2);
    if (version[0] < 1 || version[0] > 3) {
      throw new IOException("version %d of .npy, allowed are 1, 2 and 3".formatted(version[0]));
    }
    ByteBuffer length =
        ByteBuffer.wrap(readFully(in, version[0] == 1 ? 2 : 4)).order(ByteOrder.LITTLE_ENDIAN);
    long dictionaryLength =
        version[0] == 1 ? length.getShort() & 0xffff : Integer.toUnsignedLong(length.getInt());
    if (dictionaryLength > LONGEST_DICTIONARY) {
      throw new IOException(
          "header of %d bytes, at most %d are supported"
              .formatted(dictionaryLength, LONGEST_DICTIONARY));
    }
    Charset charset = version[0] == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
    String dictionary = new String(readFully(in, (int) dictionaryLength), charset);
    return parse(version[0], dictionary.strip());
  }

  private static NpyHeader parse(int version, String dictionary) throws IOException {
    Map<String, String> entries = new HashMap<>();
    boolean braced = dictionary.startsWith("{") && dictionary.endsWith("}");
    String inner = braced ? dictionary.substring(1, dictionary.length() - 1).strip() : "";
    Matcher entry = ENTRY.matcher(inner);
    int end = 0;
    while (entry.find() && entry.start() == end) {
      entries.put(entry.group(1), entry.group(2));
      end = entry.end();
    }
    if (end != inner.length()
        || !entries.keySet().equals(ImmutableSet.of("descr", "fortran_order", "shape"))) {
      throw new IOException(
          "header %s cannot be understood, expected {'descr': …, 'fortran_order': …, 'shape': …}"
              .formatted(dictionary));
    }
    String descr = entries.get("descr");
    NpyType type = type(descr);
    ByteOrder order =
        switch (descr.charAt(1)) {
          case '>' -> ByteOrder.BIG_ENDIAN;
          case '=' -> ByteOrder.nativeOrder();
          default -> ByteOrder.LITTLE_ENDIAN;
        };
    return new NpyHeader(
        version, type, order, fortran(entries.get("fortran_order")), shape(entries.get("shape")));
  }

  private static NpyType type(String descr) throws IOException {
    Matcher matcher = DESCR.matcher(descr);
    if (matcher.matches()) {
      for (NpyType type : NpyType.values()) {
        // Only single bytes have no order.
        if (type.code().equals(matcher.group(2))
            && (type.bytes() == 1 || !matcher.group(1).equals("|"))) {
          return type;
        }
      }
    }
    throw new IOException(
        "elements of type %s, supported are %s".formatted(descr, NpyType.codes()));
  }

  private static boolean fortran(String value) throws IOException {
    if (!value.equals("True") && !value.equals("False")) {
      throw new IOException("fortran_order %s, allowed are True and False".formatted(value));
    }
    return value.equals("True");
  }

  private static ImmutableLongArray shape(String tuple) throws IOException {
    if (!SHAPE.matcher(tuple).matches()) {
      throw new IOException(
          "shape %s, expected a tuple of sizes such as (3,) or (3, 4)".formatted(tuple));
    }
    ImmutableLongArray.Builder shape = ImmutableLongArray.builder();
    for (String size : Splitter.on(CharMatcher.anyOf("(), ")).omitEmptyStrings().split(tuple)) {
      try {
        // Python 2 wrote long integers with the letter.
        shape.add(Long.parseLong(CharMatcher.is('L').trimFrom(size)));
      } catch (NumberFormatException e) {
        throw new IOException("size %s is more than a long can hold".formatted(size), e);
      }
    }
    return shape.build();
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
    int before = MAGIC.length + 2 + (version == 1 ? 2 : 4);
    int total = (before + dictionary.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    int length = total - before;
    ByteBuffer header = ByteBuffer.allocate(total).order(ByteOrder.LITTLE_ENDIAN);
    header.put(MAGIC).put((byte) version).put((byte) 0);
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

  private static byte[] readFully(InputStream in, int bytes) throws IOException {
    byte[] read = in.readNBytes(bytes);
    if (read.length < bytes) {
      throw new IOException("truncated: ends within its header");
    }
    return read;
  }

  private static String hex(byte[] bytes) {
    return HexFormat.ofDelimiter(" ").formatHex(bytes);
  }
}
