package org.newtonlosses.training.schema;

/**
 * Values that a schema does not allow: the message is one line that names the key, what was found
 * and what is allowed.
 */
public final class SchemaException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** With its line. */
  public SchemaException(String message) {
    super(message);
  }

  /** Prefixes a message with the place that it is about; the root has the empty path. */
  static SchemaException at(String path, String message) {
    return new SchemaException(path.isEmpty() ? message : path + ": " + message);
  }
}
