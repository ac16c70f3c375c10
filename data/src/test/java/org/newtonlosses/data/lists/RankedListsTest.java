package org.newtonlosses.data.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.common.collect.ImmutableSortedMap;
import java.util.List;
import org.junit.jupiter.api.Test;

class RankedListsTest {
  private final RankedLists lists =
      RankedLists.builder(new FeatureColumns(List.of("a", "b")))
          .add("x", new int[] {2, 0}, new float[] {1, 2, 3, Float.NaN})
          .add("y", new int[] {31}, new float[] {5, 6})
          .build();

  @Test
  void whatWasAddedIsThere() {
    assertThat(lists.size()).isEqualTo(2);
    assertThat(lists.documents()).isEqualTo(3);
    assertThat(lists.longest()).isEqualTo(2);
    assertThat(lists.length(1)).isEqualTo(1);
    assertThat(lists.query(0)).isEqualTo("x");
    assertThat(lists.grade(0, 0)).isEqualTo(2);
    assertThat(lists.grades()).containsExactly(0, 2, 31);
    assertThat(lists.feature(0, 1, 0)).isEqualTo(3);
    assertThat(lists.columns().names()).containsExactly("a", "b");
    float[] target = {-1, -1, -1, -1};
    lists.copyFeatures(0, 1, target, 1);
    assertThat(target).containsExactly(-1, 3, Float.NaN, -1);
  }

  @Test
  void someListsAreSelected() {
    assertThat(ListsOf.text(lists.select(new int[] {1, 0, 1})))
        .containsExactly(
            "y: 31 [5.0, 6.0]", "x: 2 [1.0, 2.0]", "x: 0 [3.0, NaN]", "y: 31 [5.0, 6.0]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> lists.select(new int[] {}))
        .withMessage("no lists, at least 1 is needed");
  }

  @Test
  void whatTheyAreLikeIsCounted() {
    assertThat(
            ListStatistics.of(
                RankedLists.builder(FeatureColumns.indices(1, 2))
                    .add("a", new int[] {2, 0}, new float[] {1, 2, 3, Float.NaN})
                    .add("b", new int[] {3}, new float[] {Float.NaN, Float.NaN})
                    .add("c", new int[] {0, 0, 0}, new float[6])
                    .add("d", new int[] {1, 1}, new float[4])
                    .build()))
        .isEqualTo(
            new ListStatistics(
                4, 8, 1, 3, ImmutableSortedMap.of(0, 4L, 1, 2L, 2, 1L, 3, 1L), 1, 3, 3));
  }

  @Test
  void laterChangesOfTheArraysDoNotMatter() {
    int[] grades = {1};
    float[] features = {1};
    RankedLists.Builder builder =
        RankedLists.builder(FeatureColumns.indices(1, 1)).add("x", grades, features);
    grades[0] = 2;
    features[0] = 2;
    assertThat(ListsOf.text(builder.build())).containsExactly("x: 1 [1.0]");
  }

  @Test
  void badListsAreRefused() {
    RankedLists.Builder builder = RankedLists.builder(FeatureColumns.indices(1, 2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.add("x", new int[] {}, new float[] {}))
        .withMessage("query x has no document, at least 1 is needed");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.add("x", new int[] {1}, new float[] {1}))
        .withMessage("query x has 1 documents and 1 features, expected 2 features");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.add("x", new int[] {32}, new float[] {1, 2}))
        .withMessage("grade 32, whole numbers 0 … 31 are allowed");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.add("x", new int[] {-1}, new float[] {1, 2}))
        .withMessage("grade -1, whole numbers 0 … 31 are allowed");
    assertThatIllegalArgumentException()
        .isThrownBy(builder::build)
        .withMessage("no lists, at least 1 is needed");
  }
}
