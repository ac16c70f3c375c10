package org.newtonlosses.data.pictures;

import org.newtonlosses.data.ChannelStatistics;
import org.newtonlosses.data.ExampleSource;

/** Pictures of which lists can be made, each with the order that is known of it. */
public interface PictureLists {

  /** The shape of each picture. */
  PictureShape shape();

  /** The statistics of their channels. */
  ChannelStatistics channels();

  /**
   * How many pictures a list to learn from has.
   *
   * @param n how many are wanted, at least 2
   * @throws IllegalArgumentException if n is smaller, or there are too few pictures
   */
  int slots(int n);

  /**
   * Lists to learn from, without end. Example k depends on these pictures, n, the seed and k alone.
   *
   * @param n how many pictures of a list are seen at most, at least 2
   * @param seed the same seed gives the same lists
   * @throws IllegalArgumentException as {@link #slots}
   */
  ExampleSource<PictureBatch> training(int n, long seed);

  /**
   * Lists to evaluate on, always the same ones.
   *
   * @param n how many pictures make a list, if that is not given with them; at least 2
   * @param seed the same seed gives the same lists
   * @throws IllegalArgumentException as {@link #slots}
   */
  ExampleSource<PictureBatch> evaluation(int n, long seed);
}
