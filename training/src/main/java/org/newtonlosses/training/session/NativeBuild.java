package org.newtonlosses.training.session;

import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;

/**
 * A native build of TensorFlow on the class path.
 *
 * @param classifier the classifier of its jar, such as {@code linux-x86_64} or {@code
 *     linux-x86_64-gpu}
 */
public record NativeBuild(String classifier) {
  private static final String FOLDER = "/org/tensorflow/internal/c_api/";
  private static final String GPU = "-gpu";

  /** Returns whether it can use NVIDIA GPUs. */
  public boolean isGpu() {
    return classifier.endsWith(GPU);
  }

  /** Returns the builds for this platform; there should be exactly one. */
  public static List<NativeBuild> onClassPath() {
    String platform = Loader.getPlatform();
    String library = System.mapLibraryName("jnitensorflow");
    return Stream.of(platform, platform + GPU)
        .filter(name -> NativeBuild.class.getResource(FOLDER + name + "/" + library) != null)
        .map(NativeBuild::new)
        .toList();
  }
}
