import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.Map;
import java.util.stream.Stream;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.types.TFloat32;

/** Scores the items of a list, each a line of numbers on the standard input: Score MODEL < rows. */
class Score {
  public static void main(String[] args) {
    float[][] rows = new BufferedReader(new InputStreamReader(System.in)).lines().map(Score::row).toArray(float[][]::new);
    try (SavedModelBundle model = SavedModelBundle.load(args[0]);
        TFloat32 features = TFloat32.tensorOf(StdArrays.ndCopyOf(new float[][][] {rows}));
        Result result = model.call(Map.of("features", features))) {
      TFloat32 scores = (TFloat32) result.get("scores").orElseThrow();
      for (FloatNdArray score : scores.scalars()) {
        System.out.println(score.getFloat());
      }
    }
  }

  private static float[] row(String line) {
    double[] numbers = Stream.of(line.split(" ")).mapToDouble(Double::parseDouble).toArray();
    float[] row = new float[numbers.length];
    for (int i = 0; i < row.length; i++) {
      row[i] = (float) numbers[i];
    }
    return row;
  }
}
