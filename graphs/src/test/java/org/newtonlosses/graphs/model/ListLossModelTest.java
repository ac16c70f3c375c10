package org.newtonlosses.graphs.model;

import static org.newtonlosses.graphs.testing.GraphAssertions.assertThatSavedModel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.newtonlosses.graphs.newton.Hessian;
import org.newtonlosses.graphs.newton.NewtonLoss;
import org.newtonlosses.graphs.newton.NewtonStep;
import org.newtonlosses.graphs.rank.Gain;
import org.newtonlosses.graphs.rank.GradeBinaryCrossEntropy;
import org.newtonlosses.graphs.rank.LambdaRank;
import org.newtonlosses.graphs.rank.ListLoss;
import org.newtonlosses.graphs.rank.ListMle;
import org.newtonlosses.graphs.sort.NeuralSort;
import org.newtonlosses.graphs.sort.RelaxedSort;
import org.newtonlosses.graphs.testing.Numbers;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

class ListLossModelTest {
  private static final RelaxedSort SORT = new NeuralSort(1, false);
  private static final NewtonLoss NEWTON = new NewtonLoss(new Hessian(0.1));

  @TempDir private Path folder;

  static List<ListLoss> losses() {
    return List.of(
        new GradeBinaryCrossEntropy(), new LambdaRank(Gain.EXPONENTIAL, 0), new ListMle());
  }

  @ParameterizedTest
  @MethodSource("losses")
  void returnsWhatTheGraphDoes(ListLoss loss) throws IOException {
    Path directory = folder.resolve("model");
    new ListLossModel<>(loss, SORT, NEWTON, 4, TFloat32.class).export(directory, Map.of());
    assertThatSavedModel(directory)
        .fed("scores", Numbers.random(1, -2, 2, 3, 4))
        .fed("grades", Numbers.of(new double[][] {{0, 2, -1, 1}, {1, 1, 0, 2}, {-1, -1, -1, 1}}))
        .returnsTheBitsOf(
            (tf, in) -> {
              Operand<TFloat32> scores = in.get("scores", TFloat32.class);
              Operand<TFloat32> grades = in.get("grades", TFloat32.class);
              NewtonStep<TFloat32> step =
                  NEWTON.call(tf, loss.loss(tf, SORT, grades, TFloat32.class), scores);
              return Map.of(
                  "loss", step.loss(),
                  "gradient", step.gradient(),
                  "curvature", step.curvature(),
                  "step", step.step(),
                  "newton_target", step.target(),
                  "newton_loss", step.newtonLoss());
            });
  }
}
