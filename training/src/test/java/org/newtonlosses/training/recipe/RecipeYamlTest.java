package org.newtonlosses.training.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.newtonlosses.graphs.net.CostMap;
import org.newtonlosses.graphs.newton.Curvature;
import org.newtonlosses.graphs.newton.NewtonLoss;
import org.newtonlosses.graphs.path.InterpolatedPath;
import org.newtonlosses.graphs.path.PathLoss;
import org.newtonlosses.graphs.path.PerturbedPath;
import org.newtonlosses.graphs.path.RelaxedBellmanFord;
import org.newtonlosses.graphs.path.RelaxedLoop;
import org.newtonlosses.graphs.path.SmoothedPath;
import org.newtonlosses.graphs.path.SmoothedPathLoss;
import org.newtonlosses.graphs.path.TConorm;
import org.newtonlosses.graphs.smooth.ControlVariate;
import org.newtonlosses.graphs.smooth.NoiseDistribution;
import org.newtonlosses.graphs.smooth.Smoothing;
import org.newtonlosses.graphs.sort.ComparatorNetwork;
import org.newtonlosses.graphs.sort.RankingLoss;
import org.newtonlosses.graphs.sort.SoftSort;
import org.newtonlosses.graphs.sort.SortingNetwork;
import org.newtonlosses.graphs.sort.SwapDistribution;
import org.newtonlosses.training.session.Precision;

class RecipeYamlTest {

  @Test
  void everyValueSurvivesTheRoundTrip() {
    Recipe recipe =
        new Recipe(
            "all-values",
            new RankingTask(
                8,
                new RankingData(DigitSource.SYNTHETIC, "no/cache", OptionalLong.of(500), 7, 9),
                new SortingNetwork(
                    ComparatorNetwork.BITONIC, SwapDistribution.LOGISTIC_PHI, 3.5, true),
                RankingLoss.CROSS_ENTROPY),
            new NewtonLoss(Curvature.PER_EXAMPLE_HESSIAN, 1e-7),
            new Optimizer(
                1e-4,
                0.5,
                0.25,
                1e-3,
                OptionalDouble.of(2),
                List.of(new ScheduleStep(10, 0.1), new ScheduleStep(20, 0.5))),
            3,
            5_000_000_000L,
            11,
            12,
            -13,
            Precision.BFLOAT16,
            3);

    assertThat(RecipeYaml.parse(RecipeYaml.write(recipe))).isEqualTo(recipe);
  }

  @Test
  void everyBuiltInRecipeSurvivesTheRoundTrip() {
    assertThat(BuiltInRecipes.names())
        .hasSize(25 + 1 + 8 + 24)
        .allSatisfy(
            name -> {
              Recipe recipe = BuiltInRecipes.find(name).orElseThrow();
              assertThat(recipe.name()).isEqualTo(name);
              assertThat(RecipeYaml.parse(RecipeYaml.write(recipe))).isEqualTo(recipe);
            });
  }

  @ParameterizedTest
  @MethodSource("pathTasks")
  void everyValueOfAPathTaskSurvivesTheRoundTrip(PathTask task) {
    Recipe recipe = BuiltInRecipes.quick(PathTask.KIND);
    Recipe changed =
        new Recipe(
            "all-values",
            task,
            new NewtonLoss(Curvature.FISHER, 2),
            recipe.optimizer(),
            3,
            4,
            5,
            6,
            7,
            Precision.FLOAT32,
            1);

    assertThat(RecipeYaml.parse(RecipeYaml.write(changed))).isEqualTo(changed);
  }

