package org.newtonlosses.data.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.newtonlosses.data.Splits;

class SyntheticListsTest {
  private static final Splits<RankedLists> LISTS = SyntheticLists.of(1).splits(600, 50, 50);

  @Test
  void aSeedMakesTheSameNumbersOnEveryMachine() {
    RankedLists lists = LISTS.validation();
    ByteBuffer bytes = ByteBuffer.allocate((int) lists.documents() * 41 * Float.BYTES);
    for (int list = 0; list < lists.size(); list++) {
      for (int document = 0; document < lists.length(list); document++) {
        bytes.putInt(lists.grade(list, document));
        for (int column = 0; column < 40; column++) {
          bytes.putFloat(lists.feature(list, document, column));
        }
      }
    }
    CRC32 crc = new CRC32();
    crc.update(bytes.array());
    assertThat(crc.getValue()).isEqualTo(725_945_164L);
  }

  @Test
  void listDependsOnSeedSplitAndIndexOnly() {
    List<String> few = ListsOf.text(SyntheticLists.of(1).splits(3, 1, 1).train());
    assertThat(ListsOf.text(LISTS.train())).startsWith(few.toArray(String[]::new));
    assertThat(ListsOf.text(SyntheticLists.of(2).splits(3, 1, 1).train())).isNotEqualTo(few);
  }

  @Test
  void splitsAreDisjoint() {
    Set<String> rows = new HashSet<>();
    for (RankedLists split : List.of(LISTS.train(), LISTS.validation(), LISTS.test())) {
      rows.addAll(ListsOf.text(split));
    }
    assertThat(rows)
        .hasSize(
            (int)
                (LISTS.train().documents()
                    + LISTS.validation().documents()
                    + LISTS.test().documents()));
    assertThat(LISTS.provenance().name()).isEqualTo("generated lists");
    assertThat(LISTS.provenance().source())
        .isEqualTo("5 to 40 documents with 40 features, noise 0.5, seed 1");
  }

  @Test
  void lengthsAndGradesAreSpread() {
    ListStatistics statistics = ListStatistics.of(LISTS.train());
    assertThat(statistics.lists()).isEqualTo(600);
    assertThat(statistics.shortest()).isEqualTo(5);
    assertThat(statistics.longest()).isEqualTo(40);
    assertThat(statistics.documents() / 600.0).isCloseTo(22.5, within(2.2));
    double[] shares = {0.55, 0.22, 0.13, 0.07, 0.03};
    for (int grade = 0; grade < shares.length; grade++) {
      // A utility is no normal variable, so that shares differ between seeds.
      assertThat(statistics.grades().get(grade) / (double) statistics.documents())
          .isCloseTo(shares[grade], within(0.05));
    }
    assertThat(statistics.grades()).containsOnlyKeys(0, 1, 2, 3, 4);
    assertThat(statistics.withoutRelevant()).isBetween(1, 60);
    assertThat(statistics.oneGrade()).isGreaterThanOrEqualTo(statistics.withoutRelevant());
    assertThat(statistics.missing()).isZero();
  }

  /** Columns 0, 6, 12 … mix what the utility is a function of; 1, 3, 5 … are noise. */
  @Test
  void featuresTellTheGradesAndNoiseDoesNot() {
    double informative = 0;
    double noise = 0;
    for (int column = 0; column < 36; column += 6) {
      informative = Math.max(informative, Math.abs(correlation(column)));
      noise = Math.max(noise, Math.abs(correlation(column + 1)));
    }
    // Five deviations of the correlation of 13 000 independent pairs.
    assertThat(noise).isLessThan(5 / Math.sqrt((double) LISTS.train().documents()));
    assertThat(informative).isGreaterThan(0.2);
  }

  @Test
  void someColumnsHaveHeavyTailsAndOneIsTheQuerys() {
    FeatureStatistics statistics = FeatureStatistics.of(LISTS.train());
    for (int column = 0; column < 39; column++) {
      assertThat(statistics.heavyTailed().get(column)).isEqualTo(column / 2 % 3 == 2);
    }
    for (int list = 0; list < LISTS.test().size(); list++) {
      for (int document = 1; document < LISTS.test().length(list); document++) {
        assertThat(LISTS.test().feature(list, document, 39))
            .isEqualTo(LISTS.test().feature(list, 0, 39));
      }
    }
  }

  @Test
  void badNumbersAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SyntheticLists(0, 5, 2, 0, 0))
        .withMessage(
            "lists of 0 to 5 documents, at least 1 and no more than the longest are allowed");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SyntheticLists(6, 5, 2, 0, 0))
        .withMessage(
            "lists of 6 to 5 documents, at least 1 and no more than the longest are allowed");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SyntheticLists(5, 5, 1, 0, 0))
        .withMessage("1 features, at least 2 are allowed");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SyntheticLists(5, 5, 2, -0.1, 0))
        .withMessage("noise -0.1, finite numbers from 0 are allowed");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SyntheticLists(5, 5, 2, Double.NaN, 0))
        .withMessage("noise NaN, finite numbers from 0 are allowed");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SyntheticLists.of(0).splits(1, 0, 1))
        .withMessage("0 lists, at least 1 is allowed");
  }

  /** Pearson's correlation of a column with the grades. */
  private static double correlation(int column) {
    RankedLists lists = LISTS.train();
    double[] sums = new double[5];
    for (int list = 0; list < lists.size(); list++) {
      for (int document = 0; document < lists.length(list); document++) {
        double x = lists.feature(list, document, column);
        double y = lists.grade(list, document);
        double[] terms = {x, y, x * x, y * y, x * y};
        for (int i = 0; i < 5; i++) {
          sums[i] += terms[i] / lists.documents();
        }
      }
    }
    return (sums[4] - sums[0] * sums[1])
        / Math.sqrt((sums[2] - sums[0] * sums[0]) * (sums[3] - sums[1] * sums[1]));
  }
}
