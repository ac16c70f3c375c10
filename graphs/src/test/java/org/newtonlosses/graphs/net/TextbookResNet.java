package org.newtonlosses.graphs.net;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** {@link CombResNet18} in plain Java and float64, from the definitions of its layers. */
final class TextbookResNet {

  /** Images [n, h, w, c], flat. */
  static final class Maps {
    final int n;
    final int h;
    final int w;
    final int c;
    final double[] values;

    Maps(int n, int h, int w, int c) {
      this(n, h, w, c, new double[n * h * w * c]);
    }

    Maps(int n, int h, int w, int c, double[] values) {
      this.n = n;
      this.h = h;
      this.w = w;
      this.c = c;
      this.values = values;
    }

    double get(int b, int y, int x, int k, double outside) {
      return y < 0 || y >= h || x < 0 || x >= w ? outside : values[index(b, y, x, k)];
    }

    int index(int b, int y, int x, int k) {
      return ((b * h + y) * w + x) * c + k;
    }

    Maps relu() {
      return new Maps(n, h, w, c, Arrays.stream(values).map(v -> Math.max(0, v)).toArray());
    }
  }

  private final Map<String, double[]> parameters;
  private final boolean training;
  private final Map<String, double[]> running = new HashMap<>();

  TextbookResNet(Map<String, double[]> parameters, boolean training) {
    this.parameters = parameters;
    this.training = training;
  }

  /** The running statistics after training on the last batch, by name. */
  Map<String, double[]> running() {
    return running;
  }

  /** Standardised images → [n, height, width, 1]. */
  Maps call(Maps images, int height, int width) {
    Maps x = normalize(convolve(images, "convolution", 7, 64, 2), "normalization").relu();
    x = pool3(x);
    x = block(block(x, "block1"), "block2");
    return mean(adaptivePool(x, height, width));
  }

  private Maps block(Maps x, String name) {
    Maps y = convolve(x, name + "/convolution1", 3, 64, 1);
    y = normalize(y, name + "/normalization1").relu();
    y = normalize(convolve(y, name + "/convolution2", 3, 64, 1), name + "/normalization2");
    double[] sum = new double[x.values.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = x.values[i] + y.values[i];
    }
    return new Maps(x.n, x.h, x.w, x.c, sum).relu();
  }

  private Maps convolve(Maps in, String name, int k, int channels, int stride) {
    double[] filter = parameters.get(name + "/filter");
    int pad = k / 2;
    Maps out =
        new Maps(
            in.n, (in.h + 2 * pad - k) / stride + 1, (in.w + 2 * pad - k) / stride + 1, channels);
    for (int b = 0; b < out.n; b++) {
      for (int y = 0; y < out.h; y++) {
        for (int x = 0; x < out.w; x++) {
          int to = out.index(b, y, x, 0);
          for (int tap = 0; tap < k * k * in.c; tap++) {
            int row = tap / (k * in.c);
            int column = tap / in.c % k;
            double v = in.get(b, y * stride + row - pad, x * stride + column - pad, tap % in.c, 0);
            for (int d = 0; d < channels; d++) {
              out.values[to + d] += v * filter[tap * channels + d];
            }
          }
        }
      }
    }
    return out;
  }

  private Maps normalize(Maps in, String name) {
    double[] mean = parameters.get(name + "/running_mean").clone();
    double[] variance = parameters.get(name + "/running_variance").clone();
    int count = in.values.length / in.c;
    if (training) {
      double[] nextMean = mean.clone();
      double[] nextVariance = variance.clone();
      for (int c = 0; c < in.c; c++) {
        double[] channel = new double[count];
        for (int i = 0; i < count; i++) {
          channel[i] = in.values[i * in.c + c];
        }
        double m = Arrays.stream(channel).average().orElseThrow();
        double squares = Arrays.stream(channel).map(v -> (v - m) * (v - m)).sum();
        mean[c] = m;
        variance[c] = squares / count;
        nextMean[c] = 0.9 * nextMean[c] + 0.1 * m;
        nextVariance[c] = 0.9 * nextVariance[c] + 0.1 * squares / (count - 1);
      }
      running.put(name + "/running_mean", nextMean);
      running.put(name + "/running_variance", nextVariance);
    }
    double[] scale = parameters.get(name + "/scale");
    double[] shift = parameters.get(name + "/shift");
    Maps out = new Maps(in.n, in.h, in.w, in.c);
    for (int i = 0; i < in.values.length; i++) {
      int c = i % in.c;
      out.values[i] =
          (in.values[i] - mean[c]) / Math.sqrt(variance[c] + 1e-5) * scale[c] + shift[c];
    }
    return out;
  }

  private static Maps pool3(Maps in) {
    Maps out = new Maps(in.n, (in.h - 1) / 2 + 1, (in.w - 1) / 2 + 1, in.c);
    for (int i = 0; i < out.values.length; i++) {
      int c = i % in.c;
      int x = i / in.c % out.w;
      int y = i / in.c / out.w % out.h;
      int b = i / in.c / out.w / out.h;
      out.values[i] =
          IntStream.range(0, 9)
              .mapToDouble(
                  k -> in.get(b, 2 * y + k / 3 - 1, 2 * x + k % 3 - 1, c, Double.NEGATIVE_INFINITY))
              .max()
              .orElseThrow();
    }
    return out;
  }

  private static Maps adaptivePool(Maps in, int height, int width) {
    Maps out = new Maps(in.n, height, width, in.c);
    for (int i = 0; i < out.values.length; i++) {
      int c = i % in.c;
      int x = i / in.c % width;
      int y = i / in.c / width % height;
      int b = i / in.c / width / height;
      double largest = Double.NEGATIVE_INFINITY;
      for (int r = (int) Math.floor((double) y * in.h / height);
          r < (int) Math.ceil((y + 1.0) * in.h / height);
          r++) {
        for (int q = (int) Math.floor((double) x * in.w / width);
            q < (int) Math.ceil((x + 1.0) * in.w / width);
            q++) {
          largest = Math.max(largest, in.get(b, r, q, c, Double.NaN));
        }
      }
      out.values[i] = largest;
    }
    return out;
  }

  private static Maps mean(Maps in) {
    Maps out = new Maps(in.n, in.h, in.w, 1);
    for (int i = 0; i < out.values.length; i++) {
      out.values[i] = Arrays.stream(in.values, i * in.c, (i + 1) * in.c).average().orElseThrow();
    }
    return out;
  }
}
