package org.newtonlosses.training.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private static final Metrics METRICS =
      Metrics.of(
          Metric.share("hits", "hits"),
          Metric.number("error", "error").lowerIsBetter(),
          Metric.number("told", "told").onlyTold());

  @Test
  void theFirstDecidesAndAtATieTheNext() {
    assertThat(better(means(2, 9, 0), means(1, 0, 0))).isTrue();
    assertThat(better(means(1, 0, 0), means(2, 9, 0))).isFalse();
    assertThat(better(means(1, 0, 0), means(1, 1, 0))).isTrue();
    assertThat(better(means(1, 1, 0), means(1, 0, 0))).isFalse();
    assertThat(better(means(1, 1, 5), means(1, 1, 0))).isFalse();
  }

  @Test
  void whereNoMetricDecidesTheLossDoes() {
    Metrics none = Metrics.of();

    assertThat(none.isBetter(Map.of("loss", 1.0), Map.of("loss", 2.0))).isTrue();
    assertThat(none.isBetter(Map.of("loss", 2.0), Map.of("loss", 1.0))).isFalse();
    assertThat(none.words(Map.of("loss", 2.0))).isEqualTo("loss 2.0000");
  }

  @Test
  void sharesAreInPercentAndOthersAreNumbers() {
    assertThat(METRICS.words(Map.of("error", 0.25, "hits", 0.745, "loss", 3.0)))
        .isEqualTo("hits 74.50 %, error 0.2500");
    assertThat(METRICS.names()).containsExactly("hits", "error", "told");
  }

  private static boolean better(Map<String, Double> means, Map<String, Double> others) {
    return METRICS.isBetter(means, others);
  }

  private static Map<String, Double> means(double hits, double error, double told) {
    return Map.of("hits", hits, "error", error, "told", told, "loss", 0.0);
  }
}
