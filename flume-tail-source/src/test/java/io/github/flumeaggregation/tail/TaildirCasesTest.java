package io.github.flumeaggregation.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flume.ChannelException;
import org.apache.flume.Context;
import org.apache.flume.Event;
import org.apache.flume.channel.ChannelProcessor;
import org.apache.flume.channel.ReplicatingChannelSelector;
import org.apache.flume.instrumentation.util.JMXPollUtil;
import org.apache.flume.lifecycle.LifecycleState;
import org.apache.flume.source.AbstractSource;
import org.apache.flume.source.taildir.TaildirSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What Flume's own tests ask of TAILDIR, asked of both: the same configuration and files, stock
 * TAILDIR first, our class in its place afterwards.
 */
class TaildirCasesTest {
  @TempDir Path directory;
  private final Map<String, String> conf = new TreeMap<>();

  @AfterEach
  void awaitEnd() {
    TailSourceTest.awaitEnd();
  }

  @BeforeEach
  void setUp() {
    group("f", "/[a-z][.]log");
  }

  private void group(String name, String pattern) {
    conf.merge("filegroups", name, (others, one) -> others + " " + one);
    conf.put("filegroups." + name, directory + pattern);
  }

  private static final class Received extends ChannelProcessor {
    final List<Event> events = Collections.synchronizedList(new ArrayList<>());
    private int refusals;

    Received(int refusals) {
      super(new ReplicatingChannelSelector());
      this.refusals = refusals;
    }

    @Override
    public void processEventBatch(List<Event> batch) {
      if (refusals-- > 0) {
        throw new ChannelException("full");
      }
      events.addAll(batch);
    }

    private static String text(Event event) {
      return new String(event.getBody(), StandardCharsets.UTF_8);
    }

    List<String> bodies() {
      return events.stream().map(Received::text).toList();
    }

    /** Each body with one of its headers. */
    List<String> with(String header) {
      return events.stream()
          .map(event -> event.getHeaders().get(header) + ": " + text(event))
          .toList();
    }
  }

  private <S extends AbstractSource & org.apache.flume.conf.Configurable> S configured(
      S source, Received received) {
    Map<String, String> all = new TreeMap<>(conf);
    all.put("positionFile", directory + "/" + source.getClass().getSimpleName() + "/p.json");
    source.setName(source.getClass().getSimpleName());
    source.setChannelProcessor(received);
    source.configure(new Context(all));
    return source;
  }

  private Received stock() throws Exception {
    Received received = new Received(0);
    TaildirSource source = configured(new TaildirSource(), received);
    source.start();
    for (int i = 0; i < 20; i++) {
      source.process();
    }
    source.stop();
    return received;
  }

  /** What our source delivers, when it has delivered as much as that. */
  private Received ours(int events) {
    return ours(events, 0);
  }

  private Received ours(int events, int refusals) {
    Received received = new Received(refusals);
    TailSource source = configured(new TailSource(), received);
    source.start();
    await().until(() -> received.events.size() >= events);
    source.stop();
    return received;
  }

  private Path write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  @Test
  void filegroup_takesTheFilesThatItsExpressionMatches() throws Exception {
    group("ab", "/[ab][0-9]+[.]log");
    group("c", "/sub/c.*");
    write("a1.log", "a1\n");
    write("b22.log", "b22\n");
    write("sub/c.txt", "c\n");
    write("a1.log.gz.txt", "no\n");
    write("sub/a1.log", "no\n");

    assertThat(stock().bodies()).containsExactlyInAnyOrder("a1", "b22", "c");
    assertThat(ours(3).bodies()).containsExactlyInAnyOrder("a1", "b22", "c");
  }

  @Test
  void headersOfAFilegroup_areOnItsEventsOnly() throws Exception {
    group("x", "/x1[.]log");
    group("y", "/y1[.]log");
    conf.put("headers.x.service", "web");
    conf.put("headers.y.service", "api");
    conf.put("headers.y.tier", "2");
    write("x1.log", "one\n");
    write("y1.log", "two\n");

    List<String> services = List.of("web: one", "api: two");
    assertThat(stock().with("service")).containsExactlyInAnyOrderElementsOf(services);
    Received ours = ours(2);
    assertThat(ours.with("service")).containsExactlyInAnyOrderElementsOf(services);
    assertThat(ours.with("tier")).containsExactlyInAnyOrder("null: one", "2: two");
  }

  @Test
  void startAndStop_areKnownToFlume() {
    TailSource source = configured(new TailSource(), new Received(0));
    source.start();
    assertThat(source.getLifecycleState()).isEqualTo(LifecycleState.START);
    source.stop();
    assertThat(source.getLifecycleState()).isEqualTo(LifecycleState.STOP);
  }

  @Test
  void filesThatAreThereAtTheStart_areReadOneAfterTheOtherTheOldestFirst() throws Exception {
    List<String> order = List.of("c", "a", "d", "b");
    List<String> expected = new ArrayList<>();
    for (String name : List.of("a", "b", "c", "d")) {
      Path file = write(name + ".log", (name + "\n").repeat(50));
      FileTime time = FileTime.fromMillis(1_431_857_100_000L + 1_000L * order.indexOf(name));
      Files.setLastModifiedTime(file, time);
    }
    order.forEach(name -> expected.addAll(Collections.nCopies(50, name)));

    assertThat(stock().bodies()).isEqualTo(expected);
    assertThat(ours(200).bodies()).isEqualTo(expected);
  }

  @Test
  void fileHeader_isThePath() throws Exception {
    conf.put("fileHeader", "true");
    conf.put("fileHeaderKey", "path");
    Path file = write("a.log", "one\n");

    assertThat(stock().with("path")).containsExactly(file + ": one");
    assertThat(ours(1).with("path")).containsExactly(file + ": one");
  }

  @Test
  void channelThatRefuses_isCountedAndOfferedAgain() throws Exception {
    write("a.log", "one\n");

    assertThat(ours(1, 3).bodies()).containsExactly("one");
    Map<String, String> counted =
        JMXPollUtil.getAllMBeans().getOrDefault("SOURCE.TailSource", Map.of());
    assertThat(counted).containsEntry("ChannelWriteFail", "3");
  }

  /** The one difference by design: ours takes turns by bytes, whatever that key says. */
  @Test
  void maxBatchCount_letsTaildirTakeTurnsAndHasNoEffectOnOurs() throws Exception {
    conf.put("batchSize", "1");
    conf.put("maxBatchCount", "1");
    Files.setLastModifiedTime(write("a.log", "a1\na2\na3\n"), FileTime.fromMillis(1_000));
    Files.setLastModifiedTime(write("b.log", "b1\nb2\nb3\n"), FileTime.fromMillis(2_000));

    assertThat(stock().bodies()).containsExactly("a1", "b1", "a2", "b2", "a3", "b3");
    assertThat(ours(6).bodies()).containsExactly("a1", "a2", "a3", "b1", "b2", "b3");
  }
}
