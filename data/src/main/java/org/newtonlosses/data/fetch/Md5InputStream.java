package org.newtonlosses.data.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A stream that knows the md5 sum of what was read from it. The sum identifies data sets; it does
 * not guard secrets.
 */
public final class Md5InputStream extends DigestInputStream {
  /** Reads through another stream. */
  public Md5InputStream(InputStream in) {
    super(in, newDigest());
  }

  /** Returns the md5 sum of the bytes read so far, in hexadecimal, and starts a new one. */
  public String md5() {
    return HexFormat.of().formatHex(getMessageDigest().digest());
  }

  /**
   * Returns the md5 sum of a file, in hexadecimal.
   *
   * @throws IOException if it cannot be read
   */
  public static String of(Path file) throws IOException {
    try (Md5InputStream in = new Md5InputStream(Files.newInputStream(file))) {
      byte[] buffer = new byte[1 << 16];
      while (in.read(buffer) >= 0) {
        // reading is what feeds the digest
      }
      return in.md5();
    }
  }

  /**
   * Checks a file's md5 sum.
   *
   * @param file to be read
   * @param expected its sum in hexadecimal, small letters
   * @throws IOException if it is another; the message names the file and both sums
   */
  public static void check(Path file, String expected) throws IOException {
    String found = of(file);
    if (!found.equals(expected)) {
      throw new IOException(
          "%s: md5 sum %s, expected %s".formatted(file.getFileName(), found, expected));
    }
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has MD5", e);
    }
  }
}
