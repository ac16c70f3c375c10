package org.newtonlosses.training.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.newtonlosses.data.DataProvenance;
import org.newtonlosses.training.recipe.Recipe;
import org.newtonlosses.training.registry.Origin;
import org.newtonlosses.training.session.Processor;
import org.newtonlosses.training.session.SessionOptions;
import org.newtonlosses.training.session.Versions;

/**
 * What made a run, beside its recipe.
 *
 * @param recipe the recipe's name
 * @param seed the recipe's seed
 * @param data the data, with their checksums
 * @param from what it began with in place of initial values; null if with these
 * @param extensions where the tasks and variants come from that are not this project's own
 * @param sessions the processes that worked on the run, one after the other
 */
record Provenance(
    String recipe,
    long seed,
    DataProvenance data,
    @JsonInclude(JsonInclude.Include.NON_NULL) Start from,
    List<Origin> extensions,
    List<SessionRecord> sessions) {

  /** Copies the lists; those of older runs are missing where they are empty. */
  Provenance {
    extensions = extensions == null ? List.of() : List.copyOf(extensions);
    sessions = List.copyOf(sessions);
  }

  /**
   * What a run began with.
   *
   * @param path a SavedModel or the prefix of a checkpoint
   * @param step how many steps had been made
   * @param indexMd5 md5 sum of the checkpoint's index, which has the checksums of all variables
   */
  record Start(String path, long step, String indexMd5) {}

  /**
   * A process that worked on a run.
   *
   * @param started when, in UTC
   * @param afterStep the step that it went on after
   * @param version this project's version
   * @param gitCommit the commit that it was built from, with a {@code +} if there were changes;
   *     empty if unknown
   * @param java version and maker
   * @param tensorflow version of TensorFlow
   * @param tensorflowJava version of TensorFlow Java
   * @param system operating system
   * @param processor its name
   * @param oneDnn whether TensorFlow computes with its oneDNN kernels; changes the last bits
   * @param device what was asked for
   * @param threads of an operation
   * @param precision of convolutions and matrix products
   */
  record SessionRecord(
      String started,
      long afterStep,
      String version,
      String gitCommit,
      String java,
      String tensorflow,
      String tensorflowJava,
      String system,
      String processor,
      String oneDnn,
      String device,
      int threads,
      String precision) {

    static SessionRecord now(long afterStep, SessionOptions options) {
      return new SessionRecord(
          Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
          afterStep,
          Versions.project(),
          Versions.commit(),
          Versions.java(),
          Versions.tensorFlow(),
          Versions.tensorFlowJava(),
          "%s %s %s"
              .formatted(
                  System.getProperty("os.name"),
                  System.getProperty("os.version"),
                  System.getProperty("os.arch")),
          Processor.detect().model(),
          Versions.oneDnn(),
          options.device().toString(),
          options.threads(),
          options.precision().key());
    }
  }

  static Provenance begin(Recipe recipe, DataProvenance data) {
    return new Provenance(recipe.name(), recipe.seed(), data, null, List.of(), List.of());
  }

  static Provenance read(Path file) throws IOException {
    return Json.read(Files.readString(file), Provenance.class);
  }

  /** With another session, and the extensions that it uses. */
  Provenance with(SessionRecord session, Collection<Origin> used) {
    List<SessionRecord> all = new ArrayList<>(sessions);
    all.add(session);
    return new Provenance(recipe, seed, data, from, List.copyOf(used), all);
  }

  /** With what it began with. */
  Provenance from(Start start) {
    return new Provenance(recipe, seed, data, start, extensions, sessions);
  }

  /**
   * Checks that data are those of the run.
   *
   * @throws IOException if they are not; the message names both
   */
  void checkSame(DataProvenance found) throws IOException {
    if (!found.md5().equals(data.md5()) || !found.name().equals(data.name())) {
      throw new IOException(
          "the data have changed since the run began: it used %s from %s %s, found %s from %s %s"
              .formatted(
                  data.name(),
                  data.source(),
                  data.md5(),
                  found.name(),
                  found.source(),
                  found.md5()));
    }
  }

  String json() {
    return Json.text(this);
  }
}
