package org.newtonlosses.graphs.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** Networks on images whose height and width are not known when the graph is built. */
class FreeSizeTest {

  private static final Standardization COLOURS =
      new Standardization(List.of(100.0, 120.0, 90.0), List.of(50.0, 60.0, 70.0));
  private static final Architecture RESNET = CombResNet18::create;
  private static final Architecture GRID_CNN = new GridCnn(List.of(4, 6, 5));

  static List<Arguments> networks() {
    return List.of(
        Arguments.of("comb-resnet18 of 4×4 pixels", RESNET, 4, 4),
        Arguments.of("comb-resnet18 of 8×12 pixels", RESNET, 8, 12),
        Arguments.of("grid-cnn of 1×1 pixel", GRID_CNN, 1, 1),
        Arguments.of("grid-cnn of 6×8 pixels", GRID_CNN, 6, 8));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void isTheNetworkMadeForTheSize(String name, Architecture network, int height, int width) {
    Ports small = ports(height, width, 3, 4);
    Ports large = ports(height, width, 6, 8);
    Ports wide = ports(height, width, 5, 9);
    for (Ports ports : List.of(small, large, wide)) {
      float[] expected = run(network, ports, Shape.of(-1).append(ports.input()), ports);
      assertThat(run(network, small, Shape.of(-1, -1, -1, 3), ports)).containsExactly(expected);
      assertThat(run(network, small, Shape.of(-1, ports.input().get(0), -1, 3), ports))
          .containsExactly(expected);
    }
  }

  @Test
  void sizesThatAreNoTilesFailTheRun() {
    Ports ports = ports(8, 12, 3, 4);
    for (Architecture network : List.of(RESNET, GRID_CNN)) {
      for (Ports other : List.of(ports(1, 1, 20, 24), ports(1, 1, 16, 30))) {
        assertThatThrownBy(() -> run(network, ports, Shape.of(-1, -1, -1, 3), other))
            .hasMessageContaining("images must be made of tiles of 8×12 pixels, found");
      }
    }
  }

  @Test
  void imagesOfKnownSizesAreCheckedAtOnce() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> run(GRID_CNN, ports(4, 4, 2, 2), Shape.of(-1, 9, 8, 3), ports(1, 1, 9, 8)))
        .withMessage("images must be made of tiles of 4×4 pixels, found 9×8");
  }

  @Test
  void otherNetworksRefuseThem() {
    Ports ports = ports(6, 6, 2, 2);
    Shape free = Shape.of(-1, -1, -1, 3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> run(RESNET, ports, free, ports))
        .withMessage(
            "comb-resnet18 takes images of free height and width only where it was made for cells of"
                + " 4, 8, 12, … pixels each way");
    for (Architecture network : List.of(new Mlp(List.of(3)), new Cnn(List.of(2), List.of(3)))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> run(network, ports, free, ports))
          .withMessage(
              "the network takes inputs of one size only, [-1, 12, 12, 3], found [-1, -1, -1, 3],"
                  + " whose size is free");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                run(
                    MultiDigitCnn::create,
                    new Ports(TUint8.class, Shape.of(28, 112), Shape.scalar()),
                    Shape.of(-1, -1, -1),
                    ports))
        .withMessage("images must have the shape [N, 28, 112], found [-1, -1, -1]");
  }

  private static Ports ports(int tileHeight, int tileWidth, int h, int w) {
    Shape image = Shape.of((long) h * tileHeight, (long) w * tileWidth, 3);
    return new Ports(TUint8.class, image, Shape.of(h, w), COLOURS);
  }

  /** What a network, made for some images, gives for images that a placeholder of a shape takes. */
  private static float[] run(
      Architecture architecture, Ports madeFor, Shape placeholder, Ports images) {
    byte[] pixels = new byte[Math.toIntExact(2 * images.input().size())];
    new Random(5).nextBytes(pixels);
    try (Graph graph = new Graph();
        Session session = new Session(graph);
        TUint8 batch =
            TUint8.tensorOf(Shape.of(2).append(images.input()), DataBuffers.of(pixels))) {
      Ops tf = Ops.create(graph);
      SeededParameters parameters = new SeededParameters(tf);
      Network network = architecture.create(parameters, madeFor);
      Placeholder<TUint8> fed = tf.placeholder(TUint8.class, Placeholder.shape(placeholder));
      Operand<TFloat32> output = network.call(tf, fed);
      parameters.initialize(session);
      try (Result result = session.runner().feed(fed, batch).fetch(output).run()) {
        TFloat32 found = (TFloat32) result.get(0);
        assertThat(found.shape()).isEqualTo(Shape.of(2).append(images.output()));
        float[] values = new float[Math.toIntExact(found.size())];
        found.copyTo(NdArrays.wrap(found.shape(), DataBuffers.of(values)));
        return values;
      }
    }
  }
}
