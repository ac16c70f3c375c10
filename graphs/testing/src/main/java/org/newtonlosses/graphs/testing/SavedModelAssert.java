package org.newtonlosses.graphs.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.SessionFunction;
import org.tensorflow.Signature;
import org.tensorflow.Tensor;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

/**
 * Assertions about what an exported SavedModel returns when it is loaded.
 *
 * <pre>{@code
 * assertThatSavedModel(directory)
 *     .fed("scores", Numbers.random(1, -2, 2, 8, 5))
 *     .returnsTheBitsOf(
 *         (tf, in) -> Map.of("permutation", sort.call(tf, in.get("scores")).permutation()));
 * }</pre>
 */
public final class SavedModelAssert extends AbstractAssert<SavedModelAssert, Path> {

  private static final Map<DataType, Class<? extends TType>> TYPES =
      Map.of(
          DataType.DT_FLOAT, TFloat32.class,
          DataType.DT_DOUBLE, TFloat64.class,
          DataType.DT_INT32, TInt32.class,
          DataType.DT_INT64, TInt64.class,
          DataType.DT_UINT8, TUint8.class,
          DataType.DT_BOOL, TBool.class);

  private final Map<String, Numbers> inputs = new LinkedHashMap<>();
  private String signature = Signature.DEFAULT_KEY;
  private int calls = 1;

  SavedModelAssert(Path actual) {
    super(actual, SavedModelAssert.class);
  }

  /** The signature that is called, unless given {@code serving_default}. */
  public SavedModelAssert signature(String key) {
    signature = key;
    return this;
  }

  /**
   * Gives an input.
   *
   * @param input its name
   * @param numbers fed in the type that the signature says
   */
  public SavedModelAssert fed(String input, Numbers numbers) {
    inputs.put(input, numbers);
    return this;
  }

  /** How often the signature is called, unless given once: a training step changes the model. */
  public SavedModelAssert inCalls(int count) {
    calls = count;
    return this;
  }

  /**
   * Asserts that every output of the function has the bits of the signature's output of that name,
   * in the first call.
   *
   * @param function asks for its inputs in the types of the signature
   * @throws IllegalArgumentException if it has no output, or one that the signature does not have
   */
  public SavedModelAssert returnsTheBitsOf(NamedFunction function) {
    Map<String, Numbers> found = call(actual, 1).get(0);
    // With TensorFlow's optimiser on, as it is in a loaded model: it changes the last bits.
    Map<String, Numbers> expected = NamedInputs.run(function, inputs, true);
    if (!found.keySet().containsAll(expected.keySet())) {
      throw new IllegalArgumentException(
          "outputs must be of %s, found %s".formatted(found.keySet(), expected.keySet()));
    }
    expected.forEach((name, numbers) -> bits(name, 0, found.get(name)).hasTheBitsOf(numbers));
    return this;
  }

  /** Asserts that another SavedModel, or the same loaded once more, returns the same bits. */
  public SavedModelAssert returnsTheBitsOf(Path other) {
    List<Map<String, Numbers>> found = call(actual, calls);
    List<Map<String, Numbers>> expected = call(other, calls);
    for (int i = 0; i < calls; i++) {
      int call = i;
      if (!found.get(i).keySet().equals(expected.get(i).keySet())) {
        failWithMessage(
            "expected the outputs %s, found %s", expected.get(i).keySet(), found.get(i).keySet());
      }
      expected
          .get(i)
          .forEach(
              (name, numbers) -> bits(name, call, found.get(call).get(name)).hasTheBitsOf(numbers));
    }
    return this;
  }

  /** Asserts the names of the signature's outputs, in any order. */
  public SavedModelAssert hasOutputs(String... names) {
    Assertions.assertThat(call(actual, 1).get(0))
        .as("outputs of %s in %s", signature, actual)
        .containsOnlyKeys(names);
    return this;
  }

  /**
   * Goes on with an output of the last call.
   *
   * @throws IllegalArgumentException if the signature has none of that name
   */
  public NumbersAssert output(String name) {
    Map<String, Numbers> found = call(actual, calls).get(calls - 1);
    if (!found.containsKey(name)) {
      throw new IllegalArgumentException(
          "the signature returns %s, not %s".formatted(found.keySet(), name));
    }
    return bits(name, calls - 1, found.get(name));
  }

  private NumbersAssert bits(String output, int call, Numbers found) {
    return new NumbersAssert(found)
        .as("%s of %s in %s, call %d".formatted(output, signature, actual, call + 1));
  }

  private List<Map<String, Numbers>> call(Path directory, int times) {
    try (SavedModelBundle model =
        SavedModelBundle.load(directory.toString(), SavedModelBundle.DEFAULT_TAG)) {
      SessionFunction function = model.function(signature);
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      try {
        inputs.forEach((name, numbers) -> tensors.put(name, tensor(function, name, numbers)));
        List<Map<String, Numbers>> found = new ArrayList<>();
        for (int i = 0; i < times; i++) {
          try (Result result = function.call(tensors)) {
            Map<String, Numbers> outputs = new LinkedHashMap<>();
            result.forEach(e -> outputs.put(e.getKey(), Tensors.numbers(e.getValue())));
            found.add(outputs);
          }
        }
        return found;
      } finally {
        tensors.values().forEach(Tensor::close);
      }
    }
  }

  private static Tensor tensor(SessionFunction function, String name, Numbers numbers) {
    Signature.TensorDescription input = function.signature().getInputs().get(name);
    if (input == null) {
      throw new IllegalArgumentException(
          "the signature takes %s, not %s".formatted(function.signature().inputNames(), name));
    }
    return Tensors.of(numbers, TYPES.getOrDefault(input.dataType, TType.class));
  }
}
