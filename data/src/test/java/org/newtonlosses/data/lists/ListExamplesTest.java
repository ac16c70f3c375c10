package org.newtonlosses.data.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.newtonlosses.data.Batches;
import org.newtonlosses.data.Dataset;

class ListExamplesTest {
  private final ListExamples examples = new ListExamples(ListsOf.lengths(1, 4, 2));

  @Test
  void allListsComeInTheirOrder() {
    assertThat(examples.size()).isEqualTo(3);
    assertThat(examples.slots()).isEqualTo(4);
    try (Batches<ListBatch> batches = Dataset.from(examples).batch(2).open()) {
      try (ListBatch batch = batches.next()) {
        assertThat(batch.slots()).isEqualTo(4);
        assertThat(batch.columns()).isEqualTo(1);
        assertThat(batch.features()).containsExactly(0, 0, 0, 0, 100, 101, 102, 103);
        assertThat(batch.grades()).containsExactly(0, -1, -1, -1, 0, 1, 2, 0);
      }
      try (ListBatch batch = batches.next()) {
        assertThat(batch.size()).isEqualTo(1);
        assertThat(Arrays.copyOf(batch.features(), 4)).containsExactly(200, 201, 0, 0);
        assertThat(Arrays.copyOf(batch.grades(), 4)).containsExactly(0, 1, -1, -1);
      }
      assertThat(batches.hasNext()).isFalse();
    }
  }

  @Test
  void aBatchIsFilledAnew() {
    ListBatch batch = examples.allocate(1);
    Arrays.fill(batch.features(), 99);
    Arrays.fill(batch.grades(), 99);
    examples.fill(2, batch, 0);
    assertThat(batch.features()).containsExactly(200, 201, 0, 0);
    assertThat(batch.grades()).containsExactly(0, 1, -1, -1);
  }

  @Test
  void documentsHaveAllTheirFeatures() {
    ListExamples two = new ListExamples(ListsOf.twoColumns(1, 3));
    ListBatch batch = two.allocate(2);
    Arrays.fill(batch.features(), 99);
    two.fill(0, batch, 1);
    two.fill(1, batch, 0);
    assertThat(batch.features())
        .containsExactly(100, 100.5f, 101, 101.5f, 102, 102.5f, 0, 0.5f, 0, 0, 0, 0);
  }

  @Test
  void otherBatchesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> examples.fill(0, new ListBatch(1, 3, 1), 0))
        .withMessage("batch of 3 slots, expected 4");
  }
}
