package toptwo;

import static toptwo.TopTwoModel.FEATURES;
import static toptwo.TopTwoModel.ITEMS;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.newtonlosses.data.DataProvenance;
import org.newtonlosses.graphs.net.Architecture;
import org.newtonlosses.graphs.newton.Curvature;
import org.newtonlosses.graphs.sort.RelaxedSort;
import org.newtonlosses.training.recipe.Recipe;
import org.newtonlosses.training.registry.Extension;
import org.newtonlosses.training.registry.Registry;
import org.newtonlosses.training.schema.*;
import org.newtonlosses.training.task.*;

/** An own task: which two of five items are the largest, learnt from their features. */
record TopTwoTask(String name, String help, List<Entry<?>> params, String defaults, Metrics metrics)
    implements Task<ArrayBatch> {
  private static final Param<Integer> TRAIN =
      Param.integer("train", 2_000).atLeast(1).option("train-examples").help("training examples");
  private static final Choice<RelaxedSort> SORT =
      Choice.of("algorithm", RelaxedSort.class, "sinkhorn").help("the relaxed sort");

  TopTwoTask() {
    this(
        "top-two",
        "which two of five items are the largest",
        List.of(TRAIN, SORT),
        "{network: {name: set}, newton: {curvature: diagonal, tikhonov: 0.1}, steps: 400, validate-every: 50}",
        Metrics.of(Metric.share("top_two", "top two")));
  }

  @Override
  public ArrayExperiment open(Recipe recipe, Consumer<String> messages) {
    return new ArrayExperiment(
        this,
        recipe,
        examples(recipe.task().get(TRAIN), 1),
        examples(500, 2),
        examples(1_000, 3),
        new DataProvenance("made-up sets", "drawn by this task", Map.of(), false, "nobody"),
        r -> new TopTwoModel(r.task().get(SORT)));
  }

  /** An item is worth the sum of its features and the square of the first. */
  private static ArrayExamples examples(int count, long seed) {
    Random random = new Random(seed);
    float[] features = new float[count * ITEMS * FEATURES];
    double[] worth = new double[count * ITEMS];
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) random.nextGaussian();
      worth[i / FEATURES] += features[i] * (i % FEATURES == 0 ? 1 + features[i] : 1);
    }
    float[] top = new float[worth.length];
    for (int i = 0; i < top.length; i++) {
      double own = worth[i];
      double[] set = Arrays.copyOfRange(worth, i / ITEMS * ITEMS, (i / ITEMS + 1) * ITEMS);
      top[i] = Arrays.stream(set).filter(other -> other > own).count() < 2 ? 1 : 0;
    }
    return ArrayExamples.of("features", features, ITEMS, FEATURES).and("top", top, ITEMS);
  }

  /** What this jar brings. */
  public static final class Brings implements Extension {
    static final Param<Double> TEMPERATURE = Param.number("temperature", 1).positive().help("0 is exact");
    static final Param<Integer> UNITS = Param.integer("units", 32).atLeast(1).help("hidden units");

    @Override
    public void register(Registry.Builder add) {
      add.task(new TopTwoTask());
      add.variant(RelaxedSort.class, Variant.of("sinkhorn", "soft sort, normalised both ways",
          v -> new TopTwoParts.SinkhornSort(v.get(TEMPERATURE), 3), TEMPERATURE));
      add.variant(Curvature.class, Variant.of("diagonal", "diagonal of the Fisher matrix",
          v -> new TopTwoParts.DiagonalFisher(v.get(Recipe.TIKHONOV))));
      add.variant(Architecture.class, Variant.of("set", "items beside the mean of their set",
          v -> (parameters, ports) -> TopTwoParts.setNetwork(parameters, ports, v.get(UNITS)), UNITS));
    }
  }
}
