package org.newtonlosses.data.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.google.common.base.Strings;
import com.google.common.primitives.Bytes;
import com.google.common.primitives.ImmutableLongArray;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyArrayTest {
  @TempDir private Path temp;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = temp.resolve("a.npy");
  }

  @ParameterizedTest
  @EnumSource(NpyType.class)
  void everyTypeOrderAndVersionComesBack(NpyType type) throws IOException {
    for (int version = 1; version <= 3; version++) {
      for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
        // Numbers that all types hold.
        write(new NpyHeader(version, type, order, false, sizes(3, 2)), 0, 1, 1, 0, 0, 1);

        NpyArray array = NpyArray.open(file);

        assertThat(array.header().type()).isEqualTo(type);
        assertThat(array.header().version()).isEqualTo(version);
        assertThat(array.header().shape()).isEqualTo(sizes(3, 2));
        assertThat(array.rows()).isEqualTo(3);
        assertThat(array.rowElements()).isEqualTo(2);
        assertThat(row(array, 0)).containsExactly(0, 1);
        assertThat(row(array, 1)).containsExactly(1, 0);
        assertThat(row(array, 2)).containsExactly(0, 1);
      }
    }
  }

  @Test
  void numbersKeepTheirPrecision() throws IOException {
    write(NpyHeader.of(NpyType.FLOAT64, 2), Math.PI, -1e300);
    assertThat(row(NpyArray.open(file), 0)).containsExactly(Math.PI);
    assertThat(row(NpyArray.open(file), 1)).containsExactly(-1e300);

    write(NpyHeader.of(NpyType.FLOAT32, 1), Math.PI);
    assertThat(row(NpyArray.open(file), 0)).containsExactly((float) Math.PI);

    write(NpyHeader.of(NpyType.INT64, 1), -(1L << 53));
    assertThat(row(NpyArray.open(file), 0)).containsExactly(-(1L << 53));

    write(NpyHeader.of(NpyType.UINT8, 1), 200);
    assertThat(row(NpyArray.open(file), 0)).containsExactly(200);
  }

  @Test
  void fortranOrderIsReadInCOrder() throws IOException {
    // Element [i, j, k] of shape (2, 3, 4) is 100 i + 10 j + k.
    double[] elements = new double[24];
    int at = 0;
    for (int k = 0; k < 4; k++) {
      for (int j = 0; j < 3; j++) {
        for (int i = 0; i < 2; i++) {
          elements[at++] = 100 * i + 10 * j + k;
        }
      }
    }
    for (NpyType type : new NpyType[] {NpyType.UINT8, NpyType.FLOAT32}) {
      write(new NpyHeader(1, type, ByteOrder.LITTLE_ENDIAN, true, sizes(2, 3, 4)), elements);

      NpyArray array = NpyArray.open(file);

      assertThat(row(array, 1))
          .containsExactly(100, 101, 102, 103, 110, 111, 112, 113, 120, 121, 122, 123);
    }
    byte[] bytes = new byte[14];
    write(new NpyHeader(1, NpyType.UINT8, ByteOrder.LITTLE_ENDIAN, true, sizes(2, 3, 4)), elements);
    NpyArray.open(file).readRow(0, bytes, 1);
    assertThat(bytes).containsExactly(0, 0, 1, 2, 3, 10, 11, 12, 13, 20, 21, 22, 23, 0);
  }

  @Test
  void unusualShapesAreRead() throws IOException {
    write(NpyHeader.of(NpyType.FLOAT32), 7);
    assertThat(NpyArray.open(file).rows()).isEqualTo(1);
    assertThat(row(NpyArray.open(file), 0)).containsExactly(7);

    write(NpyHeader.of(NpyType.FLOAT32, 0, 96));
    assertThat(NpyArray.open(file).rows()).isZero();
    assertThat(NpyArray.open(file).rowElements()).isEqualTo(96);

    write(new NpyHeader(1, NpyType.FLOAT32, ByteOrder.LITTLE_ENDIAN, true, sizes(3)), 1, 2, 3);
    assertThat(row(NpyArray.open(file), 2)).containsExactly(3);
  }

  @Test
  void piecesOfALargeFileAreJoined() throws IOException {
    byte[] bytes = new byte[100];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    Files.write(file, bytes);
    try (FileChannel channel = FileChannel.open(file)) {
      MappedFile mapped = new MappedFile(channel, 3, 97, ByteOrder.BIG_ENDIAN, 16);
      byte[] part = new byte[62];
      mapped.get(10, part, 1, 60);
      for (int i = 0; i < 60; i++) {
        assertThat(part[1 + i]).isEqualTo((byte) (13 + i));
      }
      assertThat(part[0] + part[61]).isZero();
      for (int position = 0; position < 88; position += 8) {
        assertThat(mapped.get(NpyType.INT64, position))
            .isEqualTo((double) ByteBuffer.wrap(bytes).getLong(3 + position));
      }
    }
  }

  @Test
  void moreThanABufferIsWritten() throws IOException {
    double[] elements = new double[20_000];
    Arrays.setAll(elements, i -> i);
    write(NpyHeader.of(NpyType.FLOAT64, 1, elements.length), elements);
    assertThat(row(NpyArray.open(file), 0)).isEqualTo(elements);
  }

  @Test
  void numbersAndBytesKeepTheirOrder() throws IOException {
    try (NpyWriter out = new NpyWriter(file, NpyHeader.of(NpyType.UINT8, 1, 4))) {
      out.write(1);
      out.write(new byte[] {0, 2, 3, 0}, 1, 2);
      out.write(4);
    }
    assertThat(row(NpyArray.open(file), 0)).containsExactly(1, 2, 3, 4);
  }

  @Test
  void headersEndAtTheNextMultipleOf64() {
    for (int version = 1; version <= 2; version++) {
      for (int dimensions = 0; dimensions <= 64; dimensions++) {
        NpyHeader header =
            new NpyHeader(
                version,
                NpyType.UINT8,
                ByteOrder.LITTLE_ENDIAN,
                false,
                sizes(LongStream.range(0, dimensions).toArray()));
        String bytes = new String(header.encode(), StandardCharsets.ISO_8859_1);
        int least = bytes.indexOf('}') + ", ".length();
        assertThat(bytes).hasSize((least + 63) / 64 * 64).endsWith("\n");
      }
    }
  }

  @Test
  void headerIsWrittenAsNumPyDoes() throws IOException {
    write(NpyHeader.of(NpyType.FLOAT16, 2, 3), 0.8, 1.2, 5.3, 7.7, 9.2, -0.0);
    String expected =
        "934e554d5059"
            + "0100"
            + "7600"
            + HexFormat.of()
                .formatHex(
                    ("{'descr': '<f2', 'fortran_order': False, 'shape': (2, 3), }"
                            + " ".repeat(58)
                            + "\n")
                        .getBytes(StandardCharsets.US_ASCII))
            + "663acd3c4d45b3479a480080";
    assertThat(HexFormat.of().formatHex(Files.readAllBytes(file))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1), }",
        "{'shape': (2L, 1L), 'fortran_order': False, 'descr': '<f4'}   \n",
        "{'descr':'<f4','fortran_order':False,'shape':(2,1,)}\n",
      })
  void headersOfOtherWritersAreRead(String dictionary) throws IOException {
    Files.write(file, npy(dictionary, new byte[8]));
    assertThat(NpyArray.open(file).header().shape()).isEqualTo(sizes(2, 1));
  }

  @Test
  void headersOfTheGreatestLengthAreRead() throws IOException {
    String dictionary = "{'descr': '|u1', 'fortran_order': False, 'shape': (1,), }";
    Files.write(file, npy(2, Strings.padEnd(dictionary, 1 << 20, ' '), new byte[] {7}));
    assertThat(row(NpyArray.open(file), 0)).containsExactly(7);
  }

  @Test
  void charsetDependsOnTheVersion() throws IOException {
    String dictionary = "{'descr': '<Ã©', 'fortran_order': False, 'shape': (1,)}";
    Files.write(file, npy(1, dictionary, new byte[1]));
    assertFails("elements of type '<Ã©'");
    Files.write(file, npy(3, dictionary, new byte[1]));
    assertFails("elements of type '<é'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{'descr': '=Of4'} ; cannot be understood",
        "nothing ; cannot be understood",
        "{'descr': '<f4', 'fortran_order': False} ; cannot be understood",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1), 'more': 1} ; cannot be understood",
        "{'descr': '<f4' 'fortran_order': False, 'shape': (2, 1)} ; cannot be understood",
        "{'descr': '<f4', 'fortran_order': Maybe, 'shape': (2, 1)} ; fortran_order Maybe, allowed",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2)} ; shape (2), expected a tuple",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2, -1)} ; shape (2, -1), expected a tuple",
        "{'descr': '<f4', 'fortran_order': False, 'shape': 2} ; shape 2, expected a tuple",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,)} ; more than a long",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (9999999999, 9999999999)} ; more bytes than",
        "{'descr': '|O', 'fortran_order': False, 'shape': (2, 1)} ; elements of type '|O', supported are b1, u1, i4, i8, f2, f4, f8",
        "{'descr': '<i2', 'fortran_order': False, 'shape': (2, 1)} ; elements of type '<i2'",
        "{'descr': '<c8', 'fortran_order': False, 'shape': (1,)} ; elements of type '<c8'",
        "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,)} ; elements of type [('a', '<f4')]",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (3, 1)} ; truncated: its header declares shape [3, 1] of f4 = 12 bytes of elements, found 8",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 1)} ; its header declares shape [1, 1] of f4 = 4 bytes of elements, found 8",
      })
  void brokenFilesAreNamed(String dictionary, String message) throws IOException {
    Files.write(file, npy(dictionary, new byte[8]));
    assertFails(message);
  }

  @Test
  void brokenStartsAreNamed() throws IOException {
    byte[] whole = npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2,)}", new byte[8]);
    Files.write(file, new byte[0]);
    assertFails("not a .npy file: its first bytes are [], expected [93 4e 55 4d 50 59]");
    Files.write(file, new byte[] {'P', 'K', 3, 4, 0, 0, 0, 0});
    assertFails("not a .npy file: its first bytes are [50 4b 03 04 00 00]");
    for (int length : new int[] {6, 7, 9, 30}) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertFails("truncated: ends within its header");
    }
    whole[6] = 4;
    Files.write(file, whole);
    assertFails("version 4 of .npy, allowed are 1, 2 and 3");
    whole[6] = 2;
    whole[11] = 0x7f;
    Files.write(file, whole);
    assertFails(" bytes, at most 1048576 are supported");
    Files.delete(file);
    assertFails("no such file");
  }

  @Test
  void wrongUseIsNamed() throws IOException {
    write(NpyHeader.of(NpyType.FLOAT32, 2), 1, 2);
    NpyArray array = NpyArray.open(file);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> array.readRow(0, new byte[1], 0))
        .withMessage(file + ": elements of type f4 cannot be read as bytes");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> array.readRow(2, new float[1], 0))
        .withMessage(file + ": row 2 of 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> array.readRow(-1, new double[1], 0))
        .withMessage(file + ": row -1 of 2");
    write(NpyHeader.of(NpyType.UINT8, 1), 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NpyArray.open(file).readRow(1, new byte[1], 0))
        .withMessage(file + ": row 1 of 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NpyHeader.of(NpyType.FLOAT32, -1))
        .withMessageContaining("[-1]");
  }

  @Test
  void whatCannotBeWrittenLeavesNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> write(NpyHeader.of(NpyType.UINT8, new long[30_000])))
        .withMessage("30000 dimensions are too many for version 1");
    assertThat(temp).isEmptyDirectory();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> {
              try (NpyWriter out = new NpyWriter(file, NpyHeader.of(NpyType.FLOAT32, 1))) {
                out.write(new byte[4], 0, 4);
              }
            })
        .withMessage(file + ": elements of type f4 cannot be written as bytes");
    assertThat(temp).isEmptyDirectory();
  }

  @Test
  void anUnfinishedFileDoesNotAppear() throws IOException {
    for (double[] elements : new double[][] {{1}, {1, 2, 3}}) {
      assertThatIllegalStateException()
          .isThrownBy(() -> write(NpyHeader.of(NpyType.FLOAT32, 2), elements))
          .withMessage(
              "%s: %s elements were written, its header declares shape [2]", file, elements.length);
      assertThat(temp).isEmptyDirectory();
    }
  }

  private void write(NpyHeader header, double... elements) throws IOException {
    try (NpyWriter out = new NpyWriter(file, header)) {
      out.write(elements);
    }
  }

  private void assertFails(String message) {
    assertThatIOException()
        .isThrownBy(() -> NpyArray.open(file))
        .withMessageStartingWith(file + ": ")
        .withMessageContaining(message);
  }

  private static double[] row(NpyArray array, long row) {
    double[] elements = new double[array.rowElements()];
    array.readRow(row, elements, 0);
    float[] floats = new float[array.rowElements() + 1];
    array.readRow(row, floats, 1);
    for (int i = 0; i < elements.length; i++) {
      assertThat(floats[i + 1]).isEqualTo((float) elements[i]);
    }
    return elements;
  }

  private static byte[] npy(String dictionary, byte[] elements) {
    return npy(1, dictionary, elements);
  }

  private static byte[] npy(int version, String dictionary, byte[] elements) {
    byte[] header = dictionary.getBytes(StandardCharsets.ISO_8859_1);
    byte[] start = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0};
    ByteBuffer length = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
    length.putInt(header.length);
    return Bytes.concat(
        start, Arrays.copyOf(length.array(), version == 1 ? 2 : 4), header, elements);
  }

  private static ImmutableLongArray sizes(long... shape) {
    return ImmutableLongArray.copyOf(shape);
  }
}
