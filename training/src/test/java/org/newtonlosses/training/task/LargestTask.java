package org.newtonlosses.training.task;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.newtonlosses.data.DataProvenance;
import org.newtonlosses.graphs.model.Fed;
import org.newtonlosses.graphs.model.Input;
import org.newtonlosses.graphs.model.SupervisedModel;
import org.newtonlosses.graphs.net.Architecture;
import org.newtonlosses.graphs.net.Ports;
import org.newtonlosses.graphs.newton.DifferentiableLoss;
import org.newtonlosses.graphs.newton.Loss;
import org.newtonlosses.graphs.smooth.NoiseSource;
import org.newtonlosses.graphs.variable.InitialValue;
import org.newtonlosses.training.recipe.Recipe;
import org.newtonlosses.training.registry.Extension;
import org.newtonlosses.training.registry.Registry;
import org.newtonlosses.training.schema.Entry;
import org.newtonlosses.training.schema.Param;
import org.newtonlosses.training.schema.Variant;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/** A whole task as somebody else would bring it: which of the numbers is the largest. */
public final class LargestTask implements Task<ArrayBatch>, Extension {
  static final Param<Integer> N = Param.integer("numbers", 3).atLeast(2).help("to choose from");

  @Override
  public void register(Registry.Builder add) {
    add.task(this);
    add.variant(Architecture.class, Variant.of("matrix", "a matrix", v -> LargestTask::matrix));
  }

  private static org.newtonlosses.graphs.net.Network matrix(
      org.newtonlosses.graphs.variable.ParameterSource parameters, Ports ports) {
    Shape shape = Shape.of(ports.input().size(), ports.output().size());
    Operand<TFloat32> weights =
        parameters.trainable("weights", shape, new InitialValue.Uniform(0.1));
    return (tf, input) -> tf.linalg.matMul(tf.dtypes.cast(input, TFloat32.class), weights);
  }

  @Override
  public String name() {
    return "largest";
  }

  @Override
  public String help() {
    return "which of some numbers is the largest";
  }

  @Override
  public List<Entry<?>> params() {
    return List.of(N);
  }

  @Override
  public String defaults() {
    return "{network: {name: matrix}, batch: 8, steps: 30, validate-every: 10, threads: 1}";
  }

  @Override
  public Metrics metrics() {
    return Metrics.of(Metric.share("accuracy", "accuracy"));
  }

  @Override
  public ArrayExperiment open(Recipe recipe, Consumer<String> messages) {
    int n = recipe.task().get(N);
    return new ArrayExperiment(
        this,
        recipe,
        examples(64, n, 1),
        examples(20, n, 2),
        examples(30, n, 3),
        new DataProvenance("random numbers", "generated", Map.of(), false, ""),
        changed -> new Model(changed.task().get(N)));
  }

  private static ArrayExamples examples(int count, int n, long seed) {
    Random random = new Random(seed);
    float[] numbers = new float[count * n];
    int[] largest = new int[count];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = random.nextFloat();
      int best = largest[i / n];
      largest[i / n] = numbers[i] > numbers[i / n * n + best] ? i % n : best;
    }
    return ArrayExamples.of("numbers", numbers, n).and("largest", largest);
  }

  /** A softmax over n numbers. */
  private record Model(int n) implements SupervisedModel {
    private Input<TFloat32> numbers() {
      return new Input<>("numbers", TFloat32.class, Shape.of(-1, n));
    }

    private static final Input<TInt32> LARGEST = new Input<>("largest", TInt32.class, Shape.of(-1));

    @Override
    public List<Input<?>> features() {
      return List.of(numbers());
    }

    @Override
    public List<Input<?>> labels() {
      return List.of(LARGEST);
    }

    @Override
    public Ports ports() {
      return new Ports(TFloat32.class, Shape.of(n), Shape.of(n));
    }

    @Override
    public int width() {
      return n;
    }

    @Override
    public Loss<TFloat32> loss(Ops tf, Fed in, NoiseSource<TFloat32> noise) {
      Operand<TFloat32> target =
          tf.oneHot(in.get(LARGEST), tf.constant(n), tf.constant(1f), tf.constant(0f));
      DifferentiableLoss<TFloat32> loss =
          (ops, y) ->
              ops.math.neg(ops.sum(ops.math.mul(target, ops.nn.logSoftmax(y)), ops.constant(1)));
      return loss.independent();
    }

    @Override
    public Map<String, Operand<TFloat32>> metrics(
        Ops tf, Fed in, Operand<TFloat32> y, Map<String, Operand<? extends TType>> served) {
      Operand<TInt32> found = tf.math.argMax(y, tf.constant(1), TInt32.class);
      return Map.of(
          "accuracy",
          tf.sum(
              tf.dtypes.cast(tf.math.equal(found, in.get(LARGEST)), TFloat32.class),
              tf.constant(0)));
    }
  }
}
