package org.newtonlosses.training.model;

import com.google.common.collect.ImmutableSortedMap;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.newtonlosses.graphs.model.SavedModelLayout;
import org.tensorflow.proto.BundleEntryProto;
import org.tensorflow.proto.BundleHeaderProto;
import org.tensorflow.proto.TensorShapeProto;

/**
 * Which variables a checkpoint of TensorFlow's format V2 holds: read without TensorFlow, and
 * without the values.
 *
 * <p>The file {@code PREFIX.index} is a table from names to entries as in LevelDB; the values are
 * in {@code PREFIX.data-00000-of-00001} and so on. Source: tensorflow/core/util/tensor_bundle and
 * tensorflow/core/lib/io/table_format.txt.
 */
public final class CheckpointIndex {
  private static final long MAGIC = 0xdb4775248b80fb57L;
  private static final int FOOTER_BYTES = 48;
  private static final int WORDS = 5;

  private final Path path;
  private final Path prefix;
  private final int shards;
  private final ImmutableSortedMap<String, BundleEntryProto> variables;

  private CheckpointIndex(
      Path path, Path prefix, int shards, SortedMap<String, BundleEntryProto> variables) {
    this.path = path;
    this.prefix = prefix;
    this.shards = shards;
    this.variables = ImmutableSortedMap.copyOfSorted(variables);
  }

  /**
   * Reads an index.
   *
   * @param path the prefix of a checkpoint's files, or the folder of a SavedModel
   * @throws IOException if there is none, or it cannot be read
   */
  public static CheckpointIndex of(Path path) throws IOException {
    boolean isModel = Files.isRegularFile(path.resolve(SavedModelLayout.GRAPH));
    Path prefix =
        isModel
            ? path.resolve(SavedModelLayout.VARIABLES).resolve(SavedModelLayout.VARIABLES_PREFIX)
            : path;
    Path file = suffixed(prefix, ".index");
    if (!Files.isRegularFile(file)) {
      throw new FileNotFoundException(
          isModel
              ? path + ": a SavedModel without variables"
              : "%s: no checkpoint and no SavedModel, there is neither %s nor %s"
                  .formatted(path, file, path.resolve(SavedModelLayout.GRAPH)));
    }
    try {
      return read(path, prefix, ByteBuffer.wrap(Files.readAllBytes(file)));
    } catch (BufferUnderflowException
        | IllegalArgumentException
        | IndexOutOfBoundsException
        | InvalidProtocolBufferException e) {
      throw new IOException(file + ": not the index of a checkpoint of TensorFlow's format V2", e);
    }
  }

  private static CheckpointIndex read(Path path, Path prefix, ByteBuffer file)
      throws InvalidProtocolBufferException {
    ByteBuffer footer = file.slice(file.limit() - FOOTER_BYTES, FOOTER_BYTES);
    footer.order(ByteOrder.LITTLE_ENDIAN);
    if (footer.getLong(FOOTER_BYTES - Long.BYTES) != MAGIC) {
      throw new IllegalArgumentException("another format");
    }
    varint(footer);
    varint(footer);
    Map<String, ByteBuffer> entries = new TreeMap<>();
    forEach(
        block(file, footer),
        (last, handle) -> forEach(block(file, handle), (name, value) -> entries.put(name, value)));
    BundleHeaderProto header = BundleHeaderProto.parseFrom(entries.remove(""));
    SortedMap<String, BundleEntryProto> variables = new TreeMap<>();
    for (Map.Entry<String, ByteBuffer> entry : entries.entrySet()) {
      variables.put(entry.getKey(), BundleEntryProto.parseFrom(entry.getValue()));
    }
    return new CheckpointIndex(path, prefix, header.getNumShards(), variables);
  }

  /** The contents of a block: entries, where keys are whole again, and their number. */
  private static ByteBuffer block(ByteBuffer file, ByteBuffer handle) {
    int offset = Math.toIntExact(varint(handle));
    int size = Math.toIntExact(varint(handle));
    if (file.get(offset + size) != 0) {
      throw new IllegalArgumentException("a compressed block");
    }
    ByteBuffer block = file.slice(offset, size).order(ByteOrder.LITTLE_ENDIAN);
    int restarts = block.getInt(size - Integer.BYTES);
    return block.limit(size - Integer.BYTES * (restarts + 1));
  }

