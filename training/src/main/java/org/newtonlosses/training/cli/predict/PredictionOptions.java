package org.newtonlosses.training.cli.predict;

import java.util.List;
import java.util.Map;
import org.newtonlosses.training.cli.options.SchemaOptions;
import org.newtonlosses.training.registry.Registry;
import org.newtonlosses.training.schema.Choice;
import org.newtonlosses.training.schema.Entry;
import org.newtonlosses.training.schema.Schema;
import org.newtonlosses.training.schema.Values;
import org.newtonlosses.training.schema.Variant;
import org.newtonlosses.training.schema.Variants;
import org.newtonlosses.training.task.Prediction;
import org.newtonlosses.training.task.Task;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** The options of the predictions of all tasks: which of them are allowed depends on the model. */
final class PredictionOptions {
  private final Choice<Prediction> choice;
  private final SchemaOptions options;

  PredictionOptions(Registry registry) {
    choice = Choice.of("options", Prediction.class, registry.tasks().get(0).name()).by("task");
    Schema schema = new Schema(List.of(choice), predictions(registry));
    options = SchemaOptions.of(schema).where(place -> place.entry() != choice);
  }

  private static Variants predictions(Registry registry) {
    return new Variants() {
      @Override
      @SuppressWarnings("unchecked") // those of predictions build predictions
      public <V> List<Variant<V>> variants(Class<V> type) {
        return type == Prediction.class
            ? registry.tasks().stream().map(task -> (Variant<V>) variant(task)).toList()
            : registry.variants(type);
      }
    };
  }

  private static Variant<Prediction> variant(Task<?> task) {
    Prediction prediction = task.prediction();
    return Variant.of(
        task.name(),
        prediction.help(),
        values -> prediction,
        prediction.options().toArray(Entry<?>[]::new));
  }

  void addTo(CommandSpec command) {
    options.addTo(command);
  }

  /**
   * The values of the options of a task's prediction.
   *
   * @throws IllegalArgumentException if one is given that is another task's, or is not allowed
   */
  Values values(ParseResult parsed, String task) {
    Schema schema = options.schema();
    String path = choice.namePath(choice.key());
    return options
        .values(parsed, schema.with(schema.defaults(), Map.of(path, task)))
        .chosen(choice)
        .values();
  }
}
