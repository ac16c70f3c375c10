package org.newtonlosses.training.builtin;

import java.util.List;
import org.newtonlosses.graphs.net.Architecture;
import org.newtonlosses.graphs.net.Cnn;
import org.newtonlosses.graphs.net.CombResNet18;
import org.newtonlosses.graphs.net.GridCnn;
import org.newtonlosses.graphs.net.Mlp;
import org.newtonlosses.graphs.net.MultiDigitCnn;
import org.newtonlosses.training.schema.Param;
import org.newtonlosses.training.schema.Variant;
import org.tensorflow.framework.activations.Activations;

/** Networks by name. */
final class Networks {
  private static final Param<List<Integer>> LAYERS =
      Param.integers("layers", List.of(64, 64)).help("widths of the hidden layers");
  private static final Param<Activations> ACTIVATION =
      Param.oneOf("activation", Activations.RELU).help("after each layer but the last");
  private static final Param<List<Integer>> CHANNELS =
      Param.integers("channels", List.of(16, 32)).help("channels of the convolutions");
  private static final Param<Integer> KERNEL =
      Param.integer("kernel", 3).atLeast(1).label("K").help("height and width of filters");

  private static final Param<List<Integer>> GRID_CHANNELS =
      Param.integers("channels", List.of(16, 32, 32, 32)).help("channels of the convolutions");
  private static final Param<Double> DROPOUT =
      Param.number("dropout", 0)
          .fraction()
          .label("P")
          .help("share of numbers that a step makes 0, behind each hidden layer");

  private Networks() {}

  static List<Variant<Architecture>> all() {
    return List.of(
        Variant.of(
            "multi-digit-cnn", "images of four digits to a number", v -> MultiDigitCnn::create),
        Variant.of("comb-resnet18", "images to a grid of numbers", v -> CombResNet18::create),
        Variant.of(
            "mlp",
            "anything to anything, through dense layers",
            v -> new Mlp(v.get(LAYERS), v.get(ACTIVATION).getInstance(), v.get(DROPOUT)),
            LAYERS,
            ACTIVATION,
            DROPOUT),
        Variant.of(
            "cnn",
            "images to anything, through convolutions and dense layers",
            v ->
                new Cnn(
                    v.get(CHANNELS), v.get(KERNEL), v.get(LAYERS), v.get(ACTIVATION).getInstance()),
            CHANNELS,
            KERNEL,
            LAYERS,
            ACTIVATION),
        Variant.of(
            "grid-cnn",
            "images of any size to a grid of numbers, through convolutions",
            v -> new GridCnn(v.get(GRID_CHANNELS), v.get(KERNEL)),
            GRID_CHANNELS,
            KERNEL));
  }
}
