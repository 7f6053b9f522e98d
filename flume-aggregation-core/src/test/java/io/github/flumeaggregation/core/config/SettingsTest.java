package io.github.flumeaggregation.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
  private static Settings settings(String... keysAndValues) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      values.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return Settings.of("WindowSink 'w'", values);
  }

  private static SettingsException finish(Settings settings) {
    return catchThrowableOfType(SettingsException.class, settings::finish);
  }

  @Test
  void everyGetter_readsItsValue() {
    Settings settings =
        settings(
            "text", " a b ", "whole", "1_000", "flag", "true", "word", "two", "wait", "10s", "bare",
            "250", "size", "64KiB", "words", " x  y ");

    assertThat(settings.text("text")).isEqualTo("a b");
    assertThat(settings.text("text", "z")).isEqualTo("a b");
    assertThat(settings.required("text", "a text")).isEqualTo("a b");
    assertThat(settings.integer("whole", 1, 0, 5_000)).isEqualTo(1_000);
    assertThat(settings.flag("flag", false)).isTrue();
    assertThat(settings.oneOf("word", "one", "one", "two")).isEqualTo("two");
    assertThat(settings.durationMillis("wait", "1s")).isEqualTo(10_000);
    assertThat(settings.durationOrBareMillis("bare", "1s")).isEqualTo(250);
    assertThat(settings.sizeBytes("size", "1B")).isEqualTo(65_536);
    assertThat(settings.words("words")).containsExactly("x", "y");
    assertThatCode(settings::finish).doesNotThrowAnyException();
  }

  @Test
  void missingKeys_giveDefaults() {
    Settings settings = settings();

    assertThat(settings.has("text")).isFalse();
    assertThat(settings.text("text")).isNull();
    assertThat(settings.text("text", "z")).isEqualTo("z");
    assertThat(settings.whole("whole", 7, 0, 9)).isEqualTo(7);
    assertThat(settings.flag("flag", true)).isTrue();
    assertThat(settings.oneOf("word", "one", "one", "two")).isEqualTo("one");
    assertThat(settings.durationMillis("wait", "1s")).isEqualTo(1_000);
    assertThat(settings.sizeBytes("size", "2KiB")).isEqualTo(2_048);
    assertThat(settings.words("words")).isEmpty();
    assertThatCode(settings::finish).doesNotThrowAnyException();
  }

  @Test
  void misspeltGroup_isOneFault_andWhatItMissesIsNotSaidAsWell() {
    Settings settings =
        settings(
            "agregations", "t",
            "agregations.t.window", "tumbling 1m",
            "agregations.t.compute", "count",
            "agregations.t.groupBy", "status",
            "count", "x");
    settings.whole("count", 1, 1, 10);
    settings.names("aggregations");
    settings.required("aggregations", "name what to compute");

    assertThat(finish(settings).faults())
        .containsExactly(
            "agregations = 't' and 3 keys agregations.*: unknown (did you mean 'aggregations'?)",
            "count = 'x': allowed is a whole number from 1 to 10");
  }

  @Test
  void misspeltGroupOfOneOfSeveral_isOneFault() {
    Settings settings =
        settings("aggregations", "t", "agregations.t.window", "x", "agregations.t.compute", "y");
    for (String name : settings.names("aggregations")) {
      settings.under("aggregations." + name).required("window", "say which");
      settings.under("aggregations." + name).required("compute", "say what");
    }

    assertThat(finish(settings).faults())
        .containsExactly(
            "agregations and 2 keys agregations.*: unknown (did you mean 'aggregations'?)");
  }

  @Test
  void nameThatIsDefinedAndNotListed_isAFault() {
    Settings settings =
        settings("list", "traffic", "list.traffic.a", "1", "list.trafic.a", "1", "list.z.b", "2");
    assertThat(settings.names("list")).containsExactly("traffic");
    settings.under("list.traffic").text("a");

    assertThat(finish(settings).faults())
        .containsExactly(
            "list = 'traffic': 'trafic' has keys and is not listed here (did you mean 'traffic'?);"
                + " list it, or take out list.trafic.*",
            "list = 'traffic': 'z' has keys and is not listed here; list it, or take out list.z.*");
  }

  @Test
  void nameThatStandsTwice_isAFault() {
    Settings settings = settings("list", "t u t", "list.t.a", "1");
    assertThat(settings.names("list")).containsExactly("t", "u");
    settings.under("list.t").text("a");

    assertThat(finish(settings).faults()).containsExactly("list = 't u t': 't' stands here twice");
  }

  @Test
  void allFaults_areReportedTogether() {
    Settings settings = settings("count", "many", "flag", "ture", "wait", "5", "countt", "1");
    settings.whole("count", 1, 1, 10);
    settings.flag("flag", false);
    settings.durationMillis("wait", "1s");
    settings.required("path", "a directory");

    assertThat(finish(settings).faults())
        .containsExactly(
            "count = 'many': allowed is a whole number from 1 to 10",
            "flag = 'ture': allowed is one of true, false (did you mean 'true'?)",
            "wait = '5': allowed is a duration with a unit (500ms, 10s, 5m, 1h, 1d); the unit is"
                + " missing",
            "path is required: a directory",
            "countt = '1': unknown key (did you mean 'count'?)");
    assertThat(finish(settings("a", "b")))
        .hasMessage(
            "WindowSink 'w' does not start: 1 fault in its configuration\n"
                + "  - a = 'b': unknown key");
  }

  @Test
  void outOfRange_isAFault() {
    Settings settings = settings("count", "11");

    assertThat(settings.integer("count", 3, 1, 10)).isEqualTo(3);
    assertThat(finish(settings).faults())
        .containsExactly("count = '11': allowed is a whole number from 1 to 10");
  }

  @Test
  void numberTooLargeForItsUnit_isAFaultLikeAnyOther() {
    Settings settings = settings("wait", "999999999999d");

    assertThat(settings.durationMillis("wait", "1s")).isEqualTo(1_000);
    assertThat(finish(settings).faults()).hasSize(1);
  }

  @Test
  void faultInAGroup_namesTheFullKey() {
    Settings settings = settings("a.b.count", "x");
    settings.under("a").under("b").whole("count", 1, 0, 9);

    assertThat(finish(settings).faults())
        .containsExactly("a.b.count = 'x': allowed is a whole number from 0 to 9");
  }

  @Test
  void ignoredGroups_areKnown() {
    Settings settings =
        settings("selector.type", "x", "selector.mapping.US", "c1", "channels", "c");
    settings.ignore("selector.*", "channels");

    assertThatCode(settings::finish).doesNotThrowAnyException();
  }

  @Test
  void keys_areThoseOfTheGroup() {
    Settings settings = Settings.of("x", Map.of("flags.slow", "a", "flags.a.b", "b", "flag", "c"));

    assertThat(settings.under("flags").keys()).containsExactly("a.b", "slow");
    assertThat(settings.under("none").keys()).isEmpty();
  }
}
