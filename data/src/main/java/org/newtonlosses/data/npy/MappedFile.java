package org.newtonlosses.data.npy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/** A part of a file, mapped into memory in pieces, since a buffer ends at 2 GiB. */
final class MappedFile {
  private static final int PIECE_BYTES = 1 << 30;

  private final ByteBuffer[] pieces;
  private final int pieceBytes;

  /**
   * Maps a part of a file for reading.
   *
   * @param file may be closed afterwards
   * @param offset where the part starts
   * @param length its bytes
   * @param order of the bytes of a number
   */
  MappedFile(FileChannel file, long offset, long length, ByteOrder order) throws IOException {
    this(file, offset, length, order, PIECE_BYTES);
  }

  /** As above, with pieces of a multiple of 8 bytes, so that no number lies in two of them. */
  MappedFile(FileChannel file, long offset, long length, ByteOrder order, int pieceBytes)
      throws IOException {
    this.pieceBytes = pieceBytes;
    this.pieces = new ByteBuffer[Math.toIntExact((length + pieceBytes - 1) / pieceBytes)];
    for (int i = 0; i < pieces.length; i++) {
      long from = (long) i * pieceBytes;
      long size = Math.min(pieceBytes, length - from);
      pieces[i] = file.map(FileChannel.MapMode.READ_ONLY, offset + from, size).order(order);
    }
  }

  /** Returns the element of some type that starts at a position, a multiple of the type's size. */
  double get(NpyType type, long position) {
    return type.get(pieces[(int) (position / pieceBytes)], (int) (position % pieceBytes));
  }

  /** Copies bytes from a position on. */
  void get(long position, byte[] target, int offset, int length) {
    for (int copied = 0; copied < length; ) {
      ByteBuffer piece = pieces[(int) ((position + copied) / pieceBytes)];
      int from = (int) ((position + copied) % pieceBytes);
      int part = Math.min(length - copied, piece.limit() - from);
      piece.get(from, target, offset + copied, part);
      copied += part;
    }
  }
}
