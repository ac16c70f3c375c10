package org.newtonlosses.data.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.google.common.primitives.Floats;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.newtonlosses.data.ExampleSource;

class PictureListsTest {
  private static final PictureShape SHAPE = new PictureShape(2, 1, 1);

  /** Picture i has two pixels of level i, so that a pixel tells which it is. */
  private static final PictureSet PICTURES =
      new PictureSet(
          SHAPE, IntStream.range(0, 20).mapToObj(i -> new byte[] {(byte) i, (byte) i}).toList());

  private static final int[] WHICH = {3, 4, 5, 6, 7, 8};
  private static final double[] VALUES = {2, 0, -1.5, 2, -0.0, 1e9};
  private final PictureLists valued =
      new ValuedPictures("values.csv, test", PICTURES, WHICH, VALUES);
  private final PictureLists ordered =
      new OrderedPictures(
          "orders.csv",
          PICTURES,
          List.of(new int[] {9, 2}, new int[] {5, 4, 3}, new int[] {0, 1, 6, 7, 8, 10, 11}));

  @Test
  void gradesAreDenseRanksOfTheValuesInTheList() throws IOException {
    PictureBatch batch = first(valued.training(6, 1), 1);
    for (int slot = 0; slot < 6; slot++) {
      int picture = batch.images()[2 * slot];
      assertThat(batch.images()[2 * slot + 1]).isEqualTo((byte) picture);
      // −1.5 < 0 = −0 < 2 = 2 < 10⁹
      assertThat(batch.grades()[slot])
          .isEqualTo(new float[] {2, 1, 0, 2, 1, 3}[Arrays.binarySearch(WHICH, picture)]);
    }
    for (float grade : first(valued.training(2, 1), 50).grades()) {
      assertThat(grade).isBetween(0f, 1f);
    }
  }

  @Test
  void picturesOfAListAreDifferentAndDrawnUniformly() throws IOException {
    int lists = 4000;
    PictureBatch batch = first(valued.training(3, 7), lists);
    int[][] counts = new int[3][20];
    for (int list = 0; list < lists; list++) {
      Set<Byte> seen = new HashSet<>();
      for (int slot = 0; slot < 3; slot++) {
        byte picture = batch.images()[2 * (3 * list + slot)];
        seen.add(picture);
        counts[slot][picture]++;
      }
      assertThat(seen).hasSize(3);
    }
    for (int[] ofSlot : counts) {
      for (int picture : WHICH) {
        // mean 667, standard deviation 24
        assertThat(ofSlot[picture]).isCloseTo(lists / 6, within(120));
      }
    }
  }

  @Test
  void anExampleDependsOnSeedAndIndexOnly() throws IOException {
    for (PictureLists lists : List.of(valued, ordered)) {
      ExampleSource<PictureBatch> source = lists.training(3, 5);
      assertThat(source.size()).isEqualTo(ExampleSource.UNBOUNDED);
      PictureBatch used = first(source, 8);
      source.fill(1_000_003, used, 7);
      PictureBatch fresh = source.allocate(1);
      lists.training(3, 5).fill(1_000_003, fresh, 0);
      assertThat(Arrays.copyOfRange(used.images(), 7 * 6, 8 * 6)).isEqualTo(fresh.images());
      assertThat(Arrays.copyOfRange(used.grades(), 7 * 3, 8 * 3)).isEqualTo(fresh.grades());
      assertThat(first(lists.training(3, 6), 8).images()).isNotEqualTo(first(source, 8).images());
      assertThat(first(lists.evaluation(3, 6), 3).images())
          .isEqualTo(first(lists.evaluation(3, 6), 3).images());
    }
  }

