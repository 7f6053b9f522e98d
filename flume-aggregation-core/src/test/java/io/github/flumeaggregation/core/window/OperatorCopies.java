package io.github.flumeaggregation.core.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.core.record.Record;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One operator three times: that of a running agent, which takes lines; one that does the
 * operations of its log again; and one that does so and is written down and read back again and
 * again, after any kind of step. After each step they have to say the same, and to be the same
 * bytes.
 */
final class OperatorCopies {
  /** A restart costs as much as there is state; so not after every window. */
  private static final int EMISSIONS_PER_RESTART = 5;

  private final Aggregation aggregation;
  private final Function<Aggregation, WindowOperator> maker;
  private final WindowOperator live;
  private final StagedLines staged;
  private final WindowOperator replayed;
  private final StagedLines replayedLines;
  private WindowOperator restarted;
  private StagedLines restartedLines;
  private int held;
  private int emissions;
  private final List<Object> told = new ArrayList<>();
  private final List<Object> replayedTold = new ArrayList<>();

  OperatorCopies(Aggregation aggregation, Function<Aggregation, WindowOperator> maker) {
    this.aggregation = aggregation;
    this.maker = maker;
    live = maker.apply(aggregation);
    live.tell(groups -> groups.forEach(told::add));
    staged = live.newStagedLines();
    replayed = maker.apply(aggregation);
    replayed.tell(groups -> groups.forEach(replayedTold::add));
    replayedLines = replayed.newStagedLines();
    restarted = maker.apply(aggregation);
    restartedLines = restarted.newStagedLines();
  }

  WindowOperator live() {
    return live;
  }

  byte[] state() {
    return encoded(live);
  }

  static byte[] encoded(WindowOperator operator) {
    ByteWriter out = new ByteWriter();
    operator.encode(out);
    return out.toBytes();
  }

  void add(Record line) {
    staged.add(line);
    if (++held == StagedLines.MOST_RECORDS) {
      staged.releaseRecords();
      held = 0;
    }
  }

  void flush() {
    ByteWriter log = new ByteWriter();
    staged.flush(log);
    held = 0;
    replayedLines.replay(new ByteReader(log.toBytes()));
    restartedLines.replay(new ByteReader(log.toBytes()));
    compareAndRestart();
    assertThat(replayedTold).isEqualTo(told);
  }

  boolean mustExpire(long timeMillis, long horizon) {
    return live.nextExpiry() <= horizon || live.mustExpire(timeMillis, horizon);
  }

  void expire(long horizon) {
    onEach(operator -> operator.expire(horizon));
  }

  void halveGroups() {
    onEach(WindowOperator::halveGroups);
  }

  void openFrom(long timeMillis) {
    onEach(operator -> operator.openFrom(timeMillis));
  }

  private void onEach(Consumer<WindowOperator> step) {
    step.accept(live);
    step.accept(replayed);
    step.accept(restarted);
    compareAndRestart();
  }

  /** What some steps emit, or all of them. */
  List<ClosedWindow> close(long limit, int steps, boolean revise) {
    List<ClosedWindow> closed = new ArrayList<>();
    for (int i = 0; i < steps && live.isDue(limit, revise); i++) {
      add(closed, operator -> operator.closeNext(limit, revise));
    }
    return closed;
  }

  List<ClosedWindow> lateBooks() {
    List<ClosedWindow> closed = new ArrayList<>();
    while (live.hasLateBooks()) {
      add(closed, WindowOperator::lateBooksNext);
    }
    return closed;
  }

  private void add(List<ClosedWindow> closed, Function<WindowOperator, ClosedWindow> step) {
    ClosedWindow window = step.apply(live);
    String text = textOrNone(window);
    assertThat(textOrNone(step.apply(replayed))).isEqualTo(text);
    assertThat(textOrNone(step.apply(restarted))).isEqualTo(text);
    if (++emissions % EMISSIONS_PER_RESTART == 0) {
      compareAndRestart();
      assertIsReadBack(window);
    }
    if (window != null) {
      closed.add(window);
    }
  }

  private static String textOrNone(ClosedWindow window) {
    return window == null ? "none" : Emissions.text(window);
  }

  /** A window that waits is written down too, from some row on. */
  private void assertIsReadBack(ClosedWindow window) {
    if (window == null) {
      return;
    }
    int first = window.rows().size() / 2;
    ByteWriter out = new ByteWriter();
    live.encodeClosed(window, first, out);
    ByteReader in = new ByteReader(out.toBytes());
    ClosedWindow decoded = live.decodeClosed(in);
    List<String> rows = Emissions.rowTexts(window);
    assertThat(in.atEnd()).isTrue();
    assertThat(Emissions.rowTexts(decoded)).isEqualTo(rows.subList(first, rows.size()));
    assertThat(decoded.startMillis()).isEqualTo(window.startMillis());
    assertThat(decoded.timestampMillis()).isEqualTo(window.timestampMillis());
    assertThat(decoded.books().in()).isEqualTo(window.books().in());
  }

  private void compareAndRestart() {
    byte[] state = encoded(live);
    assertThat(encoded(replayed)).isEqualTo(state);
    assertThat(encoded(restarted)).isEqualTo(state);
    restarted = maker.apply(aggregation);
    restarted.decode(new ByteReader(state));
    restartedLines = restarted.newStagedLines();
  }
}
