package org.newtonlosses.training.task.pictures;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.newtonlosses.data.Splits;
import org.newtonlosses.data.pictures.PictureLists;
import org.newtonlosses.training.schema.Variant;

/** What is known of pictures. It does not depend on the recipe's seed. */
public interface PictureSource {

  /**
   * Reads the pictures.
   *
   * @param messages told, in a line each, what must be known
   * @throws IllegalArgumentException if no file is named
   * @throws IOException if a file cannot be read, or the pictures do not suffice
   */
  Splits<PictureLists> open(Consumer<String> messages) throws IOException;

  /**
   * Reads the pictures of the test alone, in all three parts.
   *
   * @throws IllegalArgumentException if no file is named
   * @throws IOException if a file cannot be read, or the pictures do not suffice
   */
  Splits<PictureLists> test() throws IOException;

  /** The most lists of a validation. */
  int validation();

  /** The most lists of the final test. */
  int testLists();

  /** The grey level behind transparent pixels, 0 … 255. */
  int ground();

  /** Those of this project, by name. */
  static List<Variant<PictureSource>> all() {
    return List.of(PictureFiles.values(), PictureFiles.orders());
  }
}
