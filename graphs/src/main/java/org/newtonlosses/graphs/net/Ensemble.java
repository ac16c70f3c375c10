package org.newtonlosses.graphs.net;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.newtonlosses.graphs.parameter.Ranges;
import org.newtonlosses.graphs.variable.InitialValue;
import org.newtonlosses.graphs.variable.ParameterSource;
import org.newtonlosses.graphs.variable.State;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Stack;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TType;

/**
 * K networks of one architecture, each with parameters of its own, side by side: their outputs [N,
 * …] are stacked to [N, …, K]. What is made of them is the model's business: where each learns by
 * itself and predictions are averaged, an ensemble is better than its members (Lakshminarayanan et
 * al., "Simple and Scalable Predictive Uncertainty Estimation using Deep Ensembles", NeurIPS 2017).
 *
 * <pre>{@code
 * Variables variables = new Variables(tf, 7);
 * Ports ports = new Ports(TFloat32.class, Shape.of(3), Shape.of(4));
 * Network network = new Ensemble(new Mlp(List.of(8)), 4).create(variables, ports);
 * variables.parameterCount(); // → 164
 * network.call(tf, tf.constant(new float[5][3])).shape(); // → [5, 4]
 * }</pre>
 *
 * @param member the architecture
 * @param members K, at least 1
 */
public record Ensemble(Architecture member, int members) implements Architecture {

  /** Checks K; throws {@link IllegalArgumentException} if it is not positive. */
  public Ensemble {
    Objects.requireNonNull(member, "member");
    Ranges.requireAtLeast("members", 1, members);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the last axis of the output is not K
   */
  @Override
  public Network create(ParameterSource parameters, Ports ports) {
    int rank = ports.output().numDimensions();
    if (rank == 0 || ports.output().get(rank - 1) != members) {
      throw new IllegalArgumentException(
          "an ensemble of %d networks has outputs [..., %d], asked for %s"
              .formatted(members, members, ports.output()));
    }
    Ports own =
        new Ports(
            ports.type(),
            ports.input(),
            ports.output().subShape(0, rank - 1),
            ports.standardization());
    List<Network> networks =
        IntStream.rangeClosed(1, members)
            .mapToObj(k -> member.create(new Prefixed(parameters, "member" + k + "/"), own))
            .toList();
    return new Members(networks);
  }

  /** The parameters of one member. */
  private record Prefixed(ParameterSource all, String prefix) implements ParameterSource {

    @Override
    public Operand<TFloat32> trainable(String name, Shape shape, InitialValue initial) {
      return all.trainable(prefix + name, shape, initial);
    }

    @Override
    public State state(String name, Shape shape, InitialValue initial) {
      return all.state(prefix + name, shape, initial);
    }
  }

  private record Members(List<Network> networks) implements Network {

    @Override
    public Operand<TFloat32> call(Ops tf, Operand<? extends TType> input) {
      return stacked(tf, networks.stream().map(each -> each.call(tf, input)).toList());
    }

    @Override
    public TrainingPass train(Ops tf, Operand<? extends TType> input) {
      return stacked(tf, networks.stream().map(each -> each.train(tf, input)));
    }

    @Override
    public TrainingPass train(Ops tf, Operand<? extends TType> input, Operand<TInt64> seed) {
      List<TrainingPass> passes = new ArrayList<>();
      for (int k = 0; k < networks.size(); k++) {
        Operand<TInt64> own = tf.math.add(seed, tf.array(0L, (long) k << 48));
        passes.add(networks.get(k).train(tf, input, own));
      }
      return stacked(tf, passes.stream());
    }

    private static TrainingPass stacked(Ops tf, Stream<TrainingPass> passes) {
      List<TrainingPass> all = passes.toList();
      return new TrainingPass(
          stacked(tf, all.stream().map(TrainingPass::predictions).toList()),
          all.stream().flatMap(pass -> pass.updates().stream()).toList());
    }

    private static Operand<TFloat32> stacked(Ops tf, List<Operand<TFloat32>> outputs) {
      return tf.stack(outputs, Stack.axis(-1L));
    }
  }
}
