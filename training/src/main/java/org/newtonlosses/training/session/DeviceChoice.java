package org.newtonlosses.training.session;

import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which device shall compute: {@code auto} (a GPU if TensorFlow sees one), {@code cpu}, {@code gpu}
 * (the first one) or {@code gpu:N}.
 *
 * @param kind what was asked for
 * @param index which GPU; 0 for the other kinds
 */
public record DeviceChoice(Kind kind, int index) {

  /** What can be asked for. */
  public enum Kind {
    /** A GPU if there is one, else the CPU. */
    AUTO,
    /** The CPU. */
    CPU,
    /** A GPU. */
    GPU
  }

  /** A GPU if there is one, else the CPU. */
  public static final DeviceChoice AUTO = new DeviceChoice(Kind.AUTO, 0);

  /** The CPU. */
  public static final DeviceChoice CPU = new DeviceChoice(Kind.CPU, 0);

  private static final Pattern GPU = Pattern.compile("gpu(?::(\\d{1,4}))?");

  /**
   * Reads a choice.
   *
   * @throws IllegalArgumentException if it is none; the message says what is allowed
   */
  public static DeviceChoice parse(String text) {
    Matcher gpu = GPU.matcher(text);
    if (gpu.matches()) {
      return new DeviceChoice(Kind.GPU, gpu.group(1) == null ? 0 : Integer.parseInt(gpu.group(1)));
    }
    return switch (text) {
      case "auto" -> AUTO;
      case "cpu" -> CPU;
      default ->
          throw new IllegalArgumentException(
              "device must be auto, cpu, gpu or gpu:N, found " + text);
    };
  }

  /**
   * Returns which of the devices is meant: the number of a GPU, or none for the CPU.
   *
   * @param devices what TensorFlow sees
   * @throws IllegalArgumentException if a GPU is asked for that is not among them
   */
  OptionalInt gpu(List<Device> devices) {
    long gpus = devices.stream().filter(Device::isGpu).count();
    if (kind == Kind.CPU || (kind == Kind.AUTO && gpus == 0)) {
      return OptionalInt.empty();
    }
    if (index >= gpus) {
      throw new IllegalArgumentException(
          "device %s was asked for, but TensorFlow sees only %s; `newton doctor` says more"
              .formatted(
                  this, devices.stream().map(Device::name).collect(Collectors.joining(", "))));
    }
    return OptionalInt.of(index);
  }

  /** Returns the text that {@link #parse} reads. */
  @Override
  public String toString() {
    return switch (kind) {
      case AUTO -> "auto";
      case CPU -> "cpu";
      case GPU -> "gpu:" + index;
    };
  }
}
