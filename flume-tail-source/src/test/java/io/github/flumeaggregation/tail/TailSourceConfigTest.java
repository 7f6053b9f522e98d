package io.github.flumeaggregation.tail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flumeaggregation.core.config.SettingsException;
import io.github.flumeaggregation.tail.engine.TailOptions;
import io.github.flumeaggregation.tail.frame.Multiline;
import java.nio.file.Paths;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TailSourceConfigTest {
  private final Map<String, String> values = new HashMap<>();

  private TailSourceConfigTest set(String key, String value) {
    values.put(key, value);
    return this;
  }

  private TailOptions read() {
    return TailSourceConfig.read("r1", values).options();
  }

  private void assertFaults(String... faults) {
    assertThatThrownBy(this::read)
        .isInstanceOfSatisfying(
            SettingsException.class,
            e -> {
              assertThat(e.faults()).hasSameSizeAs(faults);
              for (int i = 0; i < faults.length; i++) {
                assertThat(e.faults().get(i)).contains(faults[i]);
              }
            });
  }

  @Test
  void onlyPaths_givesTheDefaults() {
    TailOptions options = set("paths", "/logs/*.log /more/**").read();

    assertThat(options.groups).hasSize(1);
    assertThat(options.groups.get(0).patterns()).hasSize(2);
    assertThat(options.positionFile)
        .isEqualTo(Paths.get(System.getProperty("user.home"), ".flume/tail-source/r1.json"));
    assertThat(options.batchSize).isEqualTo(100);
    assertThat(options.linesPerEvent).isEqualTo(1);
    assertThat(options.maxEventBytes).isEqualTo(256 << 10);
    assertThat(options.maxLineBytes).isEqualTo(1 << 20);
    assertThat(options.idleTimeoutMillis).isEqualTo(120_000);
    assertThat(options.writePosIntervalMillis).isEqualTo(1_000);
  }

  @Test
  void everyKey_isRead() {
    TailOptions options =
        set("paths", "/logs/*.log")
            .set("positionFile", "/state/p.json")
            .set("startAt", "end")
            .set("batchSize", "7")
            .set("linesPerEvent", "8")
            .set("maxEventBytes", "9KiB")
            .set("maxLineBytes", "10KiB")
            .set("idleTimeout", "11s")
            .set("writePosInterval", "12")
            .read();

    assertThat(options.positionFile).isEqualTo(Paths.get("/state/p.json"));
    assertThat(options.batchSize).isEqualTo(7);
    assertThat(options.linesPerEvent).isEqualTo(8);
    assertThat(options.maxEventBytes).isEqualTo(9 << 10);
    assertThat(options.maxLineBytes).isEqualTo(10 << 10);
    assertThat(options.idleTimeoutMillis).isEqualTo(11_000);
    assertThat(options.writePosIntervalMillis).isEqualTo(12);
  }

  @Test
  void confirmedBy_isReadAndAsksForTheReplicatingSelector() {
    set("paths", "/logs/*.log").set("channels", "c1");
    assertThat(TailSourceConfig.read("r1", values).confirmedBy()).isEmpty();

    set("confirmedBy", "windows more").set("selector.type", "replicating");
    assertThat(TailSourceConfig.read("r1", values).confirmedBy())
        .containsExactly("windows", "more");

    set("selector.type", "multiplexing").assertFaults("selector.type = 'multiplexing'");
    set("confirmedBy", " ").assertFaults("confirmedBy");
  }

  @Test
  void taildirConfiguration_isAcceptedAsItStands() {
    TailOptions options =
        set("type", "x")
            .set("channels", "c1")
            .set("filegroups", "f1 f2")
            .set("filegroups.f1", "/var/log/test1/example.log")
            .set("headers.f1.headerKey1", "value1")
            .set("filegroups.f2", "/var/log/test2/.*log.*")
            .set("headers.f2.headerKey1", "value2")
            .set("headers.f2.headerKey2", "value2-2")
            .set("fileHeader", "true")
            .set("fileHeaderKey", "path")
            .set("byteOffsetHeader", "true")
            .set("skipToEnd", "true")
            .set("idleTimeout", "60000")
            .set("writePosInterval", "3000")
            .set("maxBatchCount", "1000")
            .set("cachePatternMatching", "false")
            .set("interceptors", "i1")
            .set("interceptors.i1.type", "host")
            .set("selector.type", "replicating")
            .read();

    assertThat(options.groups).hasSize(2);
    assertThat(options.groups.get(1).headers())
        .containsEntry("headerKey1", "value2")
        .containsEntry("headerKey2", "value2-2");
    assertThat(options.idleTimeoutMillis).isEqualTo(60_000);
  }

  @Test
  void tildeInPositionFile_isTheHomeOfTheUser() {
    set("paths", "/a.log").set("positionFile", "~/x/p.json");

    assertThat(read().positionFile)
        .isEqualTo(Paths.get(System.getProperty("user.home"), "x/p.json"));
  }

  @Test
  void severalFaults_areReportedTogether() {
    set("paths", "relative/*.log").set("batchSize", "0").set("idleTimeot", "5s");

    assertFaults(
        "paths = 'relative/*.log': relative/*.log: allowed are absolute paths",
        "batchSize = '0': allowed is a whole number from 1",
        "idleTimeot = '5s': unknown key (did you mean 'idleTimeout'?)");
  }

  @Test
  void nothingToTail_isAFault() {
    assertFaults("paths is required");
  }

  @Test
  void pathsAndFilegroups_excludeEachOther() {
    set("paths", "/a").set("filegroups", "f1").set("filegroups.f1", "/a");

    assertFaults("either paths or filegroups");
  }

  @Test
  void filegroupWithoutPath_isAFault() {
    assertFaultsOfGroup();
  }

  private void assertFaultsOfGroup() {
    set("filegroups", "f1");
    assertFaults("filegroups.f1 is required");
  }

  @Test
  void headersOfUnknownFilegroup_areUnknownKeys() {
    set("filegroups", "f1").set("filegroups.f1", "/a/b").set("headers.f2.k", "v");

    assertFaults("headers.f2.k = 'v': unknown key");
  }

  @Test
  void startAtAndSkipToEnd_excludeEachOther() {
    set("paths", "/a").set("startAt", "beginning").set("skipToEnd", "true");

    assertFaults("either startAt or skipToEnd");
  }

  @Test
  void startAtNonsense_saysWhatIsAllowed() {
    set("paths", "/a").set("startAt", "middle");

    assertFaults("allowed is beginning, end, or an instant");
  }

  @Test
  void bareNumberForASize_isRefused() {
    set("paths", "/a").set("maxLineBytes", "1000");

    assertFaults("maxLineBytes = '1000': allowed is a size with a unit");
  }

  @Test
  void furtherKeys_areRead() {
    TailOptions options =
        set("paths", "/a")
            .set("longLines", "truncate")
            .set("partialLineTimeout", "3s")
            .set("maxOpenFiles", "17")
            .set("progressEvents", "10s")
            .read();

    assertThat(options.truncatesLongLines).isTrue();
    assertThat(options.partialLineTimeoutMillis).isEqualTo(3_000);
    assertThat(options.maxOpenFiles).isEqualTo(17);
    assertThat(options.progressMillis).isEqualTo(10_000);
    assertThat(options.taildirPositionFile).isNull();
  }

  @Test
  void multilineKeys_areRead() {
    Multiline multiline =
        set("paths", "/a")
            .set("multiline.start", "[0-9]{4}-")
            .set("multiline.maxLines", "7")
            .set("multiline.maxBytes", "8KiB")
            .set("multiline.timeout", "9s")
            .read()
            .multiline;

    assertThat(multiline.maxLines()).isEqualTo(7);
    assertThat(multiline.maxBytes()).isEqualTo(8 << 10);
    assertThat(multiline.timeoutMillis()).isEqualTo(9_000);
    assertThat(multiline.start().matches("2015-".getBytes(UTF_8), 0, 5)).isTrue();
  }

  @Test
  void multilineKeysThatDoNotFit_areFaults() {
    set("paths", "/a").set("multiline.start", "(").set("linesPerEvent", "2");
    set("maxLineBytes", "1KiB");

    assertFaults(
        "linesPerEvent = '2': allowed is 1 with multiline.start",
        "maxLineBytes = '1KiB': allowed only without multiline.start",
        "multiline.start = '(': character ");
  }

  @Test
  void multilineBoundsWithoutAStart_areFaults() {
    set("paths", "/a").set("multiline.maxLines", "7");

    assertFaults("multiline.maxLines = '7': allowed only together with multiline.start");
  }

  @Test
  void progressEventsTooOften_areRefused() {
    set("paths", "/a").set("progressEvents", "10ms").set("longLines", "drop");

    assertFaults(
        "longLines = 'drop': allowed is one of", "progressEvents = '10ms': allowed is off");
  }

  @Test
  void taildirsOwnPlace_isLookedAtOnlyWhereItsKeysAreUsed() {
    TailOptions options = set("filegroups", "f").set("filegroups.f", "/a/b").read();

    assertThat(options.taildirPositionFile.toString()).endsWith("/.flume/taildir_position.json");
  }
}