  private static Stream<PathTask> pathTasks() {
    Smoothing smoothing =
        new Smoothing(7, 0.3, NoiseDistribution.GUMBEL, ControlVariate.LEAVE_ONE_OUT, false);
    PathData terrain = new TerrainData(3, 4, 5, 6, 7);
    PathData warcraft = new WarcraftData("no/cache", OptionalLong.of(5), 6, 7);
    return Stream.of(
        new PathTask(
            terrain,
            new RelaxedBellmanFord(2, 9, RelaxedLoop.WHILE, TConorm.HAMACHER, 5, 8),
            PathLoss.L2,
            CostMap.EXP),
        new PathTask(warcraft, new SmoothedPathLoss(smoothing), PathLoss.L1, CostMap.SIGMOID),
        new PathTask(warcraft, new SmoothedPath(smoothing), PathLoss.L1, CostMap.SOFTPLUS),
        new PathTask(terrain, new PerturbedPath(smoothing), PathLoss.L1, CostMap.ABS),
        new PathTask(terrain, new InterpolatedPath(3), PathLoss.L1, CostMap.ABS));
  }

  @Test
  void theKindOfTheTaskChangesTheDefaults() {
    assertThat(RecipeYaml.parse("task: {kind: paths}")).isEqualTo(Recipe.pathDefaults());
    assertThat(RecipeYaml.parse("{}")).isEqualTo(Recipe.defaults());
    assertThat(Recipe.pathDefaults().optimizer().rate(30 * 143)).isEqualTo(1e-3);
    assertThat(Recipe.pathDefaults().optimizer().rate(30 * 143 + 1)).isEqualTo(1e-4);
  }

  @Test
  void missingKeysHaveDefaultsAndAnotherAlgorithmItsOwn() {
    Recipe recipe =
        RecipeYaml.parse(
            """
            optimizer:
              learning-rate: 1e-4
            task:
              algorithm: {name: softsort, power: 2}
            """);

    assertThat(recipe.optimizer().learningRate()).isEqualTo(1e-4);
    assertThat(recipe.optimizer().beta2()).isEqualTo(Recipe.defaults().optimizer().beta2());
    assertThat(((RankingTask) recipe.task()).algorithm()).isEqualTo(new SoftSort(1, 2, false));
    assertThat(((RankingTask) recipe.task()).n()).isEqualTo(5);
  }

