package org.newtonlosses.training.builtin;

import java.util.List;
import org.newtonlosses.graphs.optimizer.Adam;
import org.newtonlosses.graphs.optimizer.AdamW;
import org.newtonlosses.graphs.optimizer.Optimizer;
import org.newtonlosses.graphs.optimizer.Sgd;
import org.newtonlosses.training.recipe.Recipe;
import org.newtonlosses.training.recipe.Regularization;
import org.newtonlosses.training.schema.Param;
import org.newtonlosses.training.schema.Variant;
import org.tensorflow.framework.regularizers.L1;
import org.tensorflow.framework.regularizers.L2;

/** Optimisers and penalties by name. */
final class Optimizers {
  private static final Param<Double> BETA1 =
      Param.number("beta1", 0.9).fraction().label("B").help("decay of the mean gradient");
  private static final Param<Double> BETA2 =
      Param.number("beta2", 0.999).fraction().label("B").help("decay of the mean square");
  private static final Param<Double> EPSILON =
      Param.number("epsilon", 1e-8).positive().label("E").help("keeps the division finite");
  private static final Param<Double> WEIGHT_DECAY =
      Param.number("weight-decay", 0.01)
          .positive()
          .called("weight decay")
          .label("W")
          .help("decay of the parameters, times the learning rate");
  private static final Param<Double> MOMENTUM =
      Param.number("momentum", 0).fraction().label("M").help("decay of the velocity; 0: none");
  private static final Param<Boolean> NESTEROV =
      Param.bool("nesterov", false).help("Nesterov's momentum");
  private static final Param<Double> STRENGTH =
      Param.number("strength", 1e-4)
          .positive()
          .option("regularizer-strength")
          .label("R")
          .help("factor of the penalty");

  private Optimizers() {}

  static List<Variant<Optimizer>> all() {
    return List.of(
        Variant.of(
            "adam",
            "Adam",
            v -> new Adam(v.get(Recipe.LEARNING_RATE), v.get(BETA1), v.get(BETA2), v.get(EPSILON)),
            BETA1,
            BETA2,
            EPSILON),
        Variant.of(
            "adamw",
            "Adam with decoupled weight decay",
            v ->
                new AdamW(
                    v.get(Recipe.LEARNING_RATE),
                    v.get(BETA1),
                    v.get(BETA2),
                    v.get(EPSILON),
                    v.get(WEIGHT_DECAY)),
            BETA1,
            BETA2,
            EPSILON,
            WEIGHT_DECAY),
        Variant.of(
            "sgd",
            "gradient descent with momentum",
            v -> new Sgd(v.get(Recipe.LEARNING_RATE), v.get(MOMENTUM), v.get(NESTEROV)),
            MOMENTUM,
            NESTEROV));
  }

  static List<Variant<Regularization>> regularizations() {
    return List.of(
        Variant.of("none", "no penalty", v -> Regularization.none()),
        Variant.of(
            "l1",
            "sum of absolute weights",
            v -> Regularization.of(new L1(v.get(STRENGTH).floatValue())),
            STRENGTH),
        Variant.of(
            "l2",
            "sum of squared weights",
            v -> Regularization.of(new L2(v.get(STRENGTH).floatValue())),
            STRENGTH));
  }
}
