package org.newtonlosses.training.task.lists;

import java.util.List;
import org.newtonlosses.graphs.rank.Gain;
import org.newtonlosses.graphs.rank.GradeBinaryCrossEntropy;
import org.newtonlosses.graphs.rank.GradeCrossEntropy;
import org.newtonlosses.graphs.rank.ListLoss;
import org.newtonlosses.graphs.rank.ListNet;
import org.newtonlosses.training.schema.Variant;

public final class ListLosses {
  private ListLosses() {}

  public static List<Variant<ListLoss>> all() {
    return List.of(
        Variant.of("cross-entropy", "cross-entropy of the ranks", v -> new GradeCrossEntropy()),
        Variant.of(
            "binary-cross-entropy",
            "binary cross-entropy of the whole matrix",
            v -> new GradeBinaryCrossEntropy()),
        Variant.of("listnet", "ListNet", v -> new ListNet(Gain.EXPONENTIAL)));
  }
}