  @Test
  void changesByPathKeepTheOtherValues() {
    Recipe quick = BuiltInRecipes.find("quick").orElseThrow();

    Recipe changed =
        RecipeYaml.with(
            quick,
            Map.of(
                "task.n", "7",
                "newton.curvature", "none",
                "optimizer.clip-norm", "0.5",
                "optimizer.schedule", "[{step: 3, factor: 0.1}]"));

    assertThat(((RankingTask) changed.task()).n()).isEqualTo(7);
    assertThat(changed.newton())
        .isEqualTo(new NewtonLoss(Curvature.NONE, quick.newton().tikhonov()));
    assertThat(changed.optimizer().clipNorm()).hasValue(0.5);
    assertThat(changed.optimizer().rate(2)).isEqualTo(quick.optimizer().learningRate());
    assertThat(changed.optimizer().rate(3)).isEqualTo(0.1 * quick.optimizer().learningRate());
    assertThat(changed.steps()).isEqualTo(quick.steps());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          stepz: 3                                | stepz: unknown key; allowed are name, task
          newton: {tikhonof: 1}                   | newton.tikhonof: unknown key; allowed are curvature, tikhonov
          task: {algorithm: {steepness: 2}}       | task.algorithm.steepness: unknown key; allowed are name, temperature, hard
          task: {algorithm: {name: bubblesort}}   | must be one of neuralsort, softsort, sorting-network, found "bubblesort"
          task: {kind: sorting}                   | task.kind must be one of ranking, paths, found "sorting"
          task: {loss: hinge}                     | task.loss: must be one of cross-entropy, binary-cross-entropy, found hinge
          task: {n: 1}                            | n must be at least 2, found 1
          task: {n: 5.5}                          | task.n must be a whole number, found 5.5
          task: ranking                           | task must be a mapping with kind, n, data, algorithm, loss, found "ranking"
          steps: many                             | steps must be a whole number, found "many"
          steps:                                  | steps must be a whole number, found ""
          steps: 0                                | steps must be at least 1, found 0
          batch: 0                                | batch must be at least 1, found 0
          batch: 100000000                        | batch must be at most 136956 for n = 5
          batch: 10000000000                      | batch
          threads: -1                             | threads must be at least 0, found -1
          newton: {tikhonov: 0}                   | newton: tikhonov must be positive and finite, found 0.0
          newton: {curvature: gauss}              | newton.curvature: must be one of hessian, fisher
          optimizer: {learning-rate: -1}          | optimizer: learning rate must be positive and finite, found -1.0
          optimizer: {clip-norm: lots}            | optimizer.clip-norm must be a number or none, found "lots"
          optimizer: {schedule: [{step: 3}]}      | optimizer.schedule.0 must be {step, factor}, found {"step":3}
          precision: float16                      | precision: must be one of float32, bfloat16, found float16
          name: a/b                               | name must be of letters, digits, dots, dashes and underscores, found "a/b"
          task: {kind: paths, n: 5}               | task.n: unknown key; allowed are kind, data, algorithm, loss, cost-map
          task: {kind: paths, algorithm: {name: softsort}} | task.algorithm.name must be one of relaxed-bellman-ford, smoothed-loss, smoothed-algorithm, perturbed-optimizer, blackbox-interpolation, found "softsort"
          task: {kind: paths, algorithm: {name: smoothed-loss, beta: 2}} | task.algorithm.beta: unknown key; allowed are name, samples, sigma, noise, control-variate, antithetic
          task: {kind: paths, algorithm: {name: smoothed-loss, samples: 0}} | samples must be at least 1, found 0
          task: {kind: paths, algorithm: {name: smoothed-loss, noise: cauchy}} | noise: must be one of gaussian, gumbel, found cauchy
          task: {kind: paths, algorithm: {loop: do}} | task.algorithm.loop: must be one of for, while, found do
          task: {kind: paths, loss: hinge}        | task.loss: must be one of l1, l2, found hinge
          task: {kind: paths, cost-map: relu}     | task.cost-map: must be one of abs, exp, softplus, sigmoid, found relu
          task: {kind: paths, data: {folder: x}}  | task.data.folder: unknown key; allowed are source, height, width, train, validation, test
          task: {kind: paths, data: {source: warcraft, height: 3}} | task.data.height: unknown key; allowed are source, folder, train, validation, test
          task: {kind: paths, data: {source: x}}  | task.data.source must be one of terrain, warcraft, found "x"
          task: {kind: paths, data: {width: 0}}   | width must be at least 1, found 0
          task: {kind: paths, data: {train: unlimited}} | task.data.train: must be a number, found unlimited
          {task: {kind: paths}, batch: 100000}    | batch must be at most 77672 for maps of 12 x 12 cells
          {task: {kind: paths, algorithm: {name: smoothed-algorithm}}, newton: {curvature: hessian}} | smoothed algorithm (10 samples, sigma 0.5) has no Hessian; fisher, scalar and none do without
          [1, 2]                                  | a recipe must be a mapping of keys to values
          """)
  void impossibleRecipesAreOneClearLine(String yaml, String message) {
    assertThatThrownBy(() -> RecipeYaml.parse(yaml))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining(message)
        .message()
        .doesNotContain("\n", "com.fasterxml", "java.");
  }

  @Test
  void repeatedKeysAreErrors() {
    assertThatThrownBy(() -> RecipeYaml.parse("steps: 3\nsteps: 4\n"))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("line 2")
        .hasMessageContaining("'steps'");
  }

  @Test
  void brokenYamlIsOneLineWithItsPlace() {
    assertThatThrownBy(() -> RecipeYaml.parse("steps: 3\ntask: {n: 4\n"))
        .isInstanceOf(RecipeException.class)
        .hasMessageStartingWith("line ")
        .message()
        .doesNotContain("\n");
  }
}
