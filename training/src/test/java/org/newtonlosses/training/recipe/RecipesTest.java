package org.newtonlosses.training.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.newtonlosses.graphs.net.CostMap;
import org.newtonlosses.graphs.newton.Averaged;
import org.newtonlosses.graphs.newton.ConjugateGradients;
import org.newtonlosses.graphs.newton.Curvature;
import org.newtonlosses.graphs.newton.Damping;
import org.newtonlosses.graphs.newton.ExchangeableFisher;
import org.newtonlosses.graphs.newton.ExchangeableHessian;
import org.newtonlosses.graphs.newton.Fisher;
import org.newtonlosses.graphs.newton.GridFisher;
import org.newtonlosses.graphs.newton.Hessian;
import org.newtonlosses.graphs.newton.None;
import org.newtonlosses.graphs.newton.PerExampleHessian;
import org.newtonlosses.graphs.newton.SampledHessian;
import org.newtonlosses.graphs.newton.Scalar;
import org.newtonlosses.graphs.optimizer.Adam;
import org.newtonlosses.graphs.optimizer.ClippedByNorm;
import org.newtonlosses.graphs.path.RelaxedBellmanFord;
import org.newtonlosses.graphs.path.RelaxedLoop;
import org.newtonlosses.graphs.path.SolverPaths.PerturbedPath;
import org.newtonlosses.graphs.path.SolverPaths.SmoothedPath;
import org.newtonlosses.graphs.path.SolverPaths.SmoothedPathLoss;
import org.newtonlosses.graphs.path.SolverPaths.SmoothedSolverPath;
import org.newtonlosses.graphs.path.TConorm;
import org.newtonlosses.graphs.smooth.ControlVariate;
import org.newtonlosses.graphs.smooth.NoiseDistribution;
import org.newtonlosses.graphs.smooth.Sampling;
import org.newtonlosses.graphs.smooth.Smoothing;
import org.newtonlosses.graphs.sort.ComparatorNetwork;
import org.newtonlosses.graphs.sort.SoftSort;
import org.newtonlosses.graphs.sort.SortingNetwork;
import org.newtonlosses.graphs.sort.SwapDistribution;
import org.newtonlosses.training.registry.Registry;
import org.newtonlosses.training.schema.SchemaException;
import org.newtonlosses.training.session.Precision;
import org.newtonlosses.training.task.paths.PathTask;
import org.newtonlosses.training.task.ranking.RankingTask;

class RecipesTest {
  private static final Recipes RECIPES = Registry.installed().recipes();

  @Test
  void everyValueSurvivesTheRoundTrip() {
    Recipe recipe =
        RECIPES.parse(
            """
            name: all-values
            task:
              kind: ranking
              n: 8
              data: {source: synthetic, folder: no/cache, train: 500, validation: 7, test: 9}
              algorithm:
                name: sorting-network
                network: bitonic
                distribution: logistic-phi
                steepness: 3.5
                hard: true
              loss: cross-entropy
            newton: {curvature: per-example-hessian, tikhonov: 1e-7}
            optimizer:
              learning-rate: 1e-4
              beta1: 0.5
              beta2: 0.25
              epsilon: 1e-3
              clip-norm: 2
              schedule: [{step: 10, factor: 0.1}, {step: 20, factor: 0.5}]
            regularizer: {name: l2, strength: 0.5}
            batch: 3
            steps: 5000000000
            validate-every: 11
            checkpoint-every: 12
            seed: -13
            precision: bfloat16
            threads: 3
            """);

    assertThat(RECIPES.parse(recipe.yaml())).isEqualTo(recipe);
    assertThat(recipe.task().get(RankingTask.ALGORITHM))
        .isEqualTo(
            new SortingNetwork(
                ComparatorNetwork.BITONIC, SwapDistribution.LOGISTIC_PHI, 3.5, true));
    assertThat(recipe.optimizer()).isEqualTo(new ClippedByNorm(new Adam(1e-4, 0.5, 0.25, 1e-3), 2));
    assertThat(recipe.steps()).isEqualTo(5_000_000_000L);
    assertThat(recipe.precision()).isEqualTo(Precision.BFLOAT16);
    assertThat(recipe.yaml()).contains("data:\n    source: synthetic\n    folder: no/cache\n");
  }

