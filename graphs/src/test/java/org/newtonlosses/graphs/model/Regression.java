package org.newtonlosses.graphs.model;

import java.util.List;
import java.util.Map;
import org.newtonlosses.graphs.net.Ports;
import org.newtonlosses.graphs.newton.FrameworkLoss;
import org.newtonlosses.graphs.newton.Loss;
import org.newtonlosses.graphs.smooth.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.framework.losses.MeanSquaredError;
import org.tensorflow.framework.losses.Reduction;
import org.tensorflow.framework.metrics.MeanAbsoluteError;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/** Numbers from anything: x → t by the mean squared error. */
record Regression(Ports ports) implements SupervisedModel {

  private Input<?> x() {
    return new Input<>("x", ports.type(), Shape.of(-1).append(ports.input()));
  }

  private Input<TFloat32> t() {
    return new Input<>("t", TFloat32.class, Shape.of(-1, width()));
  }

  @Override
  public List<Input<?>> features() {
    return List.of(x());
  }

  @Override
  public List<Input<?>> labels() {
    return List.of(t());
  }

  @Override
  public int width() {
    return Math.toIntExact(ports.output().size());
  }

  @Override
  public Operand<TFloat32> predict(Ops tf, Fed in, NetworkCall network) {
    return network.call(in.get(x()));
  }

  @Override
  public Loss<TFloat32> loss(Ops tf, Fed in, NoiseSource<TFloat32> noise) {
    return new FrameworkLoss<>(new MeanSquaredError(Reduction.NONE), in.get(t()));
  }

  @Override
  public Map<String, Operand<? extends TType>> serve(
      Ops tf, Fed in, Operand<TFloat32> predictions) {
    return Map.of("y", predictions);
  }

  @Override
  public Map<String, Operand<TFloat32>> metrics(
      Ops tf, Fed in, Operand<TFloat32> predictions, Map<String, Operand<? extends TType>> served) {
    // The stateless half of the framework's metrics: one value for each example.
    MeanAbsoluteError<TFloat32> error = new MeanAbsoluteError<>(0, TFloat32.class);
    Operand<TFloat32> errors = error.call(tf, in.get(t()), predictions, TFloat32.class);
    return Map.of("absolute_error", tf.sum(errors, tf.constant(0)));
  }
}
