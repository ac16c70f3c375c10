package org.newtonlosses.data.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.google.common.primitives.Floats;
import com.google.common.primitives.Ints;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.newtonlosses.data.Batches;
import org.newtonlosses.data.Dataset;
import org.newtonlosses.data.ExampleSource;

class ListSamplerTest {
  private static final int SLOTS = 5;

  /** List 0 is long, 1 fills the slots, the others are short. */
  private static final RankedLists LISTS = ListsOf.lengths(9, 5, 3, 1);

  private final ListSampler sampler = new ListSampler(LISTS, SLOTS, 7);

  @Test
  void everyEpochHasEachListOnceInAnOrderOfItsOwn() {
    Set<List<Integer>> orders = new HashSet<>();
    for (int epoch = 0; epoch < 100; epoch++) {
      int[] order = new int[4];
      for (int i = 0; i < 4; i++) {
        order[i] = sampler.list(4 * epoch + i);
      }
      assertThat(order).containsExactlyInAnyOrder(0, 1, 2, 3);
      orders.add(Ints.asList(order));
    }
    // 100 draws of 24 orders miss one with probability 24 · (23/24)¹⁰⁰ = 0.34, three hardly ever.
    assertThat(orders).hasSizeGreaterThan(20);
  }

  @Test
  void documentsOfShortListsAreThereOnceAndTheOtherSlotsEmpty() {
    for (int k = 0; k < 200; k++) {
      ListBatch batch = example(sampler, k);
      int list = sampler.list(k);
      int length = LISTS.length(list);
      List<Float> documents = new ArrayList<>();
      for (int slot = 0; slot < SLOTS; slot++) {
        float grade = batch.grades()[slot];
        float feature = batch.features()[slot];
        if (grade < 0) {
          assertThat(grade).isEqualTo(-1);
          assertThat(feature).isZero();
        } else {
          assertThat(feature).isBetween(100f * list, 100f * list + length - 1);
          assertThat(grade).isEqualTo((feature - 100 * list) % 3);
          documents.add(feature);
        }
      }
      assertThat(documents).doesNotHaveDuplicates().hasSize(Math.min(length, SLOTS));
    }
  }

  @Test
  void noSlotAndNoDocumentIsPreferred() {
    int[][] bySlot = new int[LISTS.size()][SLOTS];
    int[] taken = new int[9];
    int epochs = 3000;
    for (int k = 0; k < 4 * epochs; k++) {
      ListBatch batch = example(sampler, k);
      for (int slot = 0; slot < SLOTS; slot++) {
        int list = sampler.list(k);
        int document = (int) batch.features()[slot] - 100 * list;
        if (batch.grades()[slot] >= 0 && document == 0) {
          bySlot[list][slot]++;
        }
        if (batch.grades()[slot] >= 0 && list == 0) {
          taken[document]++;
        }
      }
    }
    // Document 0 of the lists that fit: 3000 draws of 5 slots, mean 600, five deviations 110.
    for (int list = 1; list < 4; list++) {
      assertThat(Ints.asList(bySlot[list]))
          .allSatisfy(count -> assertThat(count).isCloseTo(600, within(110)));
    }
    // Of the long list each of 9 documents is taken 5 times of 9, in each slot 1 of 9.
    assertThat(Ints.asList(bySlot[0]))
        .allSatisfy(count -> assertThat(count).isCloseTo(333, within(87)));
    assertThat(Ints.asList(taken))
        .allSatisfy(count -> assertThat(count).isCloseTo(1667, within(137)));
  }

  @Test
  void exampleDependsOnListsSlotsSeedAndIndexOnly() {
    for (int k = 0; k < 10; k++) {
      example(sampler, k);
    }
    long far = 1_000_000_000_001L;
    ListBatch found = example(sampler, far);
    ListBatch again = example(new ListSampler(LISTS, SLOTS, 7), far);
    assertThat(found.features()).isEqualTo(again.features());
    assertThat(found.grades()).isEqualTo(again.grades());

    List<Float> one = new ArrayList<>();
    List<Float> other = new ArrayList<>();
    for (int k = 0; k < 8; k++) {
      one.addAll(Floats.asList(example(sampler, k).features()));
      other.addAll(Floats.asList(example(new ListSampler(LISTS, SLOTS, 8), k).features()));
    }
    assertThat(one).isNotEqualTo(other);
  }

