package org.newtonlosses.training.cli.export;

import com.google.common.base.Ascii;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.newtonlosses.training.schema.Entry;
import org.newtonlosses.training.schema.Values;
import org.tensorflow.types.family.TNumber;

/**
 * Something that can be exported.
 *
 * @param name on the command line
 * @param help one line for people
 * @param signature its tensors, in a few lines
 * @param entries its parameters
 * @param exporter writes it
 */
record ExportKind(
    String name, String help, List<String> signature, List<Entry<?>> entries, Exporter exporter) {

  /** The help as a sentence. */
  String sentence() {
    return Ascii.toUpperCase(help.substring(0, 1)) + help.substring(1) + ".";
  }

  /** Writes a SavedModel. */
  @FunctionalInterface
  interface Exporter {

    /**
     * Writes it.
     *
     * @param values of the kind's parameters
     * @param type what it computes in
     * @param directory the new folder
     * @param extras texts to be kept with it, by file name
     */
    void export(
        Values values, Class<? extends TNumber> type, Path directory, Map<String, String> extras)
        throws IOException;
  }
}
