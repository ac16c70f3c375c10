package org.newtonlosses.training.builtin;

import java.util.List;
import org.newtonlosses.graphs.net.Architecture;
import org.newtonlosses.graphs.net.CombResNet18;
import org.newtonlosses.graphs.net.MultiDigitCnn;
import org.newtonlosses.training.schema.Variant;

/** Networks by name. */
final class Networks {

  private Networks() {}

  static List<Variant<Architecture>> all() {
    return List.of(
        Variant.of(
            "multi-digit-cnn", "images of four digits to a number", v -> MultiDigitCnn::create),
        Variant.of("comb-resnet18", "images to a grid of numbers", v -> CombResNet18::create));
  }
}
