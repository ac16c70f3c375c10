package org.newtonlosses.data.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureColumnsTest {
  @Test
  void textIsReadBack() {
    FeatureColumns columns = new FeatureColumns(List.of("bm25", " spaced, \"name\"", "Länge"));
    assertThat(columns.size()).isEqualTo(3);
    assertThat(columns.text()).isEqualTo("bm25\n spaced, \"name\"\nLänge\n");
    assertThat(FeatureColumns.parse(columns.text())).isEqualTo(columns);
    assertThat(FeatureColumns.parse("a\nb")).isEqualTo(new FeatureColumns(List.of("a", "b")));
  }

  @Test
  void indicesAreNames() {
    assertThat(FeatureColumns.indices(1, 3).names()).containsExactly("1", "2", "3");
    assertThat(FeatureColumns.indices(0, 2).names()).containsExactly("0", "1");
  }

  @Test
  void badNamesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FeatureColumns(List.of()))
        .withMessage("no feature columns, at least 1 is needed");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FeatureColumns(List.of("a", "b", "a")))
        .withMessage("two feature columns are named 'a'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\n\nb", "a\rb"})
  void emptyAndBrokenNamesAreRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FeatureColumns.parse(text))
        .withMessageContaining("expected a name of one line");
  }
}
