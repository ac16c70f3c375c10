package org.newtonlosses.training.task.lists;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.newtonlosses.data.CounterRandom;
import org.newtonlosses.data.DataProvenance;
import org.newtonlosses.data.Splits;
import org.newtonlosses.data.lists.FeatureColumns;
import org.newtonlosses.data.lists.ListFiles;
import org.newtonlosses.data.lists.RankedLists;
import org.newtonlosses.data.lists.RankedListsReader;
import org.newtonlosses.training.schema.Param;
import org.newtonlosses.training.schema.Variant;

/**
 * Lists in the user's files: svmlight with {@code qid} (LETOR) or with a file of group sizes, or
 * CSV.
 *
 * @param reader knows the formats
 * @param trainFile what is learnt from; none if that of the folder
 * @param validationFile what decides which model is the best; none if that of the folder
 * @param testFile what the reported numbers come from; none if that of the folder
 * @param folder of files that are not named; or none
 * @param holdout the share of the training lists that validates where there is no validation file;
 *     0: they all learn and validate
 */
record FileLists(
    RankedListsReader reader,
    String trainFile,
    String validationFile,
    String testFile,
    String folder,
    double holdout)
    implements ListSource {
  static final String SOURCE = "files";

  private static final String NONE = "none";
  private static final Param<String> TRAIN = file("train-file", "learnt from", "train.txt");
  private static final Param<String> VALIDATION =
      file("validation-file", "that decide which model is the best", "vali.txt");
  private static final Param<String> TEST =
      file("test-file", "that the reported numbers come from", "test.txt");
  private static final Param<String> FOLDER =
      Param.folder("folder", NONE, "no folder")
          .option("data-dir")
          .help("folder of train.txt, vali.txt and test.txt; or none");
  private static final Param<Double> HOLDOUT =
      Param.number("holdout", 0)
          .fraction()
          .label("P")
          .help("share of the training lists that validate where there is no validation file");
  private static final Param<Optional<String>> QUERY_COLUMN =
      Param.optionalText("query-column")
          .help("of CSV files, that names a document's query; else qid, query or query_id");
  private static final Param<Optional<String>> GRADE_COLUMN =
      Param.optionalText("grade-column")
          .help("of CSV files, a document's grade; else grade, label or relevance");

  private static final Param<Optional<String>> IGNORED =
      Param.optionalText("ignore-columns")
          .label("NAMES")
          .help("of CSV files, that are no features, such as doc_id,title");

  private static Set<String> ignored(Optional<String> names) {
    return names
        .map(all -> Set.copyOf(Splitter.on(',').trimResults().omitEmptyStrings().splitToList(all)))
        .orElse(Set.of());
  }

  private static Param<String> file(String key, String what, String inFolder) {
    return Param.file(key, NONE, "no file")
        .help("lists %s; or none: %s of data-dir, if there is one".formatted(what, inFolder));
  }

  static Variant<ListSource> variant() {
    return Variant.<ListSource>of(
            SOURCE,
            "the user's files: svmlight with qid, or with a .query or .group file, or CSV; plain or"
                + " gzip",
            v ->
                new FileLists(
                    new RankedListsReader(
                        v.get(QUERY_COLUMN), v.get(GRADE_COLUMN), ignored(v.get(IGNORED)), true),
                    v.get(TRAIN),
                    v.get(VALIDATION),
                    v.get(TEST),
                    v.get(FOLDER),
                    v.get(HOLDOUT)),
            TRAIN,
            VALIDATION,
            TEST,
            FOLDER,
            HOLDOUT,
            QUERY_COLUMN,
            GRADE_COLUMN,
            IGNORED)
        .words(v -> "from " + words(v.get(TRAIN), v.get(FOLDER)));
  }

  private static String words(String trainFile, String folder) {
    if (trainFile.equals(NONE)) {
      return folder.equals(NONE) ? "files" : folder;
    }
    return trainFile;
  }

  private Optional<Path> path(String file, String name) throws IOException {
    if (!file.equals(NONE)) {
      return Optional.of(Path.of(file));
    }
    if (folder.equals(NONE)) {
      return Optional.empty();
    }
    if (!Files.isDirectory(Path.of(folder))) {
      throw new IOException(
          folder + ": no such folder; it shall hold train.txt, vali.txt and test.txt");
    }
    return ListFiles.find(Path.of(folder), name);
  }

  @Override
  public Splits<RankedLists> open(Consumer<String> messages) throws IOException {
    Path train =
        path(trainFile, "train")
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "there is nothing to learn from: --train-file must name a file of lists, or"
                            + " --data-dir a folder with train.txt; --data synthetic does without"));
    Optional<Path> validation = path(validationFile, "vali");
    Optional<Path> test = path(testFile, "test");
    RankedLists all = reader.read(train, Optional.empty(), messages);
    Optional<FeatureColumns> columns = Optional.of(all.columns());
    RankedLists learnt = all;
    RankedLists validating = all;
    if (validation.isPresent()) {
      validating = reader.read(validation.get(), columns, messages);
    } else if (holdout == 0) {
      messages.accept(
          "no validation file: the training lists themselves validate, so that about the last step's"
              + " model is kept; --holdout 0.2 would keep a fifth of them back");
    } else {
      int held = Math.toIntExact(Math.max(1, Math.round(holdout * all.size())));
      if (held == all.size()) {
        throw new IOException(
            "%s: %d list, at least 2 are needed where some of them have to validate"
                .formatted(train, all.size()));
      }
      int[] order = CounterRandom.of(0, 0).permutation(all.size());
      validating = all.select(IntStream.of(order).limit(held).sorted().toArray());
      learnt = all.select(IntStream.of(order).skip(held).sorted().toArray());
      messages.accept(
          "no validation file: %d of the %d training lists, drawn at random, validate"
              .formatted(held, all.size()));
    }
    if (test.isEmpty()) {
      messages.accept("no test file: the numbers of the test are those of the validation lists");
    }
    RankedLists tested = test.isPresent() ? reader.read(test.get(), columns, messages) : validating;
    List<Path> files = new ArrayList<>(List.of(train));
    validation.ifPresent(files::add);
    test.ifPresent(files::add);
    return new Splits<>(learnt, validating, tested, provenance(test.orElse(train), files));
  }

  @Override
  public Splits<RankedLists> test(FeatureColumns columns, Consumer<String> messages)
      throws IOException {
    Path file =
        path(testFile, "test")
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "there is nothing to measure on: --test-file must name a file of lists, or"
                            + " --data-dir a folder with test.txt"));
    RankedLists lists = reader.read(file, Optional.of(columns), messages);
    return new Splits<>(lists, lists, lists, provenance(file, List.of(file)));
  }

  @Override
  public RankedLists documents(Path file, FeatureColumns columns, Consumer<String> messages)
      throws IOException {
    return new RankedListsReader(
            reader.queryColumn(), reader.gradeColumn(), reader.ignoredColumns(), false)
        .read(file, Optional.of(columns), messages);
  }

  private static DataProvenance provenance(Path tested, List<Path> files) throws IOException {
    return RankedListsReader.provenance(tested.getFileName().toString(), files);
  }
}
