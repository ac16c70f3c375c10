package org.newtonlosses.training.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.newtonlosses.graphs.model.SavedModelLayout;
import org.newtonlosses.training.model.BatchArray;
import org.newtonlosses.training.model.LoadedModel;
import org.tensorflow.Result;
import org.tensorflow.Signature;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.ByteDataBuffer;
import org.tensorflow.proto.DataType;

/**
 * Predicts for rows of JSON, whatever the model: a file holds an object for each example, one after
 * the other, with a number or nested lists of numbers for each input of {@code serving_default},
 * such as <code>{"features": [[1, 2], [3, 4]]}</code>. The answer has an object for each, with the
 * outputs.
 */
public final class JsonPrediction implements Prediction {
  private static final JsonMapper JSON = new JsonMapper();

  @Override
  public String help() {
    return "Files hold a JSON object for each example, with the model's inputs by name.";
  }

  @Override
  public Answer predict(Question question) throws IOException {
    List<String> lines = new ArrayList<>();
    List<Map<String, Object>> answers = new ArrayList<>();
    for (Path file : question.files()) {
      try (MappingIterator<JsonNode> rows =
          JSON.readerFor(JsonNode.class).readValues(file.toFile())) {
        while (rows.hasNext()) {
          String place = "%s: example %d".formatted(file, answers.size() + 1);
          Map<String, Object> answer = answer(question.model(), place, rows.next());
          answers.add(answer);
          lines.add(
              "%s: %s"
                  .formatted(
                      place,
                      answer.entrySet().stream()
                          .map(output -> output.getKey() + " " + output.getValue())
                          .collect(Collectors.joining(", "))));
        }
      }
    }
    return new Answer(lines, Map.of("examples", answers));
  }

  private static Map<String, Object> answer(LoadedModel model, String place, JsonNode row) {
    Map<String, Tensor> inputs = new HashMap<>();
    try {
      model
          .inputs(SavedModelLayout.SERVE)
          .forEach((name, input) -> inputs.put(name, tensor(place, name, input, row.path(name))));
      Map<String, Object> outputs = new LinkedHashMap<>();
      try (Result result = model.function(SavedModelLayout.SERVE).call(inputs)) {
        for (String name : model.outputs(SavedModelLayout.SERVE).keySet()) {
          outputs.put(name, numbers(result.get(name).orElseThrow()));
        }
      }
      return outputs;
    } finally {
      inputs.values().forEach(Tensor::close);
    }
  }

  private static Tensor tensor(
      String place, String name, Signature.TensorDescription input, JsonNode found) {
    List<Double> values = new ArrayList<>();
    Shape shape = Shape.of(1);
    for (JsonNode node = found; node.isArray(); node = node.path(0)) {
      shape = shape.append(node.size());
    }
    flatten(found, values);
    if (values.size() != shape.size() || !input.shape.isCompatibleWith(shape)) {
      throw new IllegalArgumentException(
          "%s: %s must be numbers of the shape %s, found %s"
              .formatted(place, name, input.shape.tail(), found));
    }
    return new BatchArray(name, array(name, input.dataType, values), shape).toTensor();
  }

  private static void flatten(JsonNode node, List<Double> values) {
    if (node.isNumber()) {
      values.add(node.doubleValue());
    }
    node.forEach(element -> flatten(element, values));
  }

  private static Object array(String name, DataType type, List<Double> values) {
    int count = values.size();
    switch (type) {
      case DT_DOUBLE -> {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
      }
      case DT_INT32 -> {
        return values.stream().mapToInt(Double::intValue).toArray();
      }
      case DT_INT64 -> {
        return values.stream().mapToLong(Double::longValue).toArray();
      }
      case DT_FLOAT -> {
        float[] floats = new float[count];
        for (int i = 0; i < count; i++) {
          floats[i] = values.get(i).floatValue();
        }
        return floats;
      }
      case DT_UINT8 -> {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
          bytes[i] = (byte) values.get(i).intValue();
        }
        return bytes;
      }
      default -> throw new IllegalArgumentException("%s: no rows of %s".formatted(name, type));
    }
  }

  /** The numbers of the only example, in nested lists. */
  private static Object numbers(Tensor tensor) {
    Shape shape = tensor.shape();
    return nested(tensor, shape.numDimensions() == 0 ? shape : shape.tail(), new int[1]);
  }

  private static Object nested(Tensor tensor, Shape shape, int[] next) {
    if (shape.numDimensions() == 0) {
      return number(tensor, next[0]++);
    }
    List<Object> list = new ArrayList<>();
    for (long i = 0; i < shape.get(0); i++) {
      list.add(nested(tensor, shape.tail(), next));
    }
    return list;
  }

  private static Number number(Tensor tensor, int place) {
    ByteDataBuffer data = tensor.asRawTensor().data();
    DataType type = tensor.dataType();
    return switch (type) {
      case DT_FLOAT -> data.asFloats().getFloat(place);
      case DT_DOUBLE -> data.asDoubles().getDouble(place);
      case DT_INT32 -> data.asInts().getInt(place);
      case DT_INT64 -> data.asLongs().getLong(place);
      case DT_UINT8 -> data.getByte(place) & 0xff;
      default -> throw new IllegalArgumentException("no numbers of " + type);
    };
  }
}
