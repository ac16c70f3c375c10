package org.newtonlosses.training.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.Tensor;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/** A signature of a loaded SavedModel whose outputs are scalars. */
final class ModelFunction {
  private final Session session;
  private final String key;
  private final Map<String, Signature.TensorDescription> inputs;
  private final List<String> outputs = new ArrayList<>();
  private final List<String> fetches = new ArrayList<>();

  ModelFunction(Session session, Signature signature) {
    this.session = session;
    this.key = signature.key();
    this.inputs = signature.getInputs();
    signature
        .getOutputs()
        .forEach(
            (name, tensor) -> {
              outputs.add(name);
              fetches.add(tensor.name);
            });
  }

  /**
   * Runs it: the values of the outputs by their names. All fetches are made in one run.
   *
   * @throws IllegalArgumentException if an argument has a shape that the model does not take
   */
  Map<String, Number> call(Map<String, Tensor> arguments) {
    Session.Runner runner = session.runner();
    inputs.forEach(
        (name, input) -> {
          Tensor argument = arguments.get(name);
          if (!input.shape.isCompatibleWith(argument.shape())) {
            throw new IllegalArgumentException(
                "%s: %s must have the shape %s, found %s"
                    .formatted(key, name, input.shape, argument.shape()));
          }
          runner.feed(input.name, argument);
        });
    fetches.forEach(runner::fetch);
    Map<String, Number> values = new LinkedHashMap<>();
    try (Result result = runner.run()) {
      for (int i = 0; i < outputs.size(); i++) {
        values.put(outputs.get(i), scalar(result.get(i)));
      }
    }
    return values;
  }

  private static Number scalar(Tensor tensor) {
    if (tensor instanceof TFloat32 value) {
      return value.getFloat();
    }
    return ((TInt64) tensor).getLong();
  }
}
