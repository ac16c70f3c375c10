package org.newtonlosses.graphs.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** {@link Standardization} of tables, and {@link Interpolation}. */
class ScalingTest {
  private static final float NAN = Float.NaN;

  @Test
  void tablesHaveLogarithmsAndWhatIsMissing() {
    Standardization scale =
        Standardization.ofTable(List.of(1.0, 0.5), List.of(2.0, 4.0), List.of(false, true));
    assertThat(call(scale, Shape.of(3, 2), 3, 7, NAN, -7, 1, NAN))
        .containsExactly(
            new float[] {
              1, (float) (Math.log(8) - 0.5) / 4, 0, (float) (-Math.log(8) - 0.5) / 4, 0, 0
            },
            within(1e-6f));
    assertThat(
            call(new Standardization(List.of(), List.of(), List.of(), true), Shape.of(2), 5, NAN))
        .containsExactly(5, 0);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Standardization.ofTable(List.of(1.0, 0.5), List.of(2.0, 4.0), List.of(true)))
        .withMessage(
            "it must be said of each of the 2 channels, or of none, whether it has a logarithm,"
                + " found [true]");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void interpolationIsThatOfTheTextbook(long seed) {
    Random random = new Random(seed);
    List<Interpolation.Channel> channels = new ArrayList<>();
    for (int size : new int[] {1, 2, 7}) {
      List<Double> knots = new ArrayList<>();
      List<Double> values = new ArrayList<>();
      double x = random.nextGaussian();
      for (int i = 0; i < size; i++) {
        knots.add(x);
        values.add(random.nextGaussian());
        x += 0.1 + random.nextDouble();
      }
      channels.add(new Interpolation.Channel(knots, values));
    }
    float[] input = new float[3 * 20];
    float[] expected = new float[input.length];
    for (int i = 0; i < input.length; i++) {
      Interpolation.Channel channel = channels.get(i % 3);
      boolean knot = random.nextInt(4) == 0;
      input[i] =
          knot
              ? channel.knots().get(random.nextInt(channel.knots().size())).floatValue()
              : (float) (3 * random.nextGaussian());
      expected[i] = (float) textbook(channel, input[i]);
    }
    input[4] = NAN;
    expected[4] = 0;
    input[5] = Float.POSITIVE_INFINITY;
    Interpolation scale = new Interpolation(channels);
    assertThat(scale.channels()).isEqualTo(3);
    float[] found = call(scale, Shape.of(4, 5, 3), input);
    // Beyond the last knot the value is that of the last knot, but ∞ · 0 is no number.
    assertThat(found[5]).isNaN();
    found[5] = expected[5];
    assertThat(found).containsExactly(expected, within(1e-5f));
  }

  private static double textbook(Interpolation.Channel channel, double x) {
    List<Double> knots = channel.knots();
    if (x <= knots.get(0)) {
      return channel.values().get(0);
    }
    for (int i = 1; i < knots.size(); i++) {
      if (x <= knots.get(i)) {
        double share = (x - knots.get(i - 1)) / (knots.get(i) - knots.get(i - 1));
        return channel.values().get(i - 1)
            + share * (channel.values().get(i) - channel.values().get(i - 1));
      }
    }
    return channel.values().get(knots.size() - 1);
  }

  @Test
  void channelsAreChecked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Interpolation.Channel(List.of(1.0, 1.0), List.of(0.0, 1.0)))
        .withMessage("knots must ascend, found [1.0, 1.0]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Interpolation.Channel(List.of(1.0), List.of(0.0, 1.0)))
        .withMessage("there must be a value for each of the 1 knots, found 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Interpolation.Channel(List.of(Double.NaN), List.of(0.0)))
        .withMessage("knots and values must be finite, found 0.0 at NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Interpolation(List.of()))
        .withMessageContaining("found 0");
  }

  private static float[] call(Scaling scaling, Shape shape, float... input) {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      try (Result result =
          session
              .runner()
              .fetch(scaling.call(tf, tf.constant(shape, DataBuffers.of(input))))
              .run()) {
        assertThat(result.get(0).shape()).isEqualTo(shape);
        float[] found = new float[input.length];
        ((TFloat32) result.get(0)).asRawTensor().data().asFloats().read(found);
        return found;
      }
    }
  }
}
