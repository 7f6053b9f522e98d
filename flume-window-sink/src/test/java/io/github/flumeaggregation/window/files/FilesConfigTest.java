package io.github.flumeaggregation.window.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flumeaggregation.core.config.SettingsException;
import io.github.flumeaggregation.window.row.Events;
import io.github.flumeaggregation.window.row.FileFormat;
import io.github.flumeaggregation.window.row.PathTemplate;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilesConfigTest {
  private static FilesConfig files(String... keysAndValues) {
    return FilesSettings.of(Events.settings(keysAndValues)).files();
  }

  @Test
  void noKeys_areNoFiles() {
    assertThat(files()).isNull();
  }

  @Test
  void defaults_areAvroFilesOfFiveMinutes() {
    FilesConfig files = files("files.path", "hdfs://nn:8020/rows");

    assertThat(files.format).isEqualTo(FileFormat.AVRO);
    assertThat(files.rollIntervalMillis).isEqualTo(300_000);
    assertThat(files.rollRows).isEqualTo(50_000);
    assertThat(files.path.zone()).isEqualTo(ZoneId.systemDefault());
    assertThat(files("files.path", "file:///a", "maxPendingRows", "10").rollRows).isEqualTo(10);
  }

  @Test
  void allKeys_areRead() {
    FilesConfig files =
        files(
            "files.path", "file:///rows/%Y",
            "files.format", "json",
            "files.rollInterval", "10s",
            "files.rollRows", "7",
            "files.timeZone", "Asia/Shanghai");

    assertThat(files.format).isEqualTo(FileFormat.JSON);
    assertThat(files.rollIntervalMillis).isEqualTo(10_000);
    assertThat(files.rollRows).isEqualTo(7);
    assertThat(files.path.zone()).isEqualTo(ZoneId.of("Asia/Shanghai"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3a://bucket/rows", "/rows", "rows", "hdfs://nn", "hdfs://nn/", "file:"})
  void fileSystemsWithoutAtomicRename_areRefused(String path) {
    assertThatThrownBy(() -> files("files.path", path))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("files.path = '" + path + "'")
        .hasMessageContaining("hdfs://namenode/folder or file:///folder");
  }

  @Test
  void allFaults_areReportedTogether() {
    assertThatThrownBy(
            () ->
                files(
                    "files.path", "hdfs://nn/%{status}/%Q",
                    "files.format", "parquet",
                    "files.rollRows", "100001",
                    "files.timeZone", "Mars",
                    "files.codec", "x"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("5 faults")
        .hasMessageContaining("'%{status}' is unknown; allowed are %{aggregation}")
        .hasMessageContaining("files.format = 'parquet': allowed is one of avro, json")
        .hasMessageContaining(
            "files.rollRows = '100001': allowed is a whole number from 1 to 100000")
        .hasMessageContaining("files.timeZone = 'Mars'")
        .hasMessageContaining("files.codec = 'x': unknown key");
  }

  @Test
  void otherKeysWithoutPath_askForIt() {
    assertThatThrownBy(() -> files("files.format", "json"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("files.path is required");
  }

  @ParameterizedTest
  @CsvSource({
    "hdfs://nn/a/%{aggregation}/%Y%m%d/%H%M, hdfs://nn/a, hdfs://nn/a/t%2Fx/20150517/1005",
    "hdfs://nn/a/x-%{type}, hdfs://nn/a, hdfs://nn/a/x-row",
    "file:///a/b/, file:///a/b, file:///a/b",
    "hdfs:///%{node}, hdfs://, hdfs:///web1"
  })
  void escapes_areThoseOfTheRow(String text, String root, String resolved) {
    PathTemplate template = new PathTemplate(text, ZoneId.of("UTC"));

    assertThat(template.root()).isEqualTo(root);
    assertThat(
            template.resolve(
                Map.of(
                    "aggregation",
                    "t/x",
                    "type",
                    "row",
                    "node",
                    "web1",
                    "timestamp",
                    Long.toString(Events.T0))))
        .isEqualTo(resolved);
  }

  @Test
  void timeZone_decidesTheDay() {
    PathTemplate template = new PathTemplate("file:///%Y%m%d", ZoneId.of("Asia/Shanghai"));

    assertThat(template.resolve(Map.of("timestamp", "1431878400000"))) // 16:00 UTC
        .isEqualTo("file:///20150518");
  }
}
