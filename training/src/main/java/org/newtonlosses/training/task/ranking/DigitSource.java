package org.newtonlosses.training.task.ranking;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.newtonlosses.data.Splits;
import org.newtonlosses.data.digits.DigitSet;
import org.newtonlosses.data.digits.Mnist;
import org.newtonlosses.data.digits.MnistDownload;
import org.newtonlosses.data.digits.SyntheticDigits;
import org.newtonlosses.training.schema.Variant;
import org.newtonlosses.training.task.DataParams;

/** Where digits come from. */
@FunctionalInterface
public interface DigitSource {

  /**
   * Reads or makes the digits.
   *
   * @param messages told, in a line each, what takes time or must be known
   * @throws IOException if they cannot be read or fetched
   */
  Splits<DigitSet> open(Consumer<String> messages) throws IOException;

  /** Those of this project, by name. */
  static List<Variant<DigitSource>> all() {
    return List.of(
        Variant.of(
            "mnist",
            "the idx files of MNIST, or of another set with the same file names",
            v -> messages -> mnist(v.get(RankingTask.FOLDER), messages)),
        Variant.of(
            "synthetic",
            "digits drawn by strokes: results on them say nothing about MNIST",
            v -> DigitSource::synthetic));
  }

  private static Splits<DigitSet> mnist(String folder, Consumer<String> messages)
      throws IOException {
    if (!folder.equals(DataParams.CACHE)) {
      Path path = Path.of(folder);
      if (!Files.isDirectory(path)) {
        throw new IOException(path + ": no such folder; it shall hold the four idx files");
      }
      return Mnist.load(path);
    }
    Path cache = MnistDownload.cacheFolder(System.getenv());
    if (!Files.isDirectory(cache)) {
      messages.accept("MNIST is not in " + cache + " yet: it is fetched now");
    }
    return Mnist.load(new MnistDownload(cache, messages).fetch());
  }

  private static Splits<DigitSet> synthetic(Consumer<String> messages) {
    messages.accept(
        "SYNTHETIC DIGITS: drawn by this program, not MNIST. Results say nothing about MNIST.");
    return SyntheticDigits.splits(0);
  }
}
