package toptwo;

import static org.newtonlosses.graphs.testing.GraphAssertions.assertThatGraph;
import static org.newtonlosses.graphs.testing.GraphAssertions.assertThatLoss;

import org.junit.jupiter.api.Test;
import org.newtonlosses.graphs.newton.NewtonLoss;
import org.newtonlosses.graphs.testing.Numbers;

class TopTwoTest {
  static final TopTwoParts.SinkhornSort SORT = new TopTwoParts.SinkhornSort(0.5, 3);
  static final Numbers SCORES = Numbers.random(1, -1, 1, 3, 5);

  @Test
  void relaxation() {
    assertThatGraph((tf, scores) -> SORT.call(tf, scores).permutation())
        .at(SCORES)
        .hasRightDerivatives()
        .hasIndependentExamples();
  }

  @Test
  void lossAndCurvature() {
    assertThatLoss((tf, y) -> TopTwoModel.loss(SORT, tf.constant(new double[][] {{1, 0, 0, 1, 0}})))
        .at(SCORES)
        .hasRightDerivatives()
        .hasIndependentExamples()
        .hasAgreeingForms(new NewtonLoss(new TopTwoParts.DiagonalFisher(0.1)));
  }
}