  @Test
  void everyEpochHasEachOrderOnceInRandomSlots() throws IOException {
    assertThat(ordered.slots(5)).isEqualTo(5);
    assertThat(ordered.slots(9)).isEqualTo(7);
    Set<List<Float>> places = new HashSet<>();
    for (int epoch = 0; epoch < 40; epoch++) {
      ExampleSource<PictureBatch> source = ordered.training(5, 3);
      PictureBatch batch = source.allocate(3);
      List<Integer> lengths = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        source.fill(3L * epoch + i, batch, i);
        List<Float> grades = Floats.asList(Arrays.copyOfRange(batch.grades(), 5 * i, 5 * i + 5));
        int length = (int) grades.stream().filter(grade -> grade >= 0).count();
        lengths.add(length);
        for (int slot = 0; slot < 5; slot++) {
          byte picture = batch.images()[2 * (5 * i + slot)];
          float grade = grades.get(slot);
          if (length == 2) {
            places.add(grades);
            assertThat(picture).isEqualTo(new byte[] {0, 9, 2}[(int) grade + 1]);
          } else if (length == 3) {
            assertThat(picture).isEqualTo(new byte[] {0, 5, 4, 3}[(int) grade + 1]);
          }
        }
        if (length == 5) {
          // The pictures of the longest ascend, and their grades are places among those drawn.
          assertThat(new HashSet<>(grades)).isEqualTo(Set.of(0f, 1f, 2f, 3f, 4f));
          byte[] byGrade = new byte[5];
          for (int slot = 0; slot < 5; slot++) {
            byGrade[grades.get(slot).intValue()] = batch.images()[2 * (5 * i + slot)];
          }
          assertThat(byGrade).isSorted().doesNotHaveDuplicates();
        }
      }
      assertThat(lengths).containsExactlyInAnyOrder(2, 3, 5);
    }
    assertThat(places).as("40 of 20 placements").hasSizeGreaterThan(10);
  }

  @Test
  void ordersAreEvaluatedAsTheyAre() throws IOException {
    ExampleSource<PictureBatch> source = ordered.evaluation(2, 0);
    assertThat(source.size()).isEqualTo(3);
    PictureBatch batch = source.allocate(2);
    Arrays.fill(batch.images(), (byte) 99);
    source.fill(1, batch, 1);
    assertThat(batch.slots()).isEqualTo(7);
    assertThat(Arrays.copyOfRange(batch.grades(), 7, 14)).containsExactly(0, 1, 2, -1, -1, -1, -1);
    assertThat(Arrays.copyOfRange(batch.images(), 14, 28))
        .containsExactly(5, 5, 4, 4, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0);
  }

  @Test
  void statisticsAreThoseOfThePicturesOfThePart() {
    assertThat(valued.channels().means()).containsExactly(5.5);
    assertThat(ordered.channels().means()).containsExactly(66 / 12.0);
    assertThat(
            new ValuedPictures("", PICTURES, new int[] {2, 4}, new double[2])
                .channels()
                .deviations())
        .containsExactly(1.0);
  }

  @Test
  void badInputIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> valued.training(7, 0))
        .withMessage(
            "values.csv, test: 6 pictures, at least the 7 of a list are needed: n must be smaller, or"
                + " the part larger");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ordered.training(1, 0))
        .withMessage("lists of 1 pictures, at least 2 are allowed");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OrderedPictures("orders.csv", PICTURES, List.of()))
        .withMessage("orders.csv: no orders, at least 1 is needed");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PictureBatch(1_000_000, 5, new PictureShape(100, 100, 3)))
        .withMessageStartingWith(
            "a batch of 1000000 lists of 5 pictures of 100 x 100 x 3 takes more than 2147483639");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PictureShape(100, 100, 2))
        .withMessage("2 channels of a picture, 1 or 3 are allowed");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PictureSet(SHAPE, List.of(new byte[3])))
        .withMessage("a picture of 3 bytes, expected 2 for 2 x 1 x 1");
  }

  private static PictureBatch first(ExampleSource<PictureBatch> source, int examples)
      throws IOException {
    PictureBatch batch = source.allocate(examples);
    for (int i = 0; i < examples; i++) {
      source.fill(i, batch, i);
    }
    return batch;
  }
}
