package io.github.flumeaggregation.core.position;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PositionTest {
  private final Map<String, String> headers = new HashMap<>();

  PositionTest() {
    headers.put("tail.file", "web1-fd00-1234-abcd");
    headers.put("tail.offset", "1000");
    headers.put("tail.length", "250");
  }

  @Test
  void tailHeaders_giveTheBytesCovered() {
    headers.put("tail.lines", "3");
    headers.put("tail.readAt", "1700000000123");

    Position position = Position.of(headers, 249);

    assertThat(position.partition()).isEqualTo("web1-fd00-1234-abcd");
    assertThat(position.start()).isEqualTo(1000);
    assertThat(position.end()).isEqualTo(1250);
    assertThat(position.readAtMillis(-1)).isEqualTo(1700000000123L);
    assertThat(position.isInBytes()).isTrue();
  }

  @Test
  void withoutReadAt_isReadAtAnUnknownTime() {
    Position position = Position.of(headers, 249);

    assertThat(position.readAtMillis(7)).isEqualTo(7);
  }

  @Test
  void noHeaders_giveNoPosition() {
    assertThat(Position.of(Map.of(), 0)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "tail.offset, -1",
    "tail.offset, ''",
    "tail.offset, 12x",
    "tail.offset, 1000000000000000000",
    "tail.length, 0",
    "tail.length, 1.5",
    "tail.lines, 0",
    "tail.lines, many",
    "tail.lines, 2147483648",
    "tail.file, ''",
  })
  void malformedHeader_givesNoPosition(String key, String value) {
    headers.put(key, value);

    assertThat(Position.of(headers, 249)).isNull();
  }

  @ParameterizedTest
  @CsvSource({"tail.offset", "tail.length"})
  void missingHeader_givesNoPosition(String key) {
    headers.remove(key);

    assertThat(Position.of(headers, 249)).isNull();
  }

  @Test
  void malformedReadAt_leavesThePositionUsable() {
    headers.put("tail.readAt", "yesterday");

    assertThat(Position.of(headers, 249).readAtMillis(7)).isEqualTo(7);
  }

  @Test
  void kafkaHeaders_giveOneMessage() {
    Position position =
        Position.of(Map.of("topic", "logs", "partition", "7", "offset", "0", "timestamp", "5"), 0);

    assertThat(position.partition()).isEqualTo("kafka:logs/7");
    assertThat(position.start()).isZero();
    assertThat(position.end()).isEqualTo(1);
    assertThat(position.isInBytes()).isFalse();
  }

  @Test
  void kafkaHeadersIncomplete_giveNoPosition() {
    assertThat(Position.of(Map.of("topic", "logs", "partition", "7"), 0)).isNull();
    assertThat(Position.of(Map.of("topic", "logs", "offset", "7"), 0)).isNull();
    assertThat(Position.of(Map.of("partition", "1", "offset", "7"), 0)).isNull();
  }

  @Test
  void fileAndKafkaHeaders_giveTheFile() {
    headers.putAll(Map.of("topic", "logs", "partition", "7", "offset", "3"));

    assertThat(Position.of(headers, 249).start()).isEqualTo(1000);
  }

  @ParameterizedTest
  @CsvSource({"248, 250", "249, 250", "250, 250", "251, 250", "10, 12", "0, 2", "1000, 250"})
  void lengthBeyondTheBody_isNotBelieved(int bodyLength, int covered) {
    Position position = Position.of(headers, bodyLength);

    assertThat(position.end() - position.start()).isEqualTo(covered);
    assertThat(position.isExact()).isEqualTo(bodyLength >= 248 && bodyLength <= 250);
  }

  @ParameterizedTest
  @CsvSource({"kafka:logs/7", "kafka:", "file:kafka:logs/7", "file:"})
  void fileThatReadsLikeAKafkaPartition_isAFileOfItsOwn(String file) {
    headers.put("tail.file", file);

    assertThat(Position.of(headers, 249).partition()).isEqualTo("file:" + file);
    assertThat(Position.of(headers, 249).isInBytes()).isTrue();
  }

  @Test
  void namesThatNoSourceGives_giveNoPosition() {
    headers.put("tail.file", "f".repeat(1_000));
    assertThat(Position.of(headers, 249)).isNotNull();
    headers.put("tail.file", "f".repeat(1_001));
    assertThat(Position.of(headers, 249)).isNull();
    assertThat(kafka("t".repeat(249))).isNotNull();
    assertThat(kafka("t".repeat(250))).isNull();
  }

  private static Position kafka(String topic) {
    return Position.of(Map.of("topic", topic, "partition", "7", "offset", "1"), 0);
  }
}
