package org.newtonlosses.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.google.common.primitives.Ints;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.newtonlosses.data.digits.MultiDigitSampler;
import org.newtonlosses.data.digits.RankingBatch;
import org.newtonlosses.data.digits.SyntheticDigits;

/** What is in which batch; {@link BatchesTest} is about threads and buffers. */
class DatasetTest {
  private static final Dataset<NumberBatch> TEN = Dataset.from(new NumberSource(10)).batch(4);
  private static final Dataset<NumberBatch> ENDLESS =
      Dataset.from(new NumberSource(ExampleSource.UNBOUNDED)).batch(4);

  @Test
  void finiteSourceGivesOneEpochAndKeepsTheSmallerLastBatch() {
    assertThat(TEN.batchesPerEpoch()).isEqualTo(3);
    assertThat(batches(TEN, 9))
        .containsExactly(List.of(0L, 1L, 2L, 3L), List.of(4L, 5L, 6L, 7L), List.of(8L, 9L));
  }

  @Test
  void repeatNeverSpansTwoEpochs() {
    assertThat(batches(TEN.repeat(), 5))
        .containsExactly(
            List.of(0L, 1L, 2L, 3L),
            List.of(4L, 5L, 6L, 7L),
            List.of(8L, 9L),
            List.of(0L, 1L, 2L, 3L),
            List.of(4L, 5L, 6L, 7L));
  }

  @Test
  void takeUsesTheFirstExamples() {
    assertThat(batches(ENDLESS.take(6), 9))
        .containsExactly(List.of(0L, 1L, 2L, 3L), List.of(4L, 5L));
    assertThat(batches(TEN.take(99), 9)).isEqualTo(batches(TEN, 9));
  }

  @Test
  void everyEpochIsAnotherPermutationOfAllExamples() {
    Dataset<NumberBatch> shuffled =
        Dataset.from(new NumberSource(1000)).shuffle(5).batch(300).repeat();
    List<List<Long>> batches = batches(shuffled, 12);
    List<List<Long>> epochs = new ArrayList<>();
    for (int epoch = 0; epoch < 3; epoch++) {
      epochs.add(batches.subList(4 * epoch, 4 * epoch + 4).stream().flatMap(List::stream).toList());
    }
    List<Long> all = LongStream.range(0, 1000).boxed().toList();

    assertThat(epochs).allSatisfy(epoch -> assertThat(epoch).hasSize(1000).containsAll(all));
    assertThat(epochs).doesNotHaveDuplicates().doesNotContain(all);
    assertThat(batches(shuffled, 12)).isEqualTo(batches);
    assertThat(batches(shuffled.shuffle(6), 12)).isNotEqualTo(batches);
  }

  @Test
  void permutationsAreUniform() {
    Dataset<NumberBatch> three = Dataset.from(new NumberSource(3)).batch(3).shuffle(1).repeat();
    List<List<Long>> epochs = batches(three, 6000);
    // 6 permutations: mean 1000 each, five standard deviations 144
    assertThat(epochs.stream().distinct()).hasSize(6);
    for (List<Long> permutation : epochs.stream().distinct().toList()) {
      assertThat(epochs.stream().filter(permutation::equals).count()).isBetween(856L, 1144L);
    }
  }

  @ParameterizedTest
  @CsvSource({"2, 1", "7, 2", "30, 3"})
  void everyExampleGetsToEveryPlaceEquallyOften(int size, long seed) {
    EpochOrder order =
        new EpochOrder(Dataset.from(new NumberSource(size)).batch(size).shuffle(seed).repeat());
    double mean = 1000;
    int[][] counts = new int[size][size];
    for (int epoch = 0; epoch < mean * size; epoch++) {
      for (int place = 0; place < size; place++) {
        counts[place][(int) order.example(epoch, place)]++;
      }
    }
    for (int[] atPlace : counts) {
      // five standard deviations of a binomial count are at most 5·√1000
      assertThat(Ints.asList(atPlace))
          .allSatisfy(count -> assertThat((double) count).isCloseTo(mean, within(158.0)));
    }
  }

  @Test
  void skipStartsAtTheSameBatchWithoutDrawingTheOnesBefore() {
    Dataset<NumberBatch> shuffled = TEN.shuffle(5).repeat();
    for (int k = 0; k < 7; k++) {
      assertThat(batches(shuffled.skip(k), 3)).isEqualTo(batches(shuffled, 10).subList(k, k + 3));
    }
    assertThat(batches(ENDLESS.skip(1_000_000_000_000L), 1))
        .containsExactly(
            List.of(
                4_000_000_000_000L, 4_000_000_000_001L, 4_000_000_000_002L, 4_000_000_000_003L));
    assertThat(batches(TEN.skip(2), 9)).containsExactly(List.of(8L, 9L));
    assertThat(batches(TEN.skip(3), 9)).isEmpty();
  }

  @Test
  void batchesKeepTheirNumberAfterSkip() {
    try (Batches<NumberBatch> batches = ENDLESS.skip(17).open()) {
      for (long k = 17; k < 22; k++) {
        try (NumberBatch batch = batches.next()) {
          assertThat(batch.index()).isEqualTo(k);
        }
      }
    }
  }

  @Test
  void resumedRankingRunSeesTheSameBatch() {
    Dataset<RankingBatch> ranking =
        Dataset.from(new MultiDigitSampler(SyntheticDigits.generate(50, 1), 5, 3)).batch(10);
    try (Batches<RankingBatch> whole = ranking.open();
        Batches<RankingBatch> resumed = ranking.skip(6).open()) {
      for (int k = 0; k < 6; k++) {
        whole.next().close();
      }
      try (RankingBatch expected = whole.next();
          RankingBatch found = resumed.next()) {
        assertThat(found.index()).isEqualTo(expected.index()).isEqualTo(6);
        assertThat(found.images()).isEqualTo(expected.images());
        assertThat(found.values()).isEqualTo(expected.values());
      }
    }
  }

  @Test
  void badNumbersAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TEN.batch(0))
        .withMessage("batch of 0 examples, at least 1 is allowed");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TEN.prefetch(0))
        .withMessage("prefetch 0 batches, at least 1 is allowed");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TEN.skip(-1))
        .withMessage("skip -1 batches, at least 0 is allowed");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TEN.take(0))
        .withMessage("data set of 0 examples, at least 1 is needed");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ENDLESS.shuffle(1))
        .withMessageContaining("only a finite source");
    assertThat(new NumberBatch(1).capacity()).isEqualTo(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NumberBatch(0))
        .withMessage("batch of 0 examples, at least 1 is allowed");
  }

  /** Returns the contents of at most so many batches. */
  private static List<List<Long>> batches(Dataset<NumberBatch> data, int limit) {
    List<List<Long>> contents = new ArrayList<>();
    try (Batches<NumberBatch> batches = data.open()) {
      while (contents.size() < limit && batches.hasNext()) {
        try (NumberBatch batch = batches.next()) {
          contents.add(batch.toList());
        }
      }
    }
    return contents;
  }
}
