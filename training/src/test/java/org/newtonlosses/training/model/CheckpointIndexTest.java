package org.newtonlosses.training.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.newtonlosses.graphs.model.SavedModels;
import org.newtonlosses.graphs.variable.InitialValue;
import org.newtonlosses.graphs.variable.Variables;
import org.tensorflow.Operand;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;

/** Reads what TensorFlow writes. */
class CheckpointIndexTest {
  @TempDir private Path folder;

  @Test
  void readsNamesTypesShapesAndScalars() throws IOException {
    Path model =
        export(
            "model",
            variables -> {
              // More than one block of the table.
              for (int k = 0; k < 500; k++) {
                create(variables, "layer%d/weights".formatted(k), 1 + k % 3);
              }
              variables.create("learning_rate", Shape.scalar(), new InitialValue.Constant(0.25));
              variables.create("step", Shape.scalar(), new InitialValue.Constant(0));
            });
    CheckpointIndex index = CheckpointIndex.of(model);

    assertThat(index.learningRate()).isEqualTo(0.25f);
    assertThat(index.prefix()).isEqualTo(model.resolve("variables/variables"));
    assertThat(index.files())
        .containsExactly(
            model.resolve("variables/variables.index"),
            model.resolve("variables/variables.data-00000-of-00001"));
    assertThatCode(() -> index.checkHas(CheckpointIndex.of(index.prefix())))
        .doesNotThrowAnyException();
    for (int k = 0; k < 500; k += 100) {
      String name = "layer%d/weights".formatted(k);
      CheckpointIndex wrong = CheckpointIndex.of(export("wrong" + k, all -> create(all, name, 9)));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> index.checkHas(wrong))
          .withMessage(
              "%s: does not fit the model, the variable %s must be float[9], found float[%d]",
              model, name, 1 + k % 3);
    }
  }

  @Test
  void namesTheFirstThatIsMissing() throws IOException {
    Path small = export("small", all -> create(all, "a", 2));
    Path large = export("large", all -> List.of("c", "b", "a").forEach(n -> create(all, n, 2)));

    CheckpointIndex.of(large).checkHas(CheckpointIndex.of(small));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CheckpointIndex.of(small).checkHas(CheckpointIndex.of(large)))
        .withMessage("%s: does not fit the model, it has no variable b float[2]; it has a", small);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CheckpointIndex.of(small).step())
        .withMessageContaining("no variable step; it has a");
  }

  @Test
  void refusesWhatIsNoCheckpoint() throws IOException {
    Path none = folder.resolve("none");
    assertThatIOException()
        .isThrownBy(() -> CheckpointIndex.of(none))
        .withMessage(
            "%s: no checkpoint and no SavedModel, there is neither %s nor %s",
            none, folder.resolve("none.index"), none.resolve("saved_model.pb"));

    Path good = export("good", all -> create(all, "a", 2)).resolve("variables/variables.index");
    byte[] bytes = Files.readAllBytes(good);
    for (int length : new int[] {0, 47, 48, bytes.length - 1}) {
      Files.write(folder.resolve("cut.index"), Arrays.copyOf(bytes, length));
      assertThatIOException()
          .isThrownBy(() -> CheckpointIndex.of(folder.resolve("cut")))
          .withMessage(
              "%s: not the index of a checkpoint of TensorFlow's format V2",
              folder.resolve("cut.index"));
    }
  }

  private static Operand<?> create(Variables variables, String name, int size) {
    return variables.create(name, Shape.of(size), new InitialValue.Constant(1)).value();
  }

  private Path export(String name, Consumer<Variables> variables) throws IOException {
    Path model = folder.resolve(name);
    SavedModels.export(
        model,
        Map.of(),
        0,
        (tf, all) -> {
          variables.accept(all);
          return List.<Signature>of();
        });
    return model;
  }
}