  /** Each key shares its beginning with the one before. */
  private static void forEach(ByteBuffer block, BiConsumer<String, ByteBuffer> action) {
    byte[] key = new byte[0];
    while (block.hasRemaining()) {
      int shared = Math.toIntExact(varint(block));
      int own = Math.toIntExact(varint(block));
      int size = Math.toIntExact(varint(block));
      byte[] next = new byte[shared + own];
      System.arraycopy(key, 0, next, 0, shared);
      block.get(next, shared, own);
      key = next;
      action.accept(new String(key, StandardCharsets.UTF_8), block.slice(block.position(), size));
      block.position(block.position() + size);
    }
  }

  /** Seven bits a byte, the lowest first; the highest bit says that there are more. */
  private static long varint(ByteBuffer buffer) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = buffer.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  /** The prefix of its files. */
  public Path prefix() {
    return prefix;
  }

  /** Its files: the index, and those of the values. */
  public List<Path> files() {
    List<Path> files = new ArrayList<>(List.of(suffixed(prefix, ".index")));
    for (int shard = 0; shard < shards; shard++) {
      files.add(data(shard));
    }
    return files;
  }

  /**
   * Checks that it has all variables of another one, with their types and shapes.
   *
   * @throws IllegalArgumentException if not; the message names the first that differs, and what
   *     there is
   */
  public void checkHas(CheckpointIndex model) {
    model.variables.forEach(
        (name, expected) -> {
          BundleEntryProto found = variables.get(name);
          if (found == null) {
            throw new IllegalArgumentException(
                "%s: does not fit the model, it has no variable %s %s; it has %s"
                    .formatted(path, name, words(expected), names()));
          }
          if (!words(found).equals(words(expected))) {
            throw new IllegalArgumentException(
                "%s: does not fit the model, the variable %s must be %s, found %s"
                    .formatted(path, name, words(expected), words(found)));
          }
        });
  }

  private String names() {
    return variables.keySet().stream().limit(WORDS).collect(Collectors.joining(", "))
        + (variables.size() > WORDS ? ", … (%d)".formatted(variables.size()) : "");
  }

  private static String words(BundleEntryProto entry) {
    return entry.getDtype().name().replace("DT_", "").toLowerCase(Locale.ROOT)
        + entry.getShape().getDimList().stream().map(TensorShapeProto.Dim::getSize).toList();
  }

  private ByteBuffer value(String name) throws IOException {
    BundleEntryProto entry = variables.get(name);
    if (entry == null) {
      throw new IllegalArgumentException(
          "%s: not of a model that newton can train, it has no variable %s; it has %s"
              .formatted(path, name, names()));
    }
    ByteBuffer value =
        ByteBuffer.allocate(Math.toIntExact(entry.getSize())).order(ByteOrder.LITTLE_ENDIAN);
    Path file = data(entry.getShardId());
    try (FileChannel channel = FileChannel.open(file)) {
      if (channel.read(value, entry.getOffset()) < value.capacity()) {
        throw new IOException(file + ": ends before the variable " + name);
      }
    }
    return value.flip();
  }

  /**
   * How many steps the model has made that it is of.
   *
   * @throws IllegalArgumentException if it does not say
   * @throws IOException if the values cannot be read
   */
  public long step() throws IOException {
    return value(SavedModelLayout.STEP).getLong();
  }

  /**
   * The learning rate of the model that it is of.
   *
   * @throws IllegalArgumentException if it does not say
   * @throws IOException if the values cannot be read
   */
  public float learningRate() throws IOException {
    return value(SavedModelLayout.LEARNING_RATE).getFloat();
  }

  private Path data(int shard) {
    return suffixed(prefix, ".data-%05d-of-%05d".formatted(shard, shards));
  }

  private static Path suffixed(Path prefix, String suffix) {
    return prefix.resolveSibling(prefix.getFileName() + suffix);
  }
}
