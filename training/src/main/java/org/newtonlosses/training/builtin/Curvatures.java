package org.newtonlosses.training.builtin;

import java.util.List;
import org.newtonlosses.graphs.newton.Curvature;
import org.newtonlosses.graphs.newton.Fisher;
import org.newtonlosses.graphs.newton.Hessian;
import org.newtonlosses.graphs.newton.None;
import org.newtonlosses.graphs.newton.PerExampleHessian;
import org.newtonlosses.graphs.newton.Scalar;
import org.newtonlosses.training.recipe.Recipe;
import org.newtonlosses.training.schema.Variant;

/** Curvatures by name. */
final class Curvatures {

  private Curvatures() {}

  static List<Variant<Curvature>> all() {
    return List.of(
        Variant.of("hessian", "mean Hessian of the loss", v -> new Hessian(v.get(Recipe.TIKHONOV))),
        Variant.of("fisher", "empirical Fisher matrix", v -> new Fisher(v.get(Recipe.TIKHONOV))),
        Variant.of(
            "per-example-hessian",
            "each example's own Hessian",
            v -> new PerExampleHessian(v.get(Recipe.TIKHONOV))),
        Variant.of(
            "scalar", "mean square of the gradient", v -> new Scalar(v.get(Recipe.TIKHONOV))),
        Variant.of("none", "the loss itself, without a Newton step", v -> new None()));
  }
}
