package org.newtonlosses.training.run;

import com.google.common.hash.Hashing;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.tensorflow.proto.Event;

/**
 * A file of TensorBoard events, as TFRecords: length (uint64), masked CRC32C of the length
 * (uint32), the event, masked CRC32C of the event (uint32), little-endian.
 *
 * <p>Source: tensorflow/core/lib/io/record_writer.h.
 */
final class EventFile implements AutoCloseable {
  /** How the names of such files begin, for TensorBoard to find them. */
  static final String PREFIX = "events.out.tfevents.";

  private static final int LENGTH_BYTES = Long.BYTES + Integer.BYTES;

  private final OutputStream out;

  /** Opens a file to append to; a new one begins with the version of the format. */
  EventFile(Path file) throws IOException {
    boolean fresh = !Files.exists(file) || Files.size(file) == 0;
    out =
        new BufferedOutputStream(
            Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    if (fresh) {
      append(
          Event.newBuilder()
              .setWallTime(System.currentTimeMillis() / 1e3)
              .setFileVersion("brain.Event:2")
              .build());
    }
  }

  void append(Event event) throws IOException {
    byte[] data = event.toByteArray();
    byte[] length = bytes(Long.BYTES).putLong(data.length).array();
    out.write(length);
    out.write(bytes(Integer.BYTES).putInt(maskedCrc(length)).array());
    out.write(data);
    out.write(bytes(Integer.BYTES).putInt(maskedCrc(data)).array());
  }

  void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  /** Cuts the events of later steps off, and a record that was not finished. */
  static void cut(Path file, long step) throws IOException {
    long end = 0;
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      while (true) {
        byte[] head = new byte[LENGTH_BYTES];
        in.readFully(head);
        byte[] data =
            new byte
                [Math.toIntExact(ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getLong())];
        in.readFully(data);
        in.readInt();
        if (Event.parseFrom(data).getStep() > step) {
          break;
        }
        end += head.length + data.length + Integer.BYTES;
      }
    } catch (EOFException e) {
      // The last record was not finished: it goes too.
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(end);
    }
  }

  /** The checksum, rotated and shifted so that checksums of checksums stay apart. */
  static int maskedCrc(byte[] data) {
    int crc = Hashing.crc32c().hashBytes(data).asInt();
    return Integer.rotateRight(crc, 15) + 0xa282ead8;
  }

  private static ByteBuffer bytes(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
