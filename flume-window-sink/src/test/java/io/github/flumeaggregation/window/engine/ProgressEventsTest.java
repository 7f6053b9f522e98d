package io.github.flumeaggregation.window.engine;

import static io.github.flumeaggregation.window.row.Events.WALL;
import static io.github.flumeaggregation.window.row.Events.bodies;
import static io.github.flumeaggregation.window.row.Events.bytes;
import static io.github.flumeaggregation.window.row.Events.line;
import static io.github.flumeaggregation.window.row.Events.sinkBooks;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.window.row.Events;
import io.github.flumeaggregation.window.row.OutboxRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a source says of its files beside their lines. */
class ProgressEventsTest {
  private EngineRig rig = new EngineRig();

  @Test
  void progressEventOfTheTailSource_isNoLine() {
    assertThat(progress("f", "end", 0)).isFalse();
    assertThat(progress("f", "behind", 0)).isTrue();
    rig.add("f", 0, line(0, 200, 1));

    assertThat(sinkBooks(rig.idle())).isEqualTo("1 1 0 0 0");
  }

  private boolean progress(String file, String state, long readAtMillis) {
    Map<String, String> headers = new HashMap<>();
    headers.put("tail.progress", "true");
    headers.put("tail.readAt", Long.toString(readAtMillis));
    byte[] body = Events.progress("h", List.of(Events.file(file, 0, 9, state)));
    return rig.engine.add(headers, body, WALL);
  }

  @Test
  void malformedProgress_saysNothing() {
    Map<String, String> headers = new HashMap<>();
    headers.put("tail.progress", "true");
    for (String rest : List.of("", "}", "\"files\":[{}]}", "\"files\":[7]}")) {
      byte[] body = bytes("{\"type\":\"progress\"," + rest);
      assertThat(rig.engine.add(headers, body, WALL)).isFalse();
    }
    rig.add("f", 0, line(0, 200, 1) + "\n" + line(65, 200, 1));
    assertThat(bodies(rig.endBatch(), "row")).hasSize(1);
  }

  @Test
  void lineThatClaimsToBeProgress_isCounted() {
    Map<String, String> headers = Map.of("tail.progress", "true");
    assertThat(rig.engine.add(headers, bytes(line(0, 200, 1)), WALL)).isTrue();
    assertThat(sinkBooks(rig.idle())).isEqualTo("1 1 0 0 0");
  }

  @Test
  void announcedFile_holdsWindowsOpenUntilItsFirstLine() {
    rig = new EngineRig("allowedLateness", "1m");
    progress("g", "behind", WALL);
    rig.add("f", 0, line(0, 200, 1) + "\n" + line(600, 200, 1) + "\n" + line(1200, 200, 1));
    assertThat(rig.endBatch()).isEmpty();

    rig.add("g", 0, line(1, 200, 1) + "\n" + line(1200, 200, 1));
    List<OutboxRow> results = rig.endBatch();

    assertThat(bodies(results, "row").get(0).getAsJsonObject("values").get("count").getAsInt())
        .isEqualTo(2);
    assertThat(results.stream().map(Events::text)).noneMatch(row -> row.contains("\"late\":1"));
  }

  @Test
  void announcedFileThatTurnsOutToHaveNothing_holdsNobody() {
    progress("g", "behind", WALL);
    rig.add("f", 0, line(0, 200, 1) + "\n" + line(65, 200, 1));
    assertThat(rig.endBatch()).isEmpty();

    progress("g", "end", WALL);

    assertThat(bodies(rig.endBatch(), "row")).hasSize(1);
  }

  @Test
  void announcedFileThatIsNeverRead_isIdleInTheEnd() {
    progress("g", "behind", 1_000);
    rig.addReadAt("f", 0, line(0, 200, 1) + "\n" + line(65, 200, 1), 31_000);
    assertThat(rig.endBatch()).isEmpty();

    rig.addReadAt("f", 1000, line(66, 200, 1), 31_001);

    assertThat(bodies(rig.endBatch(), "row")).hasSize(1);
  }

  @Test
  void fileThatIsBehindForLong_isNotIdle() {
    rig = new EngineRig("allowedLateness", "1m");
    rig.addReadAt("f", 0, line(0, 200, 1), 1_000);
    rig.addReadAt("g", 0, line(6000, 200, 1), 30_000);
    progress("f", "behind", 60_000);
    rig.addReadAt("g", 1000, line(6001, 200, 1), 90_000);
    assertThat(rig.endBatch()).isEmpty();

    rig.addReadAt("f", 1000, line(1, 200, 1), 90_000);

    assertThat(rig.idle().stream().map(Events::text)).noneMatch(row -> row.contains("\"late\":1"));
  }
}
