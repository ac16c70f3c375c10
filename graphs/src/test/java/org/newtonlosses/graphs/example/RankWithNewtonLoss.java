package org.newtonlosses.graphs.example;

import java.util.List;
import java.util.Random;
import org.newtonlosses.graphs.autodiff.Derivatives;
import org.newtonlosses.graphs.newton.Fisher;
import org.newtonlosses.graphs.newton.Loss;
import org.newtonlosses.graphs.newton.NewtonLoss;
import org.newtonlosses.graphs.newton.NewtonStep;
import org.newtonlosses.graphs.sort.BinaryCrossEntropy;
import org.newtonlosses.graphs.sort.HardPermutation;
import org.newtonlosses.graphs.sort.NeuralSort;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/** Learns to score items of two features from nothing but their order. */
public final class RankWithNewtonLoss {

  public static void main(String[] args) {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);

      // A batch of examples; each has four items, of which only the order of the values is used.
      var features = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 4, 2)));
      var values = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 4)));

      // The model: score = features · weights.
      Variable<TFloat32> weights = tf.variable(tf.constant(new float[][] {{0.1f}, {0.1f}}));
      Operand<TFloat32> items = tf.reshape(features, tf.array(-1, 2));
      Operand<TFloat32> scores = tf.reshape(tf.linalg.matMul(items, weights), tf.array(-1, 4));

      // The loss, and the Newton loss in its place.
      Operand<TFloat32> order = HardPermutation.of(tf, values, TFloat32.class);
      NeuralSort sort = new NeuralSort(1.0, false);
      Loss<TFloat32> loss = sort.loss(new BinaryCrossEntropy(), order);
      NewtonStep<TFloat32> newton = new NewtonLoss(new Fisher(0.1)).call(tf, loss, scores);

      // Gradient descent on the Newton loss.
      Operand<TFloat32> objective = tf.math.mean(newton.objective(), tf.constant(0));
      Operand<TFloat32> gradient =
          Derivatives.vectorJacobian(tf, objective, List.of(weights), tf.constant(1f)).get(0);
      var update = tf.train.applyGradientDescent(weights, tf.constant(1f), gradient);
      Operand<TFloat32> meanLoss = tf.math.mean(newton.loss(), tf.constant(0));

      session.initialize();
      Random random = new Random(0);
      for (int step = 0; step <= 100; step++) {
        try (TFloat32 x = TFloat32.tensorOf(Shape.of(32, 4, 2));
            TFloat32 v = TFloat32.tensorOf(Shape.of(32, 4))) {
          v.scalars()
              .forEachIndexed(
                  (index, value) -> {
                    float first = random.nextFloat();
                    float second = random.nextFloat();
                    x.setFloat(first, index[0], index[1], 0);
                    x.setFloat(second, index[0], index[1], 1);
                    value.setFloat(2 * first - second);
                  });
          try (Result result =
              session
                  .runner()
                  .feed(features, x)
                  .feed(values, v)
                  .addTarget(update)
                  .fetch(meanLoss)
                  .run()) {
            if (step % 25 == 0) {
              System.out.printf(
                  "step %d: loss %.4f%n", step, ((TFloat32) result.get(0)).getFloat());
            }
          }
        }
      }
      try (Result result = session.runner().fetch(weights).run()) {
        TFloat32 learnt = (TFloat32) result.get(0);
        float ratio = learnt.getFloat(1, 0) / learnt.getFloat(0, 0);
        System.out.printf("second weight / first weight: %.2f (true: -0.50)%n", ratio);
      }
    }
  }
}
