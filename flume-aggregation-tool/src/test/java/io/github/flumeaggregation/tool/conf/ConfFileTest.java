package io.github.flumeaggregation.tool.conf;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.Properties;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConfFileTest {
  private static ConfFile of(String text) {
    return ConfFile.of(text.getBytes(ISO_8859_1));
  }

  @Test
  void entries_haveTheLineInWhichTheyBegin() {
    ConfFile file = of("# a\n\n a.b = c\\\n   d\n! x\na.e:f\r\na.g h\\\\\na.i\n");
    assertThat(file.entries()).extracting(ConfEntry::line).containsExactly(3, 6, 7, 8);
    assertThat(file.value("a.b")).isEqualTo("cd");
    assertThat(file.value("a.e")).isEqualTo("f");
    assertThat(file.value("a.g")).isEqualTo("h\\");
    assertThat(file.value("a.i")).isEmpty();
  }

  @Test
  void commentAfterAContinuedLine_isPartOfTheValue_asPropertiesHaveIt() {
    assertThat(of("a.b = c\\\n# d\na.e = f").value("a.b")).isEqualTo("c# d");
  }

  @Test
  void keyThatStandsTwice_countsLast() {
    ConfFile file = of("a.b = 1\na.b = 2");
    assertThat(file.value("a.b")).isEqualTo("2");
    assertThat(file.repeated()).singleElement().extracting(ConfEntry::value).isEqualTo("1");
  }

  @Test
  void lookups_areWhatFlumeMakesOfThem() {
    String name = System.getenv().keySet().iterator().next();
    assertThat(of("a.b = ${env:" + name + "}").value("a.b")).isEqualTo(System.getenv(name));
  }

  @Test
  void parts_areFoundByListAndByKeys() {
    Agent agent =
        of("a1.sinks = s t\na1.sinks.s.type = logger\na1.sinks.u.x.y = 5").agents().get(0);
    assertThat(agent.parts(Kind.SINK)).extracting(Part::name).containsExactly("s", "t", "u");
    assertThat(agent.part(Kind.SINK, "u").settings("x")).containsEntry("y", "5");
    assertThat(agent.part(Kind.SINK, "u").line("x.y")).isEqualTo(3);
  }

  @Test
  void randomText_isReadAsPropertiesReadIt() throws IOException {
    String[] pieces = {"a", "b.c", "=", ":", " ", "\\", "\n", "\r\n", "#", "!", "\t", "\\n", "é"};
    for (long seed = 0; seed < 5_000; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(30); i >= 0; i--) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      Properties expected = new Properties();
      expected.load(new StringReader(text.toString()));
      expected.remove("");
      assertThat(of(text.toString()).values()).as("seed %d", seed).isEqualTo(expected);
    }
  }
}
