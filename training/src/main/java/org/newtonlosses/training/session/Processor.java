package org.newtonlosses.training.session;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSortedSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of the processor.
 *
 * @param model its name, or the architecture where the system does not tell
 * @param cores those that this process may use
 * @param features instruction sets, with Linux's names; empty where the system does not tell
 */
public record Processor(String model, int cores, Set<String> features) {
  private static final Path LINUX = Path.of("/proc/cpuinfo");

  /** Returns the processor of this machine. */
  public static Processor detect() {
    String text = "";
    if (Files.isReadable(LINUX)) {
      try {
        text = Files.readString(LINUX, StandardCharsets.UTF_8);
      } catch (IOException e) {
        // Not worth failing for: it is only told to the user.
        text = "";
      }
    }
    return parse(text, Runtime.getRuntime().availableProcessors());
  }

  /** Reads the text of {@code /proc/cpuinfo}. */
  static Processor parse(String cpuinfo, int cores) {
    Splitter words = Splitter.on(' ').omitEmptyStrings();
    List<String> flags =
        field(cpuinfo, "flags")
            .or(() -> field(cpuinfo, "Features"))
            .map(words::splitToList)
            .orElse(List.of());
    return new Processor(
        field(cpuinfo, "model name").orElse(System.getProperty("os.arch")),
        cores,
        flags.stream()
            .filter(Processor::isRelevant)
            .collect(ImmutableSortedSet.toImmutableSortedSet(String::compareTo)));
  }

  /**
   * Returns whether products of bfloat16 numbers have instructions of their own; empty where the
   * system does not tell.
   */
  public Optional<Boolean> hasBfloat16() {
    return features.isEmpty()
        ? Optional.empty()
        : Optional.of(
            features.contains("avx512_bf16")
                || features.contains("amx_bf16")
                || features.contains("bf16"));
  }

  /** Whether TensorFlow has faster code for this instruction set. */
  private static boolean isRelevant(String name) {
    return name.equals("fma")
        || name.startsWith("avx")
        || name.startsWith("amx")
        || name.equals("asimd")
        || name.equals("bf16")
        || name.startsWith("sve");
  }

  private static Optional<String> field(String cpuinfo, String name) {
    return cpuinfo
        .lines()
        .filter(line -> line.startsWith(name) && line.contains(":"))
        .filter(line -> line.substring(0, line.indexOf(':')).strip().equals(name))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst();
  }
}
