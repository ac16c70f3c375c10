package org.newtonlosses.training.cli;

import java.nio.file.Path;
import java.util.Map;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Tensor;

/** A loaded SavedModel. */
record Served(SavedModelBundle bundle) implements AutoCloseable {
  Served(Path model) {
    this(SavedModelBundle.load(model.toString(), SavedModelBundle.DEFAULT_TAG));
  }

  Result call(Map<String, Tensor> inputs) {
    return bundle.call(inputs);
  }

  @Override
  public void close() {
    bundle.close();
  }
}
