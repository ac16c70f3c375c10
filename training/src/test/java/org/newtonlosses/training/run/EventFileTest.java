package org.newtonlosses.training.run;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.Event;

class EventFileTest {
  @TempDir Path folder;

  @Test
  void checksumIsTheMaskedCastagnoliCrc() {
    // The check value of CRC-32C is e3069283: rotated right by 15, plus a282ead8.
    assertThat(EventFile.maskedCrc("123456789".getBytes(US_ASCII)))
        .isEqualTo(((0xe3069283 >>> 15) | (0xe3069283 << 17)) + 0xa282ead8);
  }

  @Test
  void beginsWithTheVersionAndGoesOnWhereItIsCut() throws IOException {
    Path path = folder.resolve("events");
    try (EventFile file = new EventFile(path)) {
      for (int step = 1; step <= 5; step++) {
        file.append(Event.newBuilder().setStep(step).build());
      }
    }
    Files.write(path, new byte[] {9, 0, 0}, StandardOpenOption.APPEND);

    EventFile.cut(path, 3);
    try (EventFile file = new EventFile(path)) {
      file.append(Event.newBuilder().setStep(40).build());
    }

    List<Event> events = read(path);
    assertThat(events.get(0).getFileVersion()).isEqualTo("brain.Event:2");
    assertThat(events).extracting(Event::getStep).containsExactly(0L, 1L, 2L, 3L, 40L);
  }

  private static List<Event> read(Path path) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
    List<Event> events = new ArrayList<>();
    while (bytes.hasRemaining()) {
      byte[] event = new byte[(int) bytes.getLong()];
      bytes.getInt();
      bytes.get(event);
      assertThat(bytes.getInt()).isEqualTo(EventFile.maskedCrc(event));
      events.add(Event.parseFrom(event));
    }
    return events;
  }
}
