package org.newtonlosses.graphs.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.newtonlosses.graphs.sort.RelaxedSort;
import org.newtonlosses.graphs.sort.SoftPermutation;
import org.tensorflow.Operand;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * A relaxed sorting algorithm as a SavedModel of its own.
 *
 * <p>{@code serving_default}: scores [B, n] → permutation [B, n, n], sorted [B, n]; B is free.
 *
 * <pre>{@code
 * SortModel<TFloat32> model = new SortModel<>(new NeuralSort(1, false), 5, TFloat32.class);
 * model.export(folder.resolve("sort"), Map.of());
 * SavedModelBundle loaded = SavedModelBundle.load(folder.resolve("sort").toString());
 * loaded.function("serving_default").signature().outputNames(); // → [permutation, sorted]
 * loaded.close();
 * }</pre>
 *
 * @param sort the algorithm
 * @param items n
 * @param type TFloat32 or TFloat64
 */
public record SortModel<T extends TNumber>(RelaxedSort sort, int items, Class<T> type) {

  /**
   * Writes the SavedModel.
   *
   * @param directory the new folder; appears whole or not at all
   * @param extras texts by file name, kept with the model in {@code assets.extra}
   * @throws IllegalArgumentException if n does not suit the algorithm
   * @throws IOException if the folder exists or cannot be written
   */
  public void export(Path directory, Map<String, String> extras) throws IOException {
    SavedModels.export(directory, extras, this::signature);
  }

  private Signature signature(Ops tf) {
    Fed in = Fed.nothing();
    Operand<T> scores = in.add(tf, new Input<>(RankingModel.SCORES, type, Shape.of(-1, items)));
    SoftPermutation<T> relaxed = sort.call(tf, scores);
    return in.signature(SavedModelLayout.SERVE)
        .output("permutation", relaxed.permutation())
        .output("sorted", relaxed.sorted(tf, scores))
        .build();
  }
}
