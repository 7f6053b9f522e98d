package io.github.flumeaggregation.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** The poms have what Maven Central asks for; nothing of a release is a snapshot. */
class PomsIT {
  private static Element project(Path pom) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(pom.toFile())
        .getDocumentElement();
  }

  private static List<String> elements(Element project) {
    List<String> names = new ArrayList<>();
    for (Node node = project.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (!node.getTextContent().isBlank()) {
        names.add(node.getNodeName());
      }
    }
    return names;
  }

  @Test
  void root_hasWhatTheOthersInherit() throws Exception {
    Element project = project(FlumeHome.PROJECT.resolve("pom.xml"));
    assertThat(elements(project))
        .contains("name", "description", "url", "licenses", "developers", "scm", "version");
    for (String inherited : List.of("connection", "developerConnection", "roles")) {
      assertThat(project.getElementsByTagName(inherited).getLength()).as(inherited).isPositive();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "flume-aggregation-core",
        "flume-aggregation-interceptor",
        "flume-aggregation-monitor",
        "flume-tail-source",
        "flume-window-sink",
        "assembly"
      })
  void publishedModule_hasItsOwnNameAndDescription(String module) throws Exception {
    Path pom = FlumeHome.PROJECT.resolve(module).resolve("pom.xml");
    assertThat(elements(project(pom))).contains("parent", "artifactId", "name", "description");
    assertThat(Files.readString(pom)).doesNotContain("<unpublished>", "maven.deploy.skip");
  }

  @Test
  void noPom_namesASnapshot() throws Exception {
    try (Stream<Path> files =
        Files.find(FlumeHome.PROJECT, 3, (file, a) -> file.endsWith("pom.xml"))) {
      List<Path> poms = files.toList();
      assertThat(poms).hasSizeGreaterThan(10);
      for (Path pom : poms) {
        assertThat(Files.readString(pom)).as(pom.toString()).doesNotContain("-SNAPSHOT");
      }
    }
  }
}
