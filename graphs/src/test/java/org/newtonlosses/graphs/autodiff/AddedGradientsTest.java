package org.newtonlosses.graphs.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.newtonlosses.graphs.autodiff.MissingGradientsTest.gradientOf;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.internal.c_api.global.tensorflow;

/**
 * Gradients that are added from outside: they stay for the process, so that each test runs once.
 */
class AddedGradientsTest {

  @Test
  void anAddedGradientSharesTheFunction() {
    // More than the ten functions that TensorFlow Java has room for.
    GradientRule negative = (tf, node) -> List.of(tf.math.neg(node.gradient(0)));
    List<String> operations =
        List.of(
            "BesselI0",
            "BesselI1",
            "BesselJ0",
            "BesselJ1",
            "BesselK0",
            "BesselK1",
            "BesselY0",
            "BesselY1",
            "Dawsn",
            "Spence",
            "FresnelSin",
            "FresnelCos");
    operations.forEach(operation -> MissingGradients.add(operation, negative));
    assertThat(MissingGradients.operations()).containsAll(operations);
    assertThat(operations).allMatch(tensorflow::TFJ_HasGradient);
    // Wrong on purpose: it can be no other rule.
    assertThat(gradientOf((tf, x) -> tf.math.special.fresnelCos(x), 1, 2, 3))
        .containsExactly(-1, -1, -1);
  }

  @Test
  void aGradientThatIsThereIsNotReplaced() {
    GradientRule rule = (tf, node) -> List.of(node.gradient(0));
    MissingGradients.add("Betainc", rule);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MissingGradients.add("Betainc", rule))
        .withMessage("there is a gradient of Betainc, of this class: it cannot be replaced");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MissingGradients.add("Tanh", rule))
        .withMessage("there is a gradient of Tanh, of TensorFlow: it cannot be replaced");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MissingGradients.add("Erfccc", rule))
        .withMessage("TensorFlow has no operation of the type Erfccc");
  }

  @Test
  void aRuleThatFailsIsAnErrorNotACrash() {
    MissingGradients.add("Expint", (tf, node) -> List.of());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> gradientOf((tf, x) -> tf.math.special.expint(x), 1))
        .withMessageContaining("the rule for Expint must give a gradient for each of its 1 inputs");
    MissingGradients.add(
        "Igamma",
        (tf, node) -> {
          throw new IllegalStateException("not yet");
        });
    assertThatIllegalStateException()
        .isThrownBy(() -> gradientOf((tf, x) -> tf.math.igamma(x, x), 1))
        .withMessage("not yet");
  }
}
