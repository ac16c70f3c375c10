package org.newtonlosses.training.task.ranking;

/** A picture of a number, to be ranked. */
final class Item {
  private final String name;
  private final byte[] pixels;

  /**
   * Makes an item.
   *
   * @param name where it comes from: a file, or a file and a place in it
   * @param pixels uint8 [28, 112], row-major, light digits on a dark ground; not copied
   */
  Item(String name, byte[] pixels) {
    this.name = name;
    this.pixels = pixels;
  }

  /** Returns where it comes from. */
  public String name() {
    return name;
  }

  /** Returns the pixels, uint8 [28, 112], row-major: the buffer itself. */
  public byte[] pixels() {
    return pixels;
  }
}
