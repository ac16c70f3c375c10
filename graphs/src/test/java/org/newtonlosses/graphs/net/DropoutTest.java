package org.newtonlosses.graphs.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.newtonlosses.graphs.variable.Variables;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class DropoutTest {

  @Test
  void dropsItsShareAndKeepsTheMean() {
    float[] dropped = drop(0.3, 1, 7);
    long zeros = count(dropped, 0);
    assertThat((double) zeros / dropped.length).isCloseTo(0.3, within(0.02));
    assertThat(zeros + count(dropped, (float) (1 / 0.7))).isEqualTo(dropped.length);
  }

  @Test
  void dependsOnSeedAndPlaceAlone() {
    assertThat(drop(0.5, 1, 7)).containsExactly(drop(0.5, 1, 7));
    assertThat(drop(0.5, 1, 7)).isNotEqualTo(drop(0.5, 2, 7));
    assertThat(drop(0.5, 1, 7)).isNotEqualTo(drop(0.5, 1, 8));
  }

  @Test
  void isOfTrainingAlone() {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Variables variables = new Variables(tf, 3);
      Ports ports = new Ports(TFloat32.class, Shape.of(4), Shape.scalar());
      Network network = new Mlp(List.of(50), Dense.RELU, 0.5).create(variables, ports);
      Operand<TFloat32> x = tf.constant(new float[][] {{1, 2, 3, 4}});
      Operand<TFloat32> served = network.call(tf, x);
      Operand<TFloat32> again = network.train(tf, x).predictions();
      Operand<TFloat32> first = network.train(tf, x, tf.array(1L, 2L)).predictions();
      Operand<TFloat32> second = network.train(tf, x, tf.array(1L, 3L)).predictions();
      variables.initialize(session);
      try (Result result =
          session.runner().fetch(served).fetch(first).fetch(second).fetch(again).run()) {
        float[] all = new float[4];
        for (int i = 0; i < all.length; i++) {
          all[i] = ((TFloat32) result.get(i)).getFloat(0);
        }
        assertThat(all[0]).isEqualTo(all[3]).isNotEqualTo(all[1]).isNotEqualTo(all[2]);
        assertThat(all[1]).isNotEqualTo(all[2]);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, Double.NaN})
  void isAShare(double probability) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Mlp(List.of(2), Dense.RELU, probability))
        .withMessage("dropout must be 0 or more and less than 1, found " + probability);
  }

  private static float[] drop(double probability, int place, long seed) {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> ones = tf.ones(tf.array(100, 100), TFloat32.class);
      Operand<TFloat32> dropped =
          new Dropout(probability, tf.array(seed, 5L)).call(tf, ones, place);
      try (Result result = session.runner().fetch(dropped).run()) {
        FloatDataBuffer data = result.get(0).asRawTensor().data().asFloats();
        float[] values = new float[(int) data.size()];
        data.read(values);
        return values;
      }
    }
  }

  private static long count(float[] values, float value) {
    long count = 0;
    for (float each : values) {
      count += each == value ? 1 : 0;
    }
    return count;
  }
}
