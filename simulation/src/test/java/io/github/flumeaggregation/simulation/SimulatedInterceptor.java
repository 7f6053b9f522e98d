package io.github.flumeaggregation.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.interceptor.InterceptorDoor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flume.Event;

/** The interceptor of a host's source, as shipped, and beside it what it must say. */
final class SimulatedInterceptor {
  private static final List<String> CLAIMED = List.of("status", "big", "all.count", "by.count");

  private final World world;
  private final Host host;
  private final Random random;
  private InterceptorSetup setup;
  private InterceptorModel model;
  private InterceptorDoor product;
  private boolean memoryEnds;

  /** Whether events have passed since it was looked at. */
  private boolean hasNews;

  SimulatedInterceptor(World world, Host host, long seed) {
    this.world = world;
    this.host = host;
    random = new Random(seed);
    start();
  }

  /** Another one takes its place: all numbers begin at zero. */
  void start() {
    setup = new InterceptorSetup(random);
    model = new InterceptorModel(setup);
    product = new InterceptorDoor(setup.settings(), this::clock, () -> world.nowMillis * 1_000_000);
    memoryEnds = false;
  }

  private long clock() {
    return world.nowMillis + host.clockOffsetMillis;
  }

  boolean filters() {
    return setup.filters();
  }

  /** An allocation fails at the next event. */
  void memoryEnds() {
    memoryEnds = true;
  }

  /** What goes on to the channel of a batch. */
  List<SentEvent> intercept(List<SentEvent> events) {
    hasNews = true;
    List<PassingEvent> passing = new ArrayList<>();
    for (SentEvent event : events) {
      passing.add(new PassingEvent(claiming(event.headers()), event.body()));
    }
    if (memoryEnds && !passing.isEmpty()) {
      passing.get(random.nextInt(passing.size())).endMemory(random.nextBoolean());
      memoryEnds = false;
    }
    return rest(events, passing, product.intercept(new ArrayList<>(passing)));
  }

  /** What is left of a batch, which is checked. */
  private List<SentEvent> rest(
      List<SentEvent> events, List<PassingEvent> passed, List<Event> left) {
    List<SentEvent> rest = new ArrayList<>();
    boolean goesOn = true;
    for (int i = 0; i < events.size(); i++) {
      SentEvent event = events.get(i);
      PassingEvent as = passed.get(i);
      goesOn = as.hasFailed() || (event.isContinuation() ? goesOn : isKept(event));
      assertThat(left.contains(as)).as("whether it goes on: %s", event).isEqualTo(goesOn);
      check(event, as, goesOn);
      if (goesOn) {
        rest.add(new SentEvent(as.getHeaders(), event.text(), event.lines()));
      } else {
        event.lines().forEach(line -> world.mayBeLost.add(line.place()));
      }
    }
    return rest;
  }

  private boolean isKept(SentEvent event) {
    return event.lines().stream().noneMatch(setup::drops);
  }

  /** Somebody may have put headers of our names there. */
  private Map<String, String> claiming(Map<String, String> headers) {
    Map<String, String> claiming = new HashMap<>(headers);
    if (random.nextInt(4) == 0) {
      claiming.put(CLAIMED.get(random.nextInt(CLAIMED.size())), "claimed");
    }
    return claiming;
  }

  private void check(SentEvent event, PassingEvent passed, boolean goesOn) {
    assertThat(passed.getBody()).isEqualTo(event.body());
    if (!event.isReport() && (!passed.hasFailed() || passed.hasFailedLate())) {
      model.add(event, clock());
    }
    if (passed.hasFailed()) {
      model.dropNumbers();
    } else if (goesOn && !event.isReport()) {
      checkHeaders(event, passed.getHeaders());
    }
  }

  private void checkHeaders(SentEvent event, Map<String, String> headers) {
    Line last = event.lines().isEmpty() ? null : event.lines().get(event.lines().size() - 1);
    Map<String, String> expected = new TreeMap<>(event.headers());
    expected.putAll(model.stamps(last));
    Map<String, String> found = new TreeMap<>(headers);
    for (String name : List.copyOf(found.keySet())) {
      if (model.isUnknowable(name)) {
        expected.put(name, found.get(name));
      }
    }
    expected.keySet().removeIf(name -> model.mayLack(name) && !found.containsKey(name));
    assertThat(found).as("the headers of %s", event.text()).isEqualTo(expected);
  }

  /** Looks at monitoring if events have passed, and now and then when only time has. */
  void checkNews() {
    if (hasNews || random.nextInt(8) == 0) {
      hasNews = false;
      check();
    }
  }

  /** What monitoring shows is what was counted. */
  void check() {
    Map<String, Number> values = product.values();
    Map<String, String> found = new TreeMap<>();
    Map<String, String> expected = model.values(clock());
    values.forEach((name, value) -> found.put(name, value.toString()));
    found.keySet().retainAll(expected.keySet());
    assertThat(found).as("monitoring on " + host.name).isEqualTo(expected);
    if (model.hasNumbers()) {
      Map<Integer, Long> all = model.countByStatus();
      checkFolded("by", all, values);
      heavyAreShown(all, values);
      Map<Integer, Long> recent = model.countRecentByStatus(clock());
      if (recent != null) {
        checkFolded("recentBy", recent, values);
      }
    }
  }

  /** What is known of groups of which some may have been folded. */
  private static void checkFolded(
      String name, Map<Integer, Long> truth, Map<String, Number> values) {
    long lacking = values.get(name + ".lacking").longValue();
    long shown = 0;
    for (Map.Entry<String, Number> value : values.entrySet()) {
      if (value.getKey().startsWith(name + ".count")) {
        shown += value.getValue().longValue();
      }
    }
    assertThat(shown).as("the lines of all groups of " + name).isEqualTo(sum(truth));
    truth.forEach(
        (status, count) -> {
          Number is = values.get(name + ".count{status=" + status + "}");
          if (is != null) {
            assertThat(count - is.longValue())
                .as("lacking in %s, %s", name, status)
                .isBetween(0L, lacking);
          }
        });
  }

  /** Groups of more than their share of all lines are shown. */
  private void heavyAreShown(Map<Integer, Long> truth, Map<String, Number> values) {
    long lines = sum(truth);
    truth.forEach(
        (status, count) -> {
          if (!setup.top && count > lines / (setup.maxGroups + 1)) {
            assertThat(values).containsKey("by.count{status=" + status + "}");
          }
        });
  }

  private static long sum(Map<Integer, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public String toString() {
    return setup.toString();
  }
}