  @Test
  void everyBuiltInRecipeSurvivesTheRoundTrip() {
    assertThat(RECIPES.names())
        .hasSize(25 + 12 + 1 + 8 + 30 + 4 + 1 + 1)
        .startsWith("quick", "quick-paths", "learning-to-rank", "pictures", "neuralsort-n5-none")
        .allSatisfy(
            name -> {
              Recipe recipe = RECIPES.find(name).orElseThrow();
              assertThat(recipe.name()).isEqualTo(name);
              assertThat(RECIPES.parse(recipe.yaml())).isEqualTo(recipe);
            });
  }

  /** What earlier versions have written is read; only keys that they did not have are added. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "recipe-quick",
        "recipe-quick-paths",
        "recipe-softsort-n5-fisher",
        "recipe-cauchy-dsn-n10-hessian",
        "recipe-rbf-while-l2-fisher",
        "recipe-smoothed-loss-s3-hessian",
        "run-rank",
        "run-paths",
        "run-rbf",
        "run-dsn"
      })
  void recipesOfEarlierVersionsMeanTheSame(String file) throws IOException {
    String text = resource("/recipes/" + file + ".yaml");
    Recipe recipe = RECIPES.parse(text);

    assertThat(
            recipe
                .yaml()
                .replaceAll("network:\n  name: [a-z0-9-]+\n", "")
                .replace("optimizer:\n  name: adam\n", "optimizer:\n")
                .replace("regularizer:\n  name: none\n", "")
                .replace("  relative-tikhonov: none\n  levenberg-marquardt: false\n", "")
                .replace("    sampling: independent\n", "")
                .replace("    ends: corners\n    obstacles: 0.0\n    unique: false\n", "")
                .replace("  neighbours: 8\n  step-cost: cell\n  corners: cut\n", "")
                .replace("  any-size: false\n", ""))
        .isEqualTo(text);
    if (file.startsWith("recipe-")) {
      assertThat(RECIPES.find(recipe.name())).contains(recipe);
    }
  }

  private static String resource(String name) throws IOException {
    try (var in = Objects.requireNonNull(RecipesTest.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{name: relaxed-bellman-ford, beta: 2, loop: while, conorm: hamacher, conorm-p: 5}",
        "{name: smoothed-loss, samples: 7, sigma: 0.3, noise: gumbel}",
        "{name: smoothed-algorithm, control-variate: leave-one-out}",
        "{name: smoothed-solver, sampling: latin-hypercube, noise: laplace}",
        "{name: perturbed-optimizer, samples: 4, antithetic: true}",
        "{name: blackbox-interpolation, lambda: 3}"
      })
  void everyValueOfAPathTaskSurvivesTheRoundTrip(String algorithm) {
    Recipe recipe =
        RECIPES.parse(
            """
            task:
              kind: paths
              data: {source: warcraft, folder: no/cache, train: 5, validation: 6, test: 7}
              algorithm: %s
              loss: l2
              cost-map: sigmoid
            """
                .formatted(algorithm));

    assertThat(RECIPES.parse(recipe.yaml())).isEqualTo(recipe);
    assertThat(recipe.task().get(PathTask.COST_MAP)).isEqualTo(CostMap.SIGMOID);
  }

  @Test
  void loopsAndConormsHoldTheirOwnParameters() {
    Recipe recipe =
        RECIPES.parse(
            """
            task:
              kind: paths
              algorithm: {beta: 2, iterations: 9, loop: while, conorm: hamacher, conorm-p: 5,
                          max-iterations: 8}
            """);

    assertThat(recipe.task().get(PathTask.ALGORITHM))
        .isEqualTo(new RelaxedBellmanFord(2, 9, new RelaxedLoop.While(8), new TConorm.Hamacher(5)));
  }

  @Test
  void theSmoothedSolverHasDefaultsOfItsOwn() {
    Map.of(
            "smoothed-loss-s3-none", new SmoothedPathLoss(smoothing(3, 0.5, ControlVariate.VALUE)),
            "smoothed-algorithm-s30-none",
                new SmoothedPath(smoothing(30, 0.5, ControlVariate.VALUE)),
            "perturbed-optimizer-s10-none",
                new PerturbedPath(smoothing(10, 0.5, ControlVariate.VALUE)),
            "smoothed-solver-s10-none",
                new SmoothedSolverPath(smoothing(10, 0.25, ControlVariate.LEAVE_ONE_OUT)))
        .forEach(
            (name, expected) ->
                assertThat(RECIPES.find(name).orElseThrow().task().get(PathTask.ALGORITHM))
                    .isEqualTo(expected));
  }

  private static Smoothing smoothing(int samples, double sigma, ControlVariate control) {
    return new Smoothing(
        samples, sigma, NoiseDistribution.GAUSSIAN, control, Sampling.INDEPENDENT, false);
  }

  @Test
  void theKindOfTheTaskChangesTheDefaults() {
    Recipe paths = RECIPES.parse("task: {kind: paths}");
    assertThat(RECIPES.parse("{}")).isEqualTo(RECIPES.parse("task: {kind: ranking}"));
    assertThat(RECIPES.parse("{}").batch()).isEqualTo(100);
    assertThat(paths.batch()).isEqualTo(70);
    assertThat(paths.learningRate().at(30 * 143)).isEqualTo(1e-3);
    assertThat(paths.learningRate().at(30 * 143 + 1)).isEqualTo(1e-4);
  }

  @Test
  void missingKeysHaveDefaultsAndAnotherAlgorithmItsOwn() {
    Recipe recipe =
        RECIPES.parse(
            """
            optimizer:
              learning-rate: 1e-4
            task:
              algorithm: {name: softsort, power: 2}
            """);

    assertThat(recipe.optimizer()).isEqualTo(new Adam(1e-4, 0.9, 0.999, 1e-8));
    assertThat(recipe.task().get(RankingTask.ALGORITHM)).isEqualTo(new SoftSort(1, 2, false));
    assertThat(recipe.task().get(RankingTask.N)).isEqualTo(5);
  }

  @Test
  void changesByPathKeepTheOtherValues() {
    Recipe quick = RECIPES.find("quick").orElseThrow();

    Recipe changed =
        RECIPES.with(
            quick,
            Map.of(
                "task.n", "7",
                "newton.curvature", "none",
                "optimizer.clip-norm", "0.5",
                "optimizer.schedule", "[{step: 3, factor: 0.1}]"));

    assertThat(changed.task().get(RankingTask.N)).isEqualTo(7);
    assertThat(changed.newton().curvature()).isEqualTo(new None());
    assertThat(RECIPES.with(changed, Map.of("newton.curvature", "fisher")).newton().curvature())
        .isEqualTo(new Fisher(0.01));
    assertThat(changed.optimizer())
        .isEqualTo(new ClippedByNorm(new Adam(1e-3, 0.9, 0.999, 1e-8), 0.5));
    assertThat(changed.learningRate().at(2)).isEqualTo(1e-3);
    assertThat(changed.learningRate().at(3)).isEqualTo(0.1 * 1e-3);
    assertThat(changed.steps()).isEqualTo(quick.steps());
  }

  @Test
  void anotherCurvatureOrOptimizerKeepsWhatIsCommon() {
    Recipe recipe =
        RECIPES.with(
            RECIPES.parse("{newton: {tikhonov: 3}, optimizer: {learning-rate: 0.5}}"),
            Map.of("newton.curvature", "hessian", "optimizer.name", "sgd"));

    assertThat(recipe.values().chosen(Recipe.NEWTON).values().get(Recipe.TIKHONOV)).isEqualTo(3);
    assertThat(recipe.learningRate().first()).isEqualTo(0.5);
  }

  @ParameterizedTest
  @MethodSource
  void everyCurvatureHasItsDamping(String newton, Curvature expected) {
    Recipe recipe = RECIPES.parse("newton: {%s}".formatted(newton));
    assertThat(recipe.newton().curvature()).isEqualTo(expected);
    assertThat(RECIPES.parse(recipe.yaml())).isEqualTo(recipe);
  }

  static Stream<Arguments> everyCurvatureHasItsDamping() {
    Damping relative = new Damping.Relative(2);
    return Stream.of(
        Arguments.of("curvature: hessian", new Hessian(0.01)),
        Arguments.of("relative-tikhonov: 2, tikhonov: 3", new Fisher(relative)),
        Arguments.of("relative-tikhonov: none, tikhonov: 3", new Fisher(3)),
        Arguments.of("curvature: hessian, relative-tikhonov: 2", new Hessian(relative)),
        Arguments.of(
            "curvature: per-example-hessian, relative-tikhonov: 2",
            new PerExampleHessian(relative)),
        Arguments.of("curvature: scalar, relative-tikhonov: 2", new Scalar(relative)),
        Arguments.of("curvature: exchangeable-fisher", new ExchangeableFisher(0.01)),
        Arguments.of(
            "curvature: exchangeable-hessian, relative-tikhonov: 2",
            new ExchangeableHessian(relative)),
        Arguments.of(
            "levenberg-marquardt: true, tikhonov: 3",
            new Fisher(new Damping.LevenbergMarquardt(3))),
        Arguments.of(
            "curvature: sampled-hessian, directions: 4, relative-tikhonov: 2",
            new SampledHessian(4, relative)),
        Arguments.of(
            "curvature: averaged, of: sampled-hessian, relative-tikhonov: 2",
            new Averaged(new SampledHessian(1, relative), 0.9)),
        Arguments.of(
            "curvature: conjugate-gradients, cg-iterations: 7, tikhonov: 3",
            new ConjugateGradients(3, 7)),
        Arguments.of(
            "curvature: grid-fisher, relative-tikhonov: 2", new GridFisher(true, relative)),
        Arguments.of(
            "curvature: grid-fisher, square: false",
            new GridFisher(false, new Damping.Constant(0.01))),
        Arguments.of("curvature: averaged", new Averaged(new Fisher(0.01), 0.9)),
        Arguments.of(
            "curvature: averaged, of: hessian, decay: 0.5, relative-tikhonov: 2",
            new Averaged(new Hessian(relative), 0.5)),
        Arguments.of(
            "curvature: averaged, of: exchangeable-hessian",
            new Averaged(new ExchangeableHessian(0.01), 0.9)),
        Arguments.of(
            "curvature: averaged, of: exchangeable-fisher",
            new Averaged(new ExchangeableFisher(0.01), 0.9)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          stepz: 3                                | stepz: unknown key; allowed are name, task
          newton: {tikhonof: 1}                   | newton.tikhonof: unknown key; allowed are curvature, tikhonov, relative-tikhonov, levenberg-marquardt
          task: {algorithm: {steepness: 2}}       | task.algorithm.steepness: unknown key; allowed are name, temperature, hard
          task: {algorithm: {name: bubblesort}}   | must be one of neuralsort, softsort, sorting-network, soft-rank, found "bubblesort"
          task: {kind: sorting}                   | task.kind must be one of ranking, paths, learning-to-rank, pictures, found "sorting"
          task: {loss: hinge}                     | task.loss: must be one of cross-entropy, binary-cross-entropy, found hinge
          task: {n: 1}                            | n must be at least 2, found 1
          task: {n: 5.5}                          | task.n must be a whole number, found 5.5
          task: ranking                           | task must be a mapping with kind, n, data, algorithm, loss, found "ranking"
          steps: many                             | steps must be a whole number, found "many"
          steps:                                  | steps must be a whole number, found ""
          steps: 0                                | steps must be at least 1, found 0
          batch: 0                                | batch must be at least 1, found 0
          batch: 100000000                        | batch must be at most 136956 for n = 5
          batch: 10000000000                      | batch: too large a number, found 10000000000
          optimizer: {name: lion}                 | optimizer.name must be one of adam, adamw, sgd, found "lion"
          optimizer: {schedule: [{step: 3, factor: 0}]} | optimizer.schedule.0: factor must be positive and finite, found 0.0
          optimizer: {schedule: [{step: 3, factor: 1}, {step: 3, factor: 1}]} | optimizer: the steps of the schedule must ascend, found 3 after 3
          network: {name: big}                    | network.name must be one of multi-digit-cnn, comb-resnet18, mlp, cnn, grid-cnn
          task: {data: {train: 0}}                | task.data: train must be at least 1, found 0
          task: {data: {train: 3000000000}}       | train must be at most 2147483647, or unlimited, found 3000000000
          task: {data: {folder: ""}}              | folder must be a path, or cache for the user's cache folder, found ""
          threads: -1                             | threads must be at least 0, found -1
          newton: {tikhonov: 0}                   | newton: tikhonov must be positive and finite, found 0.0
          newton: {relative-tikhonov: -1}         | newton: relative tikhonov must be positive and finite, found -1.0
          newton: {relative-tikhonov: much}       | newton.relative-tikhonov must be
          newton: {curvature: averaged, decay: 1} | newton: decay must be in [0, 1), found 1.0
          newton: {curvature: averaged, of: scalar} | newton.of: must be one of hessian, fisher, exchangeable-hessian, exchangeable-fisher, sampled-hessian, found scalar
          newton: {curvature: fisher, decay: 0.5} | newton.decay: unknown key; allowed are curvature, tikhonov, relative-tikhonov, levenberg-marquardt
          newton: {levenberg-marquardt: true, relative-tikhonov: 1} | newton: relative-tikhonov and levenberg-marquardt do not go together
          newton: {curvature: conjugate-gradients, relative-tikhonov: 1} | newton: conjugate-gradients takes a constant tikhonov, found relative tikhonov 1.0
          newton: {curvature: gauss}              | newton.curvature must be one of hessian, fisher, per-example-hessian, scalar, none, exchangeable-hessian, exchangeable-fisher, grid-fisher, averaged, sampled-hessian, conjugate-gradients, found "gauss"
          optimizer: {learning-rate: -1}          | optimizer: learning rate must be positive and finite, found -1.0
          optimizer: {clip-norm: lots}            | optimizer.clip-norm must be a number or none, found "lots"
          optimizer: {schedule: [{step: 3}]}      | optimizer.schedule.0 must be {step, factor}, found {"step":3}
          precision: float16                      | precision: must be one of float32, bfloat16, found float16
          name: a/b                               | name must be of letters, digits, dots, dashes and underscores, found "a/b"
          task: {kind: paths, n: 5}               | task.n: unknown key; allowed are kind, data, algorithm, loss, cost-map
          task: {kind: paths, algorithm: {name: softsort}} | task.algorithm.name must be one of relaxed-bellman-ford, smoothed-loss, smoothed-algorithm, smoothed-solver, perturbed-optimizer, blackbox-interpolation, found "softsort"
          task: {kind: paths, algorithm: {name: smoothed-loss, beta: 2}} | task.algorithm.beta: unknown key; allowed are name, samples, sigma, noise, control-variate, sampling, antithetic
          task: {kind: paths, algorithm: {name: smoothed-loss, samples: 0}} | samples must be at least 1, found 0
          task: {kind: paths, algorithm: {name: smoothed-loss, noise: uniform}} | noise: must be one of gaussian, gumbel, logistic, cauchy, laplace, triangular, found uniform
          task: {kind: paths, algorithm: {name: smoothed-loss, sampling: halton}} | sampling: must be one of independent, latin-hypercube, cartesian, lattice, found halton
          task: {kind: paths, algorithm: {name: smoothed-loss, noise: gumbel, antithetic: true}} | task.algorithm: antithetic samples need symmetric noise, found gumbel
          task: {kind: paths, algorithm: {name: smoothed-loss, samples: 5, sampling: lattice, control-variate: leave-one-out}} | task.algorithm: samples must be a multiple of 2 for the control variate leave-one-out with lattice sampling, of which it takes two independent halves, found 5
          task: {kind: paths, algorithm: {loop: do}} | task.algorithm.loop: must be one of for, while, found do
          task: {kind: paths, loss: hinge}        | task.loss: must be one of l1, l2, found hinge
          task: {kind: paths, cost-map: relu}     | task.cost-map: must be one of abs, exp, softplus, sigmoid, found relu
          task: {kind: paths, data: {folder: x}}  | task.data.folder: unknown key; allowed are source, height, width, train, validation, test
          task: {kind: paths, data: {source: warcraft, height: 3}} | task.data.height: unknown key; allowed are source, folder, train, validation, test
          task: {kind: paths, data: {source: x}}  | task.data.source must be one of terrain, warcraft, found "x"
          task: {kind: paths, data: {width: 0}}   | width must be at least 1, found 0
          task: {kind: paths, data: {train: unlimited}} | task.data.train must be a whole number, found "unlimited"
          {task: {kind: paths}, batch: 100000}    | batch must be at most 77672 for maps of 12 x 12 cells
          [1, 2]                                  | a recipe must be a mapping of keys to values
          """)
  void impossibleRecipesAreOneClearLine(String yaml, String message) {
    assertThatThrownBy(() -> RECIPES.parse(yaml))
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining(message)
        .message()
        .doesNotContain("\n", "com.fasterxml", "java.");
  }

  @Test
  void repeatedKeysAreErrors() {
    assertThatThrownBy(() -> RECIPES.parse("steps: 3\nsteps: 4\n"))
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("line 2")
        .hasMessageContaining("'steps'");
  }

  @Test
  void brokenYamlIsOneLineWithItsPlace() {
    assertThatThrownBy(() -> RECIPES.parse("steps: 3\ntask: {n: 4\n"))
        .isInstanceOf(SchemaException.class)
        .hasMessageStartingWith("line ")
        .message()
        .doesNotContain("\n");
  }
}
