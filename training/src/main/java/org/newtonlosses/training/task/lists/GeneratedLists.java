package org.newtonlosses.training.task.lists;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.newtonlosses.data.Splits;
import org.newtonlosses.data.lists.FeatureColumns;
import org.newtonlosses.data.lists.RankedLists;
import org.newtonlosses.data.lists.RankedListsReader;
import org.newtonlosses.data.lists.SyntheticLists;
import org.newtonlosses.training.schema.Param;
import org.newtonlosses.training.schema.Variant;

/**
 * Generated lists.
 *
 * @param train how many are learnt from
 * @param validation how many decide which model is the best
 * @param test how many the reported numbers come from
 */
record GeneratedLists(int train, int validation, int test) implements ListSource {
  static final String SOURCE = "synthetic";

  private static final Param<Integer> TRAIN =
      Param.integer("train", 1_000).atLeast(1).option("train-examples").help("training lists");
  private static final Param<Integer> VALIDATION =
      Param.integer("validation", 200)
          .atLeast(1)
          .option("validation-examples")
          .help("lists of a validation");
  private static final Param<Integer> TEST =
      Param.integer("test", 500).atLeast(1).option("test-examples").help("lists of the test");

  // Not from the recipe: all seeds are compared on the same lists.
  private static final long SEED = 0;

  static Variant<ListSource> variant() {
    return Variant.<ListSource>of(
            SOURCE,
            "lists drawn by this program: results on them say nothing about real ones",
            v -> new GeneratedLists(v.get(TRAIN), v.get(VALIDATION), v.get(TEST)),
            TRAIN,
            VALIDATION,
            TEST)
        .words(v -> "from %d generated lists".formatted(v.get(TRAIN)));
  }

  @Override
  public Splits<RankedLists> open(Consumer<String> messages) {
    messages.accept(
        "GENERATED LISTS: drawn by this program. Results say nothing about real queries.");
    return SyntheticLists.of(SEED).splits(train, validation, test);
  }

  @Override
  public Splits<RankedLists> test(FeatureColumns columns, Consumer<String> messages) {
    Splits<RankedLists> all = open(messages);
    if (!all.test().columns().equals(columns)) {
      throw new IllegalArgumentException(
          "generated lists have %d features, those of the model are %d"
              .formatted(all.test().columns().size(), columns.size()));
    }
    return all;
  }

  @Override
  public RankedLists documents(Path file, FeatureColumns columns, Consumer<String> messages)
      throws IOException {
    return RankedListsReader.forScoring().read(file, Optional.of(columns), messages);
  }
}