  @Test
  void aRunGoesOnWhereItWas() {
    Dataset<ListBatch> data = Dataset.from(sampler).batch(3);
    List<float[]> all = take(data, 7);
    List<float[]> resumed = take(data.skip(4), 3);
    assertThat(resumed).containsExactlyElementsOf(all.subList(4, 7));
  }

  @Test
  void theDrawsOfASeedAreFixedForGood() {
    // computed apart from this code, by SplitMix64 in Python
    assertThat(LongStream.range(0, 8).mapToInt(sampler::list))
        .containsExactly(0, 1, 2, 3, 1, 3, 2, 0);
    assertThat(example(sampler, 0).features()).containsExactly(4, 5, 8, 3, 7);
    assertThat(example(sampler, 0).grades()).containsExactly(1, 2, 2, 0, 1);
    assertThat(example(sampler, 1).features()).containsExactly(102, 104, 100, 103, 101);
    assertThat(example(sampler, 2).features()).containsExactly(201, 202, 0, 200, 0);
    assertThat(example(sampler, 2).grades()).containsExactly(1, 2, -1, 0, -1);
  }

  @Test
  void aBatchIsFilledAnew() {
    ListBatch batch = sampler.allocate(2);
    Arrays.fill(batch.features(), 99);
    Arrays.fill(batch.grades(), 99);
    long oneDocument = 0;
    while (sampler.list(oneDocument) != 3) {
      oneDocument++;
    }
    sampler.fill(oneDocument, batch, 1);
    assertThat(Arrays.copyOf(batch.grades(), SLOTS)).containsOnly(99);
    assertThat(Arrays.copyOf(batch.features(), SLOTS)).containsOnly(99);
    assertThat(Arrays.copyOfRange(batch.grades(), SLOTS, 2 * SLOTS))
        .containsExactlyInAnyOrder(0, -1, -1, -1, -1);
    assertThat(Arrays.copyOfRange(batch.features(), SLOTS, 2 * SLOTS))
        .containsExactlyInAnyOrder(300, 0, 0, 0, 0);
  }

  @Test
  void documentsHaveAllTheirFeatures() {
    ListSampler two = new ListSampler(ListsOf.twoColumns(9, 5, 3, 1), SLOTS, 7);
    ListBatch batch = two.allocate(3);
    Arrays.fill(batch.features(), 99);
    for (int k = 0; k < 3; k++) {
      two.fill(k, batch, k);
      ListBatch one = example(sampler, k);
      for (int slot = 0; slot < SLOTS; slot++) {
        float feature = one.features()[slot];
        int place = k * SLOTS + slot;
        assertThat(batch.grades()[place]).isEqualTo(one.grades()[slot]);
        assertThat(batch.features()[2 * place]).isEqualTo(feature);
        assertThat(batch.features()[2 * place + 1])
            .isEqualTo(one.grades()[slot] < 0 ? 0 : feature + 0.5f);
      }
    }
  }

  @Test
  void badInputIsRefused() {
    assertThat(sampler.size()).isEqualTo(ExampleSource.UNBOUNDED);
    assertThat(sampler.slots()).isEqualTo(SLOTS);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ListSampler(LISTS, 0, 7))
        .withMessage("0 slots, at least 1 is allowed");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sampler.fill(0, new ListBatch(1, SLOTS + 1, 1), 0))
        .withMessage("batch of 6 slots, expected 5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ListBatch(1, 0, 1))
        .withMessage("0 slots, at least 1 is allowed");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ListBatch(1, 1, 0))
        .withMessage("0 features, at least 1 is allowed");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ListBatch(10_000, 1500, 1000))
        .withMessage(
            "a batch of 10000 lists of 1500 documents with 1000 features takes more than"
                + " 2147483639 numbers");
  }

  private static ListBatch example(ListSampler sampler, long k) {
    ListBatch batch = sampler.allocate(1);
    sampler.fill(k, batch, 0);
    return batch;
  }

  private static List<float[]> take(Dataset<ListBatch> data, int count) {
    List<float[]> found = new ArrayList<>();
    try (Batches<ListBatch> batches = data.open()) {
      for (int i = 0; i < count; i++) {
        try (ListBatch batch = batches.next()) {
          found.add(Floats.concat(batch.features(), batch.grades()));
        }
      }
    }
    return found;
  }
}
