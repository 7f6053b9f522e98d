package io.github.flumeaggregation.interceptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.apache.flume.Context;
import org.apache.flume.conf.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AggregationInterceptorConfigTest {
  private final Map<String, String> settings = new HashMap<>();

  AggregationInterceptorConfigTest() {
    settings.put("type", "io.github.flumeaggregation.interceptor.AggregationInterceptor$Builder");
    settings.put("aggregations", "traffic");
    settings.put("aggregations.traffic.compute", "count, sum(bytes)");
  }

  private void configure() {
    new AggregationInterceptor.Builder().configure(new Context(settings));
  }

  @Test
  void soundConfiguration_isAccepted() {
    settings.put("name", "web-1.live");
    settings.put("format", "common");
    settings.put("fields", "status, method");
    settings.put("stamp", "traffic.sum(bytes)");
    settings.put("aggregations.traffic.where", "status >= 500");
    settings.put("aggregations.traffic.groupBy", "status, method");
    settings.put("aggregations.traffic.maxGroups", "10");
    settings.put("aggregations.traffic.window", "sliding 5m");
    settings.put("keep", "status >= 500");
    settings.put("dropUnparsed", "true");

    configure();
  }

  @Test
  void headersOfPositionsAndOfNoName_areRefused() {
    settings.put("format", "json");
    settings.put("fields", "offset, topic");
    settings.put("flags.tail.offset", "status >= 500");
    settings.put("flags.", "status >= 500");

    assertThatThrownBy(this::configure)
        .hasMessageContaining("fields = 'offset, topic': the header 'offset' says where an event")
        .hasMessageContaining("fields = 'offset, topic': the header 'topic' says where an event")
        .hasMessageContaining("flags.tail.offset = 'status >= 500': the header 'tail.offset' says")
        .hasMessageContaining("flags. = 'status >= 500': the header has no name");
  }

  @Test
  void columnThatWouldHideACounter_isRefused() {
    settings.put("aggregations.traffic.compute", "count as late");

    assertThatThrownBy(this::configure)
        .hasMessageContaining("aggregations.traffic.compute = 'count as late': a column 'late'")
        .hasMessageContaining("give it another with 'as'");
  }

  @Test
  void headerWrittenByTwoKeys_isRefused() {
    settings.put("format", "json");
    settings.put("fields", "slow, traffic.count");
    settings.put("flags.slow", "duration > 1");
    settings.put("flags.traffic.sum(bytes)", "bytes > 1");
    settings.put("stamp", "traffic");

    assertThatThrownBy(this::configure)
        .hasMessageContaining(
            "flags.slow = 'duration > 1': the header 'slow' is written by another")
        .hasMessageContaining("stamp = 'traffic': the header 'traffic.count' is written by another")
        .hasMessageContaining("the header 'traffic.sum(bytes)' is written by another key");
  }

  @Test
  void aggregationCalledAsACounter_isRefused() {
    settings.put("aggregations", "NotNumbers");
    settings.put("aggregations.NotNumbers.compute", "count as bytes");

    assertThatThrownBy(this::configure)
        .hasMessageContaining("'NotNumbers' is what monitoring calls its own counters");
  }

  @Test
  void topWithoutGroupBy_isRefused() {
    settings.put("aggregations.traffic.top", "10 by count");

    assertThatThrownBy(this::configure)
        .hasMessageContaining("aggregations.traffic.top = '10 by count': there is one group");
  }

  @Test
  void severalFaults_areAllReported() {
    settings.put("name", "web:1");
    settings.put("fields", "status, methd");
    settings.put("stamp", "trafic");
    settings.put("aggregations.traffic.compute", "cuont");
    settings.put("aggregations.traffic.where", "status >");
    settings.put("aggregations.other.compute", "count");
    settings.put("filds", "status");

    assertThatThrownBy(this::configure)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("AggregationInterceptor 'web:1' does not start: 7 faults")
        .hasMessageContaining("name = 'web:1': allowed are letters, digits, '_', '-' and '.'")
        .hasMessageContaining("unknown field 'methd' (did you mean 'method'?)")
        .hasMessageContaining("stamp = 'trafic': there is no 'trafic' (did you mean 'traffic'?)")
        .hasMessageContaining("aggregations.traffic.compute = 'cuont'")
        .hasMessageContaining("aggregations.traffic.where = 'status >'")
        .hasMessageContaining("'other' has keys and is not listed here")
        .hasMessageContaining("filds = 'status': unknown key (did you mean 'fields'?)");
  }

  @Test
  void unknownFormat_isRefusedWithTheNearest() {
    settings.put("format", "combinde");

    assertThatThrownBy(this::configure)
        .hasMessageContaining("format = 'combinde': allowed is one of")
        .hasMessageContaining("(did you mean 'combined'?)");
  }

  @Test
  void aggregationWithoutCompute_isRefused() {
    settings.remove("aggregations.traffic.compute");

    assertThatThrownBy(this::configure)
        .hasMessageContaining("aggregations.traffic.compute is required");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tumbling 1m | windows that close, such as 'tumbling', are the WindowSink's",
        "cumulative 1d every 1h | the WindowSink has it",
        "cumulative 1d | windows that close, such as 'cumulative', are the WindowSink's",
        "session 30m | windows that close, such as 'session', are the WindowSink's",
        "sliding 5m every 10s | there is no 'every' (the WindowSink has it)",
        "sliding 5x | unknown unit 'x'",
        "sliding 0s | the duration must be above 0",
        "slidin 5m | allowed is 'sliding 5m', or no window at all"
      })
  void otherWindows_areRefusedWithAHint(String window, String hint) {
    settings.put("aggregations.traffic.window", window);

    assertThatThrownBy(this::configure)
        .hasMessageContaining("aggregations.traffic.window = '" + window + "': ")
        .hasMessageContaining(hint);
  }

  @Test
  void conditionsThatAreNone_areRefused() {
    settings.put("keep", "status >=");
    settings.put("dropUnparsed", "yes");
    settings.put("flags.slow", "statsu > 1");
    settings.put("fields", "status, lowr(path) as x");

    assertThatThrownBy(this::configure)
        .hasMessageContaining("keep = 'status >='")
        .hasMessageContaining("fields = 'status, lowr(path) as x': column 9")
        .hasMessageContaining("flags.slow = 'statsu > 1'")
        .hasMessageContaining("dropUnparsed = 'yes': allowed is one of true, false");
  }

  @Test
  void aggregationNamedTwice_isRefused() {
    settings.put("aggregations", "traffic traffic");

    assertThatThrownBy(this::configure).hasMessageContaining("'traffic' stands here twice");
  }

  @Test
  void aggregationNameWithPoint_isRefused() {
    settings.put("aggregations", "a.b");
    settings.remove("aggregations.traffic.compute");

    assertThatThrownBy(this::configure)
        .hasMessageContaining("allowed are names of letters, digits, '_' and '-'");
  }

  @Test
  void unknownStamp_namesTheNearestAndAllThatThereAre() {
    settings.put("stamp", "traffic.sum(byte)");

    assertThatThrownBy(this::configure)
        .hasMessageContaining(
            "stamp = 'traffic.sum(byte)': there is no 'traffic.sum(byte)' (did you mean"
                + " 'traffic.sum(bytes)'?); allowed are traffic, traffic.count,"
                + " traffic.sum(bytes)");
  }

  @Test
  void notConfigured_cannotBeBuilt() {
    AggregationInterceptor.Builder builder = new AggregationInterceptor.Builder();

    assertThatThrownBy(builder::build).isInstanceOf(IllegalStateException.class);
    assertThat(builder).isNotNull();
  }
}
