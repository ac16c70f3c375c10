package org.newtonlosses.training.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.newtonlosses.training.session.Versions;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TNumber;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * What all kinds of {@code newton export} have in common. The SavedModel holds {@code
 * assets.extra/provenance.json}: the kind, the value of each of its options, the versions.
 */
@Command(showDefaultValues = true)
abstract class ExportKind implements Callable<Integer> {
  private static final String PROVENANCE = "provenance.json";
  private static final Set<String> NOT_PARAMETERS =
      Set.of("--out", "--help", "--version", "--verbose");

  @Spec private CommandSpec spec;

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "the new folder")
  private Path out;

  @Option(
      names = "--dtype",
      paramLabel = "TYPE",
      defaultValue = "float32",
      description = "float32 or float64")
  private String dtype;

  /**
   * Writes the SavedModel.
   *
   * @param directory the new folder
   * @param type what it computes in
   * @param extras texts to be kept with it
   */
  abstract void export(Path directory, Class<? extends TNumber> type, Extras extras)
      throws IOException;

  /** Texts by file name; asked for when all options have their final values. */
  interface Extras {
    /** Returns the texts. */
    Map<String, String> get() throws IOException;
  }

  @Override
  public final Integer call() throws IOException {
    if (Files.exists(out)) {
      throw new FileAlreadyExistsException(out.toString());
    }
    export(out, type(), () -> Map.of(PROVENANCE, provenance()));
    spec.commandLine().getOut().println("wrote " + out);
    return 0;
  }

  private Class<? extends TNumber> type() {
    return switch (dtype) {
      case "float32" -> TFloat32.class;
      case "float64" -> TFloat64.class;
      default ->
          throw new IllegalArgumentException("dtype must be float32 or float64, found " + dtype);
    };
  }

  private String provenance() throws IOException {
    Map<String, Object> parameters = new LinkedHashMap<>();
    for (OptionSpec option : spec.options()) {
      Object value = option.getValue();
      if (value != null && !NOT_PARAMETERS.contains(option.longestName())) {
        parameters.put(option.longestName().substring(2), value);
      }
    }
    Map<String, Object> versions = new LinkedHashMap<>();
    versions.put("newton-losses", Versions.project());
    versions.put("tensorflow", Versions.tensorFlow());
    versions.put("tensorflow-java", Versions.tensorFlowJava());
    Map<String, Object> provenance = new LinkedHashMap<>();
    provenance.put("kind", spec.name());
    provenance.put("parameters", parameters);
    provenance.put("versions", versions);
    return new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValueAsString(provenance);
  }
}
