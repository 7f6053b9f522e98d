package io.github.flumeaggregation.interceptor;

import static io.github.flumeaggregation.interceptor.AccessLog.event;
import static io.github.flumeaggregation.interceptor.AccessLog.line;
import static io.github.flumeaggregation.interceptor.AccessLog.tailed;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.flume.Context;
import org.apache.flume.Event;
import org.apache.flume.instrumentation.util.JMXPollUtil;
import org.apache.flume.interceptor.Interceptor;
import org.apache.flume.interceptor.InterceptorBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AggregationInterceptorTest {
  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
  private final Map<String, String> settings = new HashMap<>();
  private final String name = "test-" + UUID.randomUUID();
  private final List<Interceptor> open = new ArrayList<>();

  AggregationInterceptorTest() {
    settings.put("name", name);
    settings.put("aggregations", "t");
    settings.put("aggregations.t.compute", "count, sum(bytes), avg(bytes)");
  }

  /** Made as Flume does. */
  private Interceptor interceptor() throws Exception {
    Interceptor.Builder builder =
        InterceptorBuilderFactory.newInstance(
            "io.github.flumeaggregation.interceptor.AggregationInterceptor$Builder");
    builder.configure(new Context(settings));
    Interceptor interceptor = builder.build();
    interceptor.initialize();
    open.add(interceptor);
    return interceptor;
  }

  @AfterEach
  void closeAll() {
    open.forEach(Interceptor::close);
  }

  private Map<String, String> polled(String bean) {
    return JMXPollUtil.getAllMBeans().get("INTERCEPTOR." + bean);
  }

  private Object attribute(String attribute) throws Exception {
    return server.getAttribute(
        new ObjectName("org.apache.flume.interceptor:type=" + name), attribute);
  }

  @Test
  void values_areShownByFlumesMonitoring() throws Exception {
    Interceptor interceptor = interceptor();
    assertThat(polled(name)).containsEntry("t.count", "0").containsEntry("t.avg(bytes)", "NaN");

    interceptor.intercept(List.of(event(line(200, 1)), event(line(200, 2))));

    assertThat(polled(name))
        .containsEntry("t.count", "2")
        .containsEntry("t.sum(bytes)", "3")
        .containsEntry("t.avg(bytes)", "1.5")
        .containsEntry("LinesRead", "2");
    assertThat(attribute("t.count")).isEqualTo(2L);
  }

  @Test
  void initializedAndClosedTwice_isPublishedOnceAndThenGone() throws Exception {
    Interceptor interceptor = interceptor();
    interceptor.initialize();
    assertThat(polled(name)).isNotNull();
    assertThat(polled(name + "-2")).isNull();

    interceptor.close();
    interceptor.close();

    assertThat(polled(name)).isNull();
  }

  @Test
  void secondOfTheSameName_isPublishedUnderANumberedName() throws Exception {
    Interceptor first = interceptor();
    Interceptor second = interceptor();
    second.intercept(event(line(200, 1)));

    assertThat(polled(name)).containsEntry("t.count", "0");
    assertThat(polled(name + "-2")).containsEntry("t.count", "1");

    first.close();
    assertThat(polled(name)).isNull();
    assertThat(polled(name + "-2")).containsEntry("t.count", "1");
  }

  @Test
  void events_passUnchangedAndInOrder() throws Exception {
    Event parsable = event(line(200, 1));
    Event unparsable = event("x");
    List<Event> batch = List.of(parsable, unparsable);

    assertThat(interceptor().intercept(batch)).containsExactly(parsable, unparsable);
    assertThat(new String(parsable.getBody(), UTF_8)).isEqualTo(line(200, 1));
    assertThat(parsable.getHeaders()).isEmpty();
  }

  @Test
  void filteredEvents_areTakenOut() throws Exception {
    settings.put("keep", "status >= 500");
    Event kept = event(line(503, 1));
    Event dropped = event(line(200, 1));
    Event block = tailed(0, line(200, 1) + "\n" + line(503, 7), 2);
    Interceptor interceptor = interceptor();

    assertThat(interceptor.intercept(List.of(kept, dropped, block))).containsExactly(kept, block);
    assertThat(new String(block.getBody(), UTF_8)).isEqualTo(line(503, 7));
    assertThat(interceptor.intercept(event(line(200, 1)))).isNull();
    assertThat(attribute("t.count")).isEqualTo(5L);
    assertThat(attribute("LinesDropped")).isEqualTo(3L);
  }

  @Test
  void memoryUsedUp_dropsTheNumbersAndPassesTheEvents() throws Exception {
    settings.put("stamp", "t");
    Event event = mock(Event.class);
    when(event.getHeaders()).thenThrow(new OutOfMemoryError("for this test"));
    when(event.getBody()).thenReturn(new byte[0]);
    Event before = event(line(200, 1));
    Event after = event(line(200, 7));

    assertThat(interceptor().intercept(List.of(before, event, after)))
        .containsExactly(before, event, after);

    assertThat(attribute("NumbersDropped")).isEqualTo(1L);
    assertThat(attribute("t.count")).isEqualTo(1L);
    assertThat(before.getHeaders()).containsEntry("t.count", "1");
    assertThat(after.getHeaders()).containsEntry("t.count", "1");
  }

  @Test
  void eventThatCannotBeProcessed_passesAndIsCounted() throws Exception {
    settings.put("fields", "status");
    Event event = mock(Event.class);
    when(event.getHeaders()).thenReturn(Map.of("immutable", "headers"));
    when(event.getBody()).thenReturn(line(200, 1).getBytes(UTF_8));
    Event next = event(line(200, 1));

    assertThat(interceptor().intercept(List.of(event, next))).containsExactly(event, next);

    assertThat(attribute("EventsFailed")).isEqualTo(1L);
    assertThat(attribute("t.count")).isEqualTo(2L);
    assertThat(next.getHeaders()).containsEntry("status", "200");
  }

  @Test
  void severalThreads_countEveryLineOnce() throws Exception {
    Interceptor interceptor = interceptor();
    int threads = 8;
    int batches = 50;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      // Half of the threads send what others send too.
      int source = i / 2;
      running.add(pool.submit(() -> sendBatches(interceptor, source, batches)));
    }
    while (!running.stream().allMatch(Future::isDone)) {
      assertBooksBalance();
    }
    for (Future<?> thread : running) {
      thread.get();
    }
    pool.shutdown();

    assertThat(attribute("t.count")).isEqualTo((long) threads / 2 * batches * 10);
    assertThat(attribute("LinesRead")).isEqualTo((long) threads * batches * 10);
  }

  /** At any moment: monitoring must never see half a batch's bookkeeping. */
  private void assertBooksBalance() {
    Map<String, String> values = polled(name);
    long counted = Long.parseLong(values.get("LinesCounted"));
    assertThat(Long.parseLong(values.get("LinesRead")))
        .isEqualTo(counted + Long.parseLong(values.get("LinesDuplicate")));
    assertThat(values).containsEntry("t.count", Long.toString(counted));
    assertThat(counted % 10).isZero();
  }

  private static void sendBatches(Interceptor interceptor, int source, int batches) {
    for (int batch = 0; batch < batches; batch++) {
      List<Event> events = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        Event event = tailed(1000L * (batch * 10 + i), line(200, 1), 1);
        event.getHeaders().put("tail.file", "file" + source);
        events.add(event);
      }
      interceptor.intercept(events);
    }
  }
}
