package org.newtonlosses.data.npy;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSet;
import com.google.common.io.LittleEndianDataInputStream;
import com.google.common.primitives.ImmutableLongArray;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the header of a .npy file: {@link NpyHeader} tells its layout. */
final class NpyHeaderReader {
  private static final int LONGEST_DICTIONARY = 1 << 20;
  private static final Pattern ENTRY =
      Pattern.compile("'(\\w+)'\\s*:\\s*('[^']*'|\\w+|\\([^()]*\\)|\\[.*\\])\\s*(?:,\\s*|$)");
  private static final Pattern DESCR = Pattern.compile("'([<>|=])(\\w+)'");
  private static final Pattern SHAPE =
      Pattern.compile("\\(\\s*\\)|\\((\\s*\\d+L?\\s*,)+(\\s*\\d+L?)?\\s*\\)");

  private NpyHeaderReader() {}

  /**
   * Reads a header, and nothing after it.
   *
   * @throws IOException if there is no header that can be understood; the message does not name the
   *     file
   */
  static NpyHeader read(InputStream in) throws IOException {
    try {
      return read(new LittleEndianDataInputStream(in));
    } catch (EOFException e) {
      throw new IOException("truncated: ends within its header", e);
    }
  }

  private static NpyHeader read(LittleEndianDataInputStream in) throws IOException {
    byte[] expected = NpyHeader.MAGIC.getBytes(StandardCharsets.ISO_8859_1);
    byte[] magic = in.readNBytes(expected.length);
    if (!Arrays.equals(magic, expected)) {
      throw new IOException(
          "not a .npy file: its first bytes are [%s], expected [%s]"
              .formatted(hex(magic), hex(expected)));
    }
    byte[] majorAndMinor = new byte[2];
    in.readFully(majorAndMinor);
    int version = majorAndMinor[0];
    if (version < 1 || version > 3) {
      throw new IOException("version %d of .npy, allowed are 1, 2 and 3".formatted(version));
    }
    long dictionaryLength =
        version == 1 ? in.readUnsignedShort() : Integer.toUnsignedLong(in.readInt());
    if (dictionaryLength > LONGEST_DICTIONARY) {
      throw new IOException(
          "header of %d bytes, at most %d are supported"
              .formatted(dictionaryLength, LONGEST_DICTIONARY));
    }
    byte[] dictionary = new byte[(int) dictionaryLength];
    in.readFully(dictionary);
    Charset charset = version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
    return parse(version, new String(dictionary, charset).strip());
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

  private static String hex(byte[] bytes) {
    return HexFormat.ofDelimiter(" ").formatHex(bytes);
  }
}
