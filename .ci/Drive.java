import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Signature;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

/**
 * Trains a SavedModel with nothing but TensorFlow Java.
 *
 * <pre>
 * usage: java --class-path TENSORFLOW Drive.java MODEL BATCHES FIRST LAST THREADS FROM TO
 *   BATCHES  a folder of folders 0, 1, …, each with a file NAME.SIZE1xSIZE2… of raw numbers for each input
 *   FROM     a checkpoint to restore before, or none
 *   TO       the checkpoint to save after batches FIRST … LAST − 1
 * </pre>
 *
 * <p>Prints the loss of each step.
 */
final class Drive {

  public static void main(String[] args) throws IOException {
    int threads = Integer.parseInt(args[4]);
    ConfigProto config =
        ConfigProto.newBuilder()
            .setIntraOpParallelismThreads(threads)
            .setInterOpParallelismThreads(threads)
            .build();
    try (SavedModelBundle model =
        SavedModelBundle.loader(args[0]).withConfigProto(config).load()) {
      if (!args[5].equals("none")) {
        transfer(model, "restore", args[5]);
      }
      for (int k = Integer.parseInt(args[2]); k < Integer.parseInt(args[3]); k++) {
        System.out.println(step(model, Path.of(args[1], Integer.toString(k))));
      }
      transfer(model, "save", args[6]);
    }
  }

  private static void transfer(SavedModelBundle model, String signature, String prefix) {
    try (TString path = TString.scalarOf(prefix)) {
      model.function(signature).call(Map.of("path", path)).close();
    }
  }

  private static float step(SavedModelBundle model, Path folder) throws IOException {
    Map<String, Signature.TensorDescription> inputs =
        model.function("train_step").signature().getInputs();
    Map<String, Tensor> batch = new HashMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String[] parts = file.getFileName().toString().split("\\.");
        long[] sizes = Arrays.stream(parts[1].split("x")).mapToLong(Long::parseLong).toArray();
        batch.put(
            parts[0],
            Tensor.of(
                type(inputs.get(parts[0]).dataType),
                Shape.of(sizes),
                DataBuffers.of(Files.readAllBytes(file))));
      }
    }
    try (Result result = model.function("train_step").call(batch)) {
      return ((TFloat32) result.get("loss").orElseThrow()).getFloat();
    } finally {
      batch.values().forEach(Tensor::close);
    }
  }

  private static Class<? extends TType> type(DataType type) {
    return switch (type) {
      case DT_FLOAT -> TFloat32.class;
      case DT_INT32 -> TInt32.class;
      case DT_UINT8 -> TUint8.class;
      default -> throw new IllegalArgumentException("unknown type " + type);
    };
  }
}
