package org.newtonlosses.training.registry;

import java.net.URI;
import java.nio.file.Path;
import java.security.CodeSource;

/**
 * Where an extension comes from.
 *
 * @param extension the name of its class
 * @param jar the file or folder that the class was loaded from; empty if unknown
 * @param version the jar's {@code Implementation-Version}; empty if it has none
 */
public record Origin(String extension, String jar, String version) {

  static Origin of(Extension extension) {
    Class<?> type = extension.getClass();
    String version = type.getPackage().getImplementationVersion();
    return new Origin(type.getName(), jar(type), version == null ? "" : version);
  }

  /** Whether it is this project's own. */
  public boolean ofThisProject() {
    return jar.equals(jar(Origin.class));
  }

  private static String jar(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    return source == null || source.getLocation() == null
        ? ""
        : Path.of(URI.create(source.getLocation().toString())).toString();
  }

  @Override
  public String toString() {
    return extension + (jar.isEmpty() ? "" : " of " + jar);
  }
}
