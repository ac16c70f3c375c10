package org.newtonlosses.training.builtin;

import java.util.List;
import org.newtonlosses.graphs.net.Architecture;
import org.newtonlosses.graphs.net.Cnn;
import org.newtonlosses.graphs.net.CombResNet18;
import org.newtonlosses.graphs.net.Mlp;
import org.newtonlosses.graphs.net.MultiDigitCnn;
import org.newtonlosses.training.schema.Param;
import org.newtonlosses.training.schema.Variant;
import org.tensorflow.framework.activations.Activations;

/** Networks by name. */
final class Networks {
  private static final Param<List<Integer>> LAYERS =
      Param.integers("layers", List.of(64, 64)).atLeast(1).help("units of each hidden layer");
  private static final Param<List<Integer>> CHANNELS =
      Param.integers("channels", List.of(16, 32)).atLeast(1).help("filters of each convolution");
  private static final Param<Integer> KERNEL =
      Param.integer("kernel", 3).atLeast(1).help("height and width of a filter");
  private static final Param<Activations> ACTIVATION =
      Param.oneOf("activation", Activations.RELU).help("after each hidden layer");

  private Networks() {}

  static List<Variant<Architecture>> all() {
    return List.of(
        Variant.of(
            "multi-digit-cnn", "images of four digits to a number", v -> MultiDigitCnn::create),
        Variant.of("comb-resnet18", "images to a grid of numbers", v -> CombResNet18::create),
        Variant.of(
            "mlp",
            "layers of units, for any input",
            v -> new Mlp(v.get(LAYERS), v.get(ACTIVATION).getInstance()),
            LAYERS,
            ACTIVATION),
        Variant.of(
            "cnn",
            "convolutions and layers of units, for images of any size",
            v ->
                new Cnn(
                    v.get(CHANNELS), v.get(KERNEL), v.get(LAYERS), v.get(ACTIVATION).getInstance()),
            CHANNELS,
            KERNEL,
            LAYERS,
            ACTIVATION));
  }
}
