package org.newtonlosses.data.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.newtonlosses.data.Splits;
import org.newtonlosses.files.AtomicFiles;

class RankedListsWriterTest {
  private static final RankedLists NUMBERS =
      RankedLists.builder(FeatureColumns.indices(1, 3))
          .add("1", new int[] {2, 0}, new float[] {0, 1.5f, -3, 1e-30f, -123456.78f, 9.9e37f})
          .add("2", new int[] {1}, new float[] {0.1f, 1e7f, 0})
          .build();

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void whatIsWrittenIsReadBack(ListFormat format) throws IOException {
    Path file = folder.resolve(format == ListFormat.CSV ? "a.csv" : "a.txt");
    RankedListsWriter.write(NUMBERS, file, format);
    RankedLists read = RankedListsReader.forLearning().read(file, Optional.empty(), message -> {});
    assertThat(ListsOf.text(read)).isEqualTo(ListsOf.text(NUMBERS));
    assertThat(read.columns()).isEqualTo(NUMBERS.columns());
  }

  @Test
  void theFormatsAreTheFields() throws IOException {
    Path file = folder.resolve("a.txt");
    RankedLists lists = NUMBERS.select(new int[] {1});
    RankedListsWriter.write(lists, file, ListFormat.LETOR);
    assertThat(file).hasContent("1 qid:2 1:0.1 2:1.0E7 3:0\n");
    RankedListsWriter.write(lists, file, ListFormat.QUERY);
    assertThat(file).hasContent("1 1:0.1 2:1.0E7 3:0\n");
    assertThat(folder.resolve("a.txt.query")).hasContent("1\n");
    RankedListsWriter.write(lists, file, ListFormat.CSV);
    assertThat(file).hasContent("qid,grade,1,2,3\n2,1,0.1,1.0E7,0\n");
  }

  @Test
  void missingFeaturesNeedCsv() throws IOException {
    RankedLists lists =
        RankedLists.builder(new FeatureColumns(List.of("a, \"b\"", "c")))
            .add("x", new int[] {1}, new float[] {Float.NaN, 2})
            .build();
    Path file = folder.resolve("a.csv");
    RankedListsWriter.write(lists, file, ListFormat.CSV);
    RankedLists read = RankedListsReader.forLearning().read(file, Optional.empty(), message -> {});
    assertThat(ListsOf.text(read)).isEqualTo(ListsOf.text(lists));
    assertThat(read.columns()).isEqualTo(lists.columns());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RankedListsWriter.write(lists, file, ListFormat.LETOR))
        .withMessage("query x lacks the feature a, \"b\", only CSV can leave it out");
  }

  @ParameterizedTest
  @EnumSource
  void aGeneratedFolderIsReadBack(ListFormat format) throws IOException {
    Splits<RankedLists> lists = new SyntheticLists(1, 6, 5, 0.5, 3).splits(20, 5, 7);
    Path target = folder.resolve("lists");
    RankedListsWriter.write(lists, target, format);
    Splits<RankedLists> read =
        RankedListsReader.forLearning().splits(ListFiles.in(target), message -> {});
    assertThat(ListsOf.text(read.train())).isEqualTo(ListsOf.text(lists.train()));
    assertThat(ListsOf.text(read.validation())).isEqualTo(ListsOf.text(lists.validation()));
    assertThat(ListsOf.text(read.test())).isEqualTo(ListsOf.text(lists.test()));
    assertThat(AtomicFiles.children(target)).hasSize(format == ListFormat.QUERY ? 6 : 3);

    assertThatIOException()
        .isThrownBy(() -> RankedListsWriter.write(lists, target, format))
        .withMessage(target + ": is not empty, expected a new folder");
  }

  @Test
  void anEmptyFolderIsFilled() throws IOException {
    Path target = Files.createDirectory(folder.resolve("lists"));
    RankedListsWriter.write(SyntheticLists.of(1).splits(1, 1, 1), target, ListFormat.LETOR);
    assertThat(ListFiles.areIn(target)).isTrue();
  }

  @Test
  void formatsHaveNames() {
    assertThat(ListFormat.of("query")).isEqualTo(ListFormat.QUERY);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ListFormat.of("CSV"))
        .withMessage("format must be one of letor, query, csv, found CSV");
  }
}
