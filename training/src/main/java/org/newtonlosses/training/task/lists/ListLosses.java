package org.newtonlosses.training.task.lists;

import java.util.List;
import java.util.OptionalLong;
import org.newtonlosses.graphs.rank.Gain;
import org.newtonlosses.graphs.rank.GradeBinaryCrossEntropy;
import org.newtonlosses.graphs.rank.GradeCrossEntropy;
import org.newtonlosses.graphs.rank.LambdaRank;
import org.newtonlosses.graphs.rank.ListLoss;
import org.newtonlosses.graphs.rank.ListMle;
import org.newtonlosses.graphs.rank.ListNet;
import org.newtonlosses.graphs.rank.RankNet;
import org.newtonlosses.graphs.rank.SoftNdcg;
import org.newtonlosses.training.schema.Param;
import org.newtonlosses.training.schema.Values;
import org.newtonlosses.training.schema.Variant;

/** Losses on lists of items with grades, by name. */
public final class ListLosses {
  private static final Param<OptionalLong> AT =
      Param.optionalCount("at", "all")
          .atLeast(1)
          .atMost(Integer.MAX_VALUE)
          .label("K")
          .help("how many of the first places count");
  private static final Param<Gain> GAIN =
      Param.oneOf("gain", Gain.EXPONENTIAL)
          .option("loss-gain")
          .help("of a grade g in the loss: 2^g - 1, or g");
  private static final Param<ListNet.Targets> TARGETS =
      Param.oneOf("targets", ListNet.Targets.SOFTMAX)
          .help("what of the grades the scores' softmax should be: a softmax too, or the gains");

  private ListLosses() {}

  /** The losses. */
  public static List<Variant<ListLoss>> all() {
    return List.of(
        Variant.of(
            "lambdarank",
            "pairs, weighted by what their exchange changes in the NDCG (Burges, 2010)",
            v -> new LambdaRank(v.get(GAIN), at(v)),
            AT,
            GAIN),
        Variant.of(
            "ranknet", "logistic loss of pairs (Burges et al., ICML 2005)", v -> new RankNet()),
        Variant.of(
            "ndcg",
            "1 - NDCG of the relaxed order (Grover et al., ICLR 2019; Swezey et al., NeurIPS 2021)",
            v -> new SoftNdcg(at(v), v.get(GAIN)),
            AT,
            GAIN),
        Variant.of(
            "cross-entropy",
            "cross-entropy of the ranks of the relaxed order, any order within a grade being right",
            v -> new GradeCrossEntropy()),
        Variant.of(
            "binary-cross-entropy",
            "binary cross-entropy of which grade holds which rank of the relaxed order",
            v -> new GradeBinaryCrossEntropy()),
        Variant.of(
            "listnet",
            "cross-entropy of the scores' softmax (Cao et al., ICML 2007)",
            v -> new ListNet(v.get(TARGETS)),
            TARGETS),
        Variant.of(
            "listmle",
            "likelihood of the order by grade (Xia et al., ICML 2008)",
            v -> new ListMle()));
  }

  /** How many places count; 0: all. */
  private static int at(Values values) {
    return Math.toIntExact(values.get(AT).orElse(0));
  }
}
