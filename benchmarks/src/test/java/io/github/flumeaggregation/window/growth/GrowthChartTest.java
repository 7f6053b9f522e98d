package io.github.flumeaggregation.window.growth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class GrowthChartTest {
  private static final String HEAD = "# Cost by files\n# a machine\n";

  @Test
  void decadesOfSizeAndCost_takeTheSameRoomEach() throws Exception {
    List<Element> points = points(HEAD + "files\tevent\n10\t0.2\n100\t2\n1000\t20\n100000\t2000\n");

    double right = at(points.get(1), "cx") - at(points.get(0), "cx");
    double up = at(points.get(0), "cy") - at(points.get(1), "cy");
    assertThat(right).isPositive();
    assertThat(up).isPositive();
    for (int i = 1; i < 4; i++) {
      int decades = i == 3 ? 4 : i;
      assertThat(at(points.get(i), "cx"))
          .isCloseTo(at(points.get(0), "cx") + decades * right, within(0.5));
      assertThat(at(points.get(i), "cy"))
          .isCloseTo(at(points.get(0), "cy") - decades * up, within(0.5));
    }
  }

  @Test
  void size0_liesADecadeBelowTheSmallestOther() throws Exception {
    List<Element> points = points(HEAD + "late lines, %\tline\n0\t1\n0.1\t1\n1\t1\n");

    assertThat(at(points.get(1), "cx") - at(points.get(0), "cx"))
        .isCloseTo(at(points.get(2), "cx") - at(points.get(1), "cx"), within(0.2));
  }

  @Test
  void picture_namesTitleMachineAxesAndEachCurve_onABackgroundOfItsOwn() throws Exception {
    Document picture = picture(HEAD + "files\tevent & row\tidle < tick\n10\t0.2\t3\n1000\t2\t3\n");

    List<String> texts = new ArrayList<>();
    NodeList found = picture.getElementsByTagName("text");
    for (int i = 0; i < found.getLength(); i++) {
      texts.add(found.item(i).getTextContent());
    }
    assertThat(texts)
        .contains("Cost by files", "a machine", "files", "µs", "event & row", "idle < tick")
        .contains("10", "1,000", "0.1", "1", "10");
    assertThat(((Element) picture.getElementsByTagName("rect").item(0)).getAttribute("fill"))
        .isEqualTo("#fff");
    assertThat(picture.getElementsByTagName("polyline").getLength()).isEqualTo(2);
  }

  @Test
  void point_saysItsNumbers() throws Exception {
    assertThat(points(HEAD + "files\tevent\n1000\t0.25\n10000\t0.5\n"))
        .extracting(Element::getTextContent)
        .containsExactly("files, 1,000: event, 0.25 µs", "files, 10,000: event, 0.5 µs");
  }

  @Test
  void tableThatIsNone_isRefused() throws Exception {
    assertThat(Program.failing("GrowthChart", HEAD + "files\tevent\n")).contains("without a row");
    assertThat(Program.failing("GrowthChart", HEAD + "files\tevent\n1\t0\n"))
        .contains("a cost is more than nothing: 1\t0");
    assertThat(Program.failing("GrowthChart", HEAD + "files\tevent\n1\t1\t1\n"))
        .contains("not 2 columns: 1\t1\t1");
  }

  private static List<Element> points(String table) throws Exception {
    NodeList found = picture(table).getElementsByTagName("circle");
    List<Element> points = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      points.add((Element) found.item(i));
    }
    return points;
  }

  private static Document picture(String table) throws Exception {
    byte[] svg = Program.run("GrowthChart", table).getBytes(StandardCharsets.UTF_8);
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg));
  }

  private static double at(Element point, String attribute) {
    return Double.parseDouble(point.getAttribute(attribute));
  }
}
