package org.newtonlosses.data.npy;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.newtonlosses.files.Draft;

/**
 * Writes a .npy file piece by piece. The file appears at {@link #close}, if all elements that its
 * header declares were written; else there is none.
 *
 * <pre>{@code
 * try (NpyWriter out = new NpyWriter(file, NpyHeader.of(NpyType.FLOAT16, 2, 3))) {
 *   out.write(0.8, 1.2, 5.3);
 *   out.write(7.7, 9.2, 0.8);
 * }
 * }</pre>
 */
public final class NpyWriter implements Closeable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path file;
  private final Draft draft;
  private final NpyHeader header;
  private final FileChannel channel;
  private final ByteBuffer buffer;
  private long written;

  /**
   * Starts a file.
   *
   * @param file replaced if it exists
   * @param header declares the elements
   * @throws IOException if the folder cannot be written to
   */
  public NpyWriter(Path file, NpyHeader header) throws IOException {
    ByteBuffer start = ByteBuffer.wrap(header.encode());
    this.file = file;
    this.draft = new Draft(file);
    this.header = header;
    this.channel =
        FileChannel.open(draft.path(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    this.buffer = ByteBuffer.allocate(BUFFER_BYTES).order(header.order());
    drain(start);
  }

  /**
   * Appends elements, in the order of the file: in Fortran order the first index runs fastest.
   *
   * @param elements bytes of the type {@link NpyType#UINT8} or {@link NpyType#BOOL}
   * @param from the first one
   * @param count how many
   * @throws IllegalArgumentException if the elements of the file are not bytes
   */
  public void write(byte[] elements, int from, int count) throws IOException {
    checkArgument(
        header.type().bytes() == 1,
        "%s: elements of type %s cannot be written as bytes",
        file,
        header.type().code());
    flush();
    drain(ByteBuffer.wrap(elements, from, count));
    written += count;
  }

  /**
   * Appends elements, in the order of the file: in Fortran order the first index runs fastest.
   *
   * @param elements each becomes the nearest number of a floating-point type; integers are cut off
   */
  public void write(double... elements) throws IOException {
    for (double element : elements) {
      if (buffer.remaining() < header.type().bytes()) {
        flush();
      }
      header.type().put(buffer, element);
    }
    written += elements.length;
  }

  private void flush() throws IOException {
    drain(buffer.flip());
    buffer.clear();
  }

  private void drain(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /**
   * Puts the file to its place.
   *
   * @throws IllegalStateException if fewer or more elements were written than the header declares;
   *     then there is no file
   */
  @Override
  public void close() throws IOException {
    if (!channel.isOpen()) {
      return;
    }
    try (draft) {
      try (channel) {
        flush();
      }
      checkState(
          written == header.elements(),
          "%s: %s elements were written, its header declares shape %s",
          file,
          written,
          header.shape());
      draft.publish();
    }
  }
}
