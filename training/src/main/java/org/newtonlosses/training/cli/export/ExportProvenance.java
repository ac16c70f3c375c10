package org.newtonlosses.training.cli.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.LinkedHashMap;
import java.util.Map;
import org.newtonlosses.training.session.Versions;

/** What made an export: the kind, the value of each of its options, the versions. */
final class ExportProvenance {

  private ExportProvenance() {}

  static String json(String kind, Object parameters) throws JsonProcessingException {
    Map<String, Object> versions = new LinkedHashMap<>();
    versions.put("newton-losses", Versions.project());
    versions.put("tensorflow", Versions.tensorFlow());
    versions.put("tensorflow-java", Versions.tensorFlowJava());
    Map<String, Object> provenance = new LinkedHashMap<>();
    provenance.put("kind", kind);
    provenance.put("parameters", parameters);
    provenance.put("versions", versions);
    return new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValueAsString(provenance);
  }
}
