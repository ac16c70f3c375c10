package org.newtonlosses.training.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaTest {

  private enum Colour {
    RED,
    DARK_BLUE
  }

  /** What the choices choose. */
  private record Shape(String words) {}

  private static final Param<Integer> SIDES = Param.integer("sides", 4).atLeast(3).help("corners");
  private static final Param<Double> RADIUS = Param.number("radius", 1).positive().option("r");
  private static final Param<Colour> COLOUR = Param.oneOf("colour", Colour.RED);
  private static final Param<Boolean> FILLED = Param.bool("filled", false);
  private static final Choice<Shape> SHAPE =
      Choice.of("shape", Shape.class, "circle").common(COLOUR).commonAfter(FILLED);
  private static final Choice<Shape> INNER = Choice.of("inner", Shape.class, "point").plain();
  private static final Param<Long> COUNT = Param.count("count", 5);
  private static final Param<OptionalDouble> LIMIT =
      Param.optionalNumber("limit", "none").positive();
  private static final Param<OptionalLong> MOST =
      Param.optionalCount("most", "unlimited").atLeast(1);
  private static final Param<List<Integer>> LAYERS =
      Param.integers("layers", List.of(64, 64)).atLeast(1);
  private static final Param<String> WORD = Param.oneOf("word", "for", "while");
  private static final Param<String> FOLDER = Param.folder("folder", "cache", "the cache folder");
  private static final Param<Optional<String>> NOTE = Param.optionalText("note");
  private static final Param<Integer> STEP = Param.integer("step", 1).atLeast(1);
  private static final Param<List<Values>> STEPS = Param.mappings("steps", STEP, COLOUR);

  private static final List<Variant<Shape>> SHAPES =
      List.of(
          Variant.<Shape>of("circle", "a circle", v -> new Shape("circle " + v.get(RADIUS)), RADIUS)
              .words(v -> "circle of " + v.get(RADIUS)),
          Variant.of(
              "polygon",
              "a polygon",
              v -> polygon(v.get(SIDES), v.has(FILLED) && v.get(FILLED)),
              SIDES),
          Variant.of("point", "a point", v -> new Shape("point")));

  private static Shape polygon(int sides, boolean filled) {
    if (sides > 5 && filled) {
      throw new IllegalArgumentException("sides must be at most 5 if filled, found " + sides);
    }
    return new Shape("polygon");
  }

  /** Knows shapes alone. */
  private static final class Shapes implements Variants {
    @Override
    @SuppressWarnings("unchecked") // of the type that is asked for
    public <V> List<Variant<V>> variants(Class<V> type) {
      List<Variant<V>> all = new ArrayList<>();
      SHAPES.forEach(shape -> all.add((Variant<V>) shape));
      return all;
    }
  }

  private static final Schema SCHEMA =
      new Schema(
          List.of(SHAPE, INNER, COUNT, LIMIT, MOST, LAYERS, WORD, FOLDER, NOTE, STEPS),
          new Shapes());

  private static final String DEFAULTS =
      """
      shape:
        name: circle
        colour: red
        radius: 1.0
        filled: false
      inner: point
      count: 5
      limit: none
      most: unlimited
      layers:
      - 64
      - 64
      word: for
      folder: cache
      note: ""
      steps: []
      """;

  @Test
  void defaultsAreWrittenInTheSchemasOrderAndReadBack() {
    Values defaults = SCHEMA.defaults();

    assertThat(Schema.write(defaults)).isEqualTo(DEFAULTS);
    assertThat(SCHEMA.with(defaults, DEFAULTS, "a test")).isEqualTo(defaults);
    assertThat(defaults.get(SHAPE)).isEqualTo(new Shape("circle 1.0"));
    assertThat(defaults.chosen(SHAPE).words()).isEqualTo("circle of 1.0");
    assertThat(defaults.get(LAYERS)).containsExactly(64, 64);
  }

  @Test
  void allTypesAreRead() {
    Values values =
        read(
            """
            shape: {name: polygon, sides: 3, colour: dark-blue, filled: true}
            inner: {name: circle, radius: 2}
            count: 5000000000
            limit: 0.5
            most: 7
            layers: [3]
            word: while
            folder: some/where
            note: a text
            steps: [{step: 2, colour: red}]
            """);

    assertThat(values.get(SHAPE)).isEqualTo(new Shape("polygon"));
    assertThat(values.chosen(INNER).values().get(RADIUS)).isEqualTo(2);
    assertThat(values.get(COUNT)).isEqualTo(5_000_000_000L);
    assertThat(values.get(LIMIT)).hasValue(0.5);
    assertThat(values.get(MOST)).hasValue(7);
    assertThat(values.get(LAYERS)).containsExactly(3);
    assertThat(values.get(WORD)).isEqualTo("while");
    assertThat(values.get(NOTE)).contains("a text");
    assertThat(values.get(STEPS).get(0).get(STEP)).isEqualTo(2);
    assertThat(read(Schema.write(values))).isEqualTo(values);
    assertThat(values.resolved().get(FOLDER))
        .isEqualTo(Path.of("some/where").toAbsolutePath().toString());
    assertThat(SCHEMA.defaults().resolved()).isEqualTo(SCHEMA.defaults());
  }

  @Test
  void anotherVariantStartsWithItsDefaultsAndKeepsWhatIsCommon() {
    Values blue = read("shape: {colour: dark-blue, radius: 3, filled: true}");

    Values polygon = SCHEMA.with(blue, Map.of("shape.name", "polygon"));
    assertThat(polygon.chosen(SHAPE).values().get(COLOUR)).isEqualTo(Colour.DARK_BLUE);
    assertThat(polygon.chosen(SHAPE).values().get(FILLED)).isTrue();
    assertThat(polygon.chosen(SHAPE).values().get(SIDES)).isEqualTo(4);
    Values circle = SCHEMA.with(polygon, Map.of("shape.name", "circle"));
    assertThat(circle.get(SHAPE)).isEqualTo(new Shape("circle 1.0"));
    assertThat(circle.chosen(SHAPE).values().text(COLOUR)).isEqualTo("dark-blue");
  }

  @Test
  void changesByPathMayNameAVariantAndItsParameters() {
    Values values =
        SCHEMA.with(
            SCHEMA.defaults(),
            Map.of("shape.sides", "5", "shape.name", "polygon", "count", "6", "inner", "circle"));

    assertThat(values.chosen(SHAPE).values().get(SIDES)).isEqualTo(5);
    assertThat(values.get(COUNT)).isEqualTo(6);
    assertThat(values.chosen(INNER).name()).isEqualTo("circle");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          size: 3                                | size: unknown key; allowed are shape, inner, count, limit, most
          shape: {sides: 3}                      | shape.sides: unknown key; allowed are name, colour, radius, filled
          shape: circle                          | shape must be a mapping with name, colour, radius, filled, found "circle"
          shape: {name: star}                    | shape.name must be one of circle, polygon, point, found "star"
          inner: star                            | inner: must be one of circle, polygon, point, found star
          shape: {radius: 0}                     | shape: radius must be positive and finite, found 0.0
          shape: {colour: green}                 | shape.colour: must be one of red, dark-blue, found green
          shape: {colour: 3}                     | shape.colour must be a text, found 3
          shape: {filled: 1}                     | shape.filled must be true or false, found 1
          shape: {name: polygon, sides: 2}       | shape: sides must be at least 3, found 2
          shape: {name: polygon, sides: 6, filled: true} | shape: sides must be at most 5 if filled, found 6
          count: 1.5                             | count must be a whole number, found 1.5
          count: 10000000000000000000            | count: too large a number, found 10000000000000000000
          limit: lots                            | limit must be a number or none, found "lots"
          limit: -1                              | limit must be positive and finite, found -1.0
          most: 0                                | most must be at least 1, found 0
          most: 1.5                              | most must be a whole number or unlimited, found 1.5
          layers: [3, 0]                         | layers must be at least 1, found 0
          layers: 3                              | layers must be a list of whole numbers, such as [64, 64], found 3
          word: do                               | word: must be one of for, while, found do
          folder: " "                            | folder must be a path, or cache for the cache folder, found " "
          steps: [{step: 1}]                     | steps.0 must be {step, colour}, found {"step":1}
          steps: [3]                             | steps.0 must be a mapping with step, colour, found 3
          steps: [{step: 0, colour: red}]        | steps.0: step must be at least 1, found 0
          count: [                               | line 1
          3                                      | a test must be a mapping of keys to values
          """)
  void whatIsNotAllowedIsOneClearLine(String yaml, String message) {
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining(message)
        .message()
        .doesNotContain("\n", "java.", "com.fasterxml");
  }

  @Test
  void placesAreWhatOptionsAreMadeOf() {
    assertThat(SCHEMA.places())
        .extracting(Place::path)
        .startsWith(
            "shape.name",
            "shape.colour",
            "shape.filled",
            "shape.radius",
            "shape.sides",
            "inner",
            "inner.radius",
            "inner.sides",
            "count");
    assertThat(SCHEMA.places())
        .filteredOn(place -> place.path().equals("shape.radius"))
        .singleElement()
        .satisfies(
            place -> {
              assertThat(place.option()).isEqualTo("r");
              assertThat(place.variants()).containsExactly("circle");
            });
    assertThat(COLOUR.words()).containsExactly("red", "dark-blue");
    assertThat(SIDES.range()).isEqualTo("at least 3");
    assertThat(LAYERS.text(List.of(1, 2))).isEqualTo("[1,2]");
  }

  @Test
  void mistakesOfTheWriterAreFoundAtOnce() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Param.integer("sides", 2).atLeast(3))
        .withMessage("sides must be at least 3, found 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Variant.of("Two Words", "", v -> new Shape("")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Schema(List.of(COUNT, COUNT), new Shapes()).defaults())
        .withMessageContaining("two entries of one schema have the key count");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SCHEMA.defaults().get(SIDES))
        .withMessageContaining("there is no value of this sides");
  }

  private static Values read(String yaml) {
    return SCHEMA.with(SCHEMA.defaults(), yaml, "a test");
  }
}
