package org.newtonlosses.training.session;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Properties;
import org.tensorflow.TensorFlow;

/** Versions of this project and of what it runs on. */
public final class Versions {
  private static final Properties BUILD = read();

  private Versions() {}

  /** Returns this project's version. */
  public static String project() {
    return BUILD.getProperty("project");
  }

  /**
   * Returns the commit that this program was built from, with a {@code +} if there were changes;
   * empty if it was built outside of a checkout.
   */
  public static String commit() {
    String commit = BUILD.getProperty("commit");
    return !commit.isEmpty() && BUILD.getProperty("dirty").equals("true") ? commit + "+" : commit;
  }

  /** Returns the version of TensorFlow Java, such as 1.1.0. */
  public static String tensorFlowJava() {
    return BUILD.getProperty("tensorflow-java");
  }

  /** Returns the version of TensorFlow itself, such as 2.18.0. Loads the native library. */
  public static String tensorFlow() {
    return TensorFlow.version();
  }

  /**
   * Returns whether TensorFlow computes with its oneDNN kernels: {@code on}, {@code off}, or {@code
   * chosen by TensorFlow} where the environment variable TF_ENABLE_ONEDNN_OPTS does not say.
   */
  public static String oneDnn() {
    String value = System.getenv().getOrDefault("TF_ENABLE_ONEDNN_OPTS", "");
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "1", "true" -> "on";
      case "0", "false" -> "off";
      default -> "chosen by TensorFlow";
    };
  }

  /** Returns the version and maker of the running Java. */
  public static String java() {
    return "%s (%s)".formatted(Runtime.version(), System.getProperty("java.vendor"));
  }

  private static Properties read() {
    Properties properties = new Properties();
    try (InputStream in = Versions.class.getResourceAsStream("versions.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }
}
