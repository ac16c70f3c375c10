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
  void theLongestListsComeFirst() {
    assertThat(examples.size()).isEqualTo(3);
    try (Batches<ListBatch> batches = Dataset.from(examples).batch(2).open()) {
      try (ListBatch batch = batches.next()) {
        assertThat(batch.slots()).isEqualTo(4);
        assertThat(batch.columns()).isEqualTo(1);
        assertThat(batch.features()).containsExactly(100, 101, 102, 103, 200, 201, 0, 0);
        assertThat(batch.grades()).containsExactly(0, 1, 2, 0, 0, 1, -1, -1);
      }
      try (ListBatch batch = batches.next()) {
        assertThat(batch.size()).isEqualTo(1);
        assertThat(batch.slots()).isEqualTo(1);
        assertThat(batch.features()[0]).isEqualTo(0);
        assertThat(batch.grades()[0]).isEqualTo(0);
      }
      assertThat(batches.hasNext()).isFalse();
    }
  }

  @Test
  void slotsArePowersOfTwoUnlessTheLongestListHasFewer() {
    ListExamples lengths = new ListExamples(ListsOf.lengths(3, 1, 7, 5, 2));
    ListBatch batch = lengths.allocate(1);
    int[] expected = {7, 7, 4, 2, 1};
    for (int k = 0; k < expected.length; k++) {
      lengths.fill(k, batch, 0);
      assertThat(batch.slots()).isEqualTo(expected[k]);
    }
  }

  @Test
  void listsOfTheSameLengthStayInTheirOrder() {
    ListExamples same = new ListExamples(ListsOf.lengths(1, 1, 1));
    ListBatch batch = same.allocate(3);
    for (int k = 0; k < 3; k++) {
      same.fill(k, batch, k);
    }
    assertThat(batch.features()).containsExactly(0, 100, 200);
  }

  @Test
  void aBatchIsFilledAnew() {
    ListBatch batch = examples.allocate(1);
    Arrays.fill(batch.features(), 99);
    Arrays.fill(batch.grades(), 99);
    examples.fill(1, batch, 0);
    assertThat(Arrays.copyOf(batch.features(), 2)).containsExactly(200, 201);
    assertThat(Arrays.copyOf(batch.grades(), 2)).containsExactly(0, 1);
  }

  @Test
  void documentsHaveAllTheirFeatures() {
    ListExamples two = new ListExamples(ListsOf.twoColumns(1, 3));
    ListBatch batch = two.allocate(2);
    Arrays.fill(batch.features(), 99);
    two.fill(0, batch, 0);
    two.fill(1, batch, 1);
    assertThat(batch.features())
        .containsExactly(100, 100.5f, 101, 101.5f, 102, 102.5f, 0, 0.5f, 0, 0, 0, 0);
  }

  @Test
  void aListLongerThanTheFirstOfItsBatchIsRefused() {
    ListBatch batch = examples.allocate(2);
    examples.fill(2, batch, 0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> examples.fill(0, batch, 1))
        .withMessage("list of 4 documents, at most 1 of the first are allowed");
  }

  @Test
  void otherBatchesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> examples.fill(0, new ListBatch(1, 3, 1), 0))
        .withMessage("batch of 3 slots, expected 4");
  }
}
