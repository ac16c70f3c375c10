package org.newtonlosses.training.recipe;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.newtonlosses.graphs.net.CostMap;
import org.newtonlosses.graphs.newton.Curvature;
import org.newtonlosses.graphs.path.InterpolatedPath;
import org.newtonlosses.graphs.path.PathAlgorithm;
import org.newtonlosses.graphs.path.PathLoss;
import org.newtonlosses.graphs.path.PerturbedPath;
import org.newtonlosses.graphs.path.RelaxedBellmanFord;
import org.newtonlosses.graphs.path.RelaxedLoop;
import org.newtonlosses.graphs.path.SmoothedPath;
import org.newtonlosses.graphs.path.SmoothedPathLoss;
import org.newtonlosses.graphs.path.TConorm;
import org.newtonlosses.graphs.smooth.ControlVariate;
import org.newtonlosses.graphs.smooth.NoiseDistribution;
import org.newtonlosses.graphs.smooth.Smoothing;
import org.newtonlosses.graphs.sort.ComparatorNetwork;
import org.newtonlosses.graphs.sort.NeuralSort;
import org.newtonlosses.graphs.sort.RankingLoss;
import org.newtonlosses.graphs.sort.RelaxedSort;
import org.newtonlosses.graphs.sort.SoftSort;
import org.newtonlosses.graphs.sort.SortingNetwork;
import org.newtonlosses.graphs.sort.SwapDistribution;
import org.newtonlosses.training.session.Precision;

/** How the types of a recipe are written: enums by their keys, absent numbers by a word. */
final class RecipeModule extends SimpleModule {
  private static final long serialVersionUID = 1L;

  RecipeModule() {
    byKey(Curvature.class, Curvature::key);
    byKey(RankingLoss.class, RankingLoss::key);
    byKey(ComparatorNetwork.class, ComparatorNetwork::key);
    byKey(SwapDistribution.class, SwapDistribution::key);
    byKey(Precision.class, Precision::key);
    byKey(DigitSource.class, DigitSource::key);
    text(
        OptionalDouble.class,
        value -> value.isPresent() ? (Object) value.getAsDouble() : "none",
        text ->
            text.equals("none")
                ? OptionalDouble.empty()
                : OptionalDouble.of(Double.parseDouble(text)));
    text(
        OptionalLong.class,
        value -> value.isPresent() ? (Object) value.getAsLong() : "unlimited",
        text ->
            text.equals("unlimited")
                ? OptionalLong.empty()
                : OptionalLong.of(Long.parseLong(text)));
    byKey(PathLoss.class, PathLoss::key);
    byKey(RelaxedLoop.class, RelaxedLoop::key);
    byKey(TConorm.class, TConorm::key);
    byKey(NoiseDistribution.class, NoiseDistribution::key);
    byKey(ControlVariate.class, ControlVariate::key);
    byKey(CostMap.class, CostMap::key);
    setMixInAnnotation(RelaxedSort.class, NamedSort.class);
    setMixInAnnotation(PathAlgorithm.class, NamedPathAlgorithm.class);
    setMixInAnnotation(SmoothedPathLoss.class, Sampled.class);
    setMixInAnnotation(SmoothedPath.class, Sampled.class);
    setMixInAnnotation(PerturbedPath.class, Sampled.class);
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "name")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = NeuralSort.class, name = "neuralsort"),
    @JsonSubTypes.Type(value = SoftSort.class, name = "softsort"),
    @JsonSubTypes.Type(value = SortingNetwork.class, name = "sorting-network")
  })
  private interface NamedSort {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "name")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = RelaxedBellmanFord.class, name = "relaxed-bellman-ford"),
    @JsonSubTypes.Type(value = SmoothedPathLoss.class, name = "smoothed-loss"),
    @JsonSubTypes.Type(value = SmoothedPath.class, name = "smoothed-algorithm"),
    @JsonSubTypes.Type(value = PerturbedPath.class, name = "perturbed-optimizer"),
    @JsonSubTypes.Type(value = InterpolatedPath.class, name = "blackbox-interpolation")
  })
  private interface NamedPathAlgorithm {}

  /** The parameters of the sampling stand among those of the algorithm. */
  @SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // only its annotations are used
  private abstract static class Sampled {
    @JsonCreator
    Sampled(@JsonUnwrapped @JsonProperty("sampling") Smoothing sampling) {}

    @JsonUnwrapped
    abstract Smoothing sampling();
  }

  private <E extends Enum<E>> void byKey(Class<E> type, Function<E, String> key) {
    text(
        type,
        key::apply,
        text ->
            Arrays.stream(type.getEnumConstants())
                .filter(constant -> key.apply(constant).equals(text))
                .findFirst()
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            "must be one of %s, found %s"
                                .formatted(
                                    Arrays.stream(type.getEnumConstants())
                                        .map(key)
                                        .collect(Collectors.joining(", ")),
                                    text))));
  }

  /** Written as a text or number, read from its text. */
  private <T> void text(Class<T> type, Function<T, Object> write, Function<String, T> read) {
    addSerializer(
        type,
        new StdScalarSerializer<T>(type) {
          private static final long serialVersionUID = 1L;

          @Override
          public void serialize(T value, JsonGenerator out, SerializerProvider provider)
              throws IOException {
            out.writeObject(write.apply(value));
          }
        });
    addDeserializer(
        type,
        new StdScalarDeserializer<T>(type) {
          private static final long serialVersionUID = 1L;

          @Override
          public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return read.apply(in.getText());
          }
        });
  }
}
