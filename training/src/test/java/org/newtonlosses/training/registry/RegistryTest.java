package org.newtonlosses.training.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.newtonlosses.graphs.newton.Curvature;
import org.newtonlosses.graphs.newton.None;
import org.newtonlosses.training.builtin.BuiltIn;
import org.newtonlosses.training.recipe.Recipe;
import org.newtonlosses.training.schema.Variant;
import org.newtonlosses.training.task.Task;

class RegistryTest {

  @Test
  void findsWhatThisProjectBrings() {
    Registry registry = Registry.installed();

    assertThat(registry.tasks().stream().map(Task::name)).startsWith("ranking", "paths");
    assertThat(registry.variants(Curvature.class).stream().map(Variant::name))
        .startsWith("hessian", "fisher", "per-example-hessian", "scalar", "none");
    assertThat(registry.origin(Curvature.class, "fisher").orElseThrow().extension())
        .isEqualTo(BuiltIn.class.getName());
    assertThat(registry.origins(registry.recipes().parse("{}").values())).isEmpty();
  }

  @Test
  void anExtensionAddsAVariantThatRecipesCanName() {
    Registry registry = Registry.of(new BuiltIn(), new Own("own"));
    Recipe recipe = registry.recipes().parse("newton: {curvature: own}");

    assertThat(recipe.newton().curvature()).isEqualTo(new None());
    assertThat(registry.origins(recipe.values()))
        .extracting(Origin::extension)
        .containsExactly(Own.class.getName());
  }

  @Test
  void twoOfOneNameAreAnErrorThatNamesBoth() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Registry.of(new BuiltIn(), new Own("fisher")))
        .withMessageContaining("two extensions register the Curvature fisher: ")
        .withMessageContaining(BuiltIn.class.getName())
        .withMessageContaining(Own.class.getName());
  }

  @Test
  void anUnknownTaskIsAnErrorThatListsThem() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Registry.of(new BuiltIn()).task("sorting"))
        .withMessage("task must be one of ranking, paths, learning-to-rank, pictures, found sorting");
  }

  /** Brings a curvature. */
  private record Own(String name) implements Extension {
    @Override
    public void register(Registry.Builder add) {
      add.variant(Curvature.class, Variant.of(name, "none by another name", v -> new None()));
    }
  }
}
