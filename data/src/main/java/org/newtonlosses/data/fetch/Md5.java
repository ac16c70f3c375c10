package org.newtonlosses.data.fetch;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.commons.codec.digest.DigestUtils;

/** Md5 sums of files, in hexadecimal. They identify data sets; they do not guard secrets. */
public final class Md5 {
  private Md5() {}

  /**
   * Returns the md5 sum of a file.
   *
   * @throws IOException if it cannot be read
   */
  public static String of(Path file) throws IOException {
    return new DigestUtils(DigestUtils.getMd5Digest()).digestAsHex(file);
  }

  /**
   * Checks a file's md5 sum.
   *
   * @param file to be read
   * @param expected its sum, small letters
   * @throws IOException if it is another; the message names the file and both sums
   */
  public static void check(Path file, String expected) throws IOException {
    String found = of(file);
    if (!found.equals(expected)) {
      throw new IOException(
          "%s: md5 sum %s, expected %s".formatted(file.getFileName(), found, expected));
    }
  }
}
