package io.github.flumeaggregation.core.window;

import static io.github.flumeaggregation.core.window.TestLines.aggregation;
import static io.github.flumeaggregation.core.window.TestLines.line;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.core.encoding.ByteWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Visits of a day, told one by one. */
class SessionOperatorTest {
  private final List<String> settings =
      new ArrayList<>(List.of("groupBy", "name", "compute", "count, sum(size)"));

  private WindowOperator sessions;
  private StagedLines lines;

  private void windows(String spec, String... more) {
    settings.addAll(List.of(more));
    open(WindowSpec.parse(spec).newOperator(aggregation(settings.toArray(String[]::new))));
  }

  private void open(WindowOperator operator) {
    sessions = operator;
    lines = operator.newStagedLines();
  }

  private static long at(String time) {
    String day = time.length() > 8 ? "" : "2026-05-17T";
    return Instant.parse(day + time + "Z").toEpochMilli();
  }

  private void line(String time, String name, int size) {
    lines.add(TestLines.line(at(time), name, "" + size));
    lines.flush(new ByteWriter());
  }

  /** What is emitted when all before a time is known: time of day, group, values, revision. */
  private List<String> until(String time) {
    List<String> texts = new ArrayList<>();
    while (sessions.isDue(at(time), true)) {
      ClosedWindow window = sessions.closeNext(at(time), true);
      if (window != null) {
        texts.add(text(window));
      }
    }
    while (sessions.hasLateBooks()) {
      texts.add(text(sessions.lateBooksNext()));
    }
    return texts;
  }

  private static String text(ClosedWindow window) {
    String times = clock(window.startMillis()) + " to " + clock(window.endMillis());
    String revision = ", revision " + window.books().revision();
    if (window.hasBooks()) {
      WindowBooks books = window.books();
      return times
          + " books "
          + Emissions.books(books.aggregated(), books.filtered(), books.late())
          + ", "
          + books.other()
          + " other"
          + revision;
    }
    ResultRow row = window.rows().get(0);
    return times
        + ' '
        + row.group().get(0)
        + (row.isRetracted() ? " retracted" : " " + row.values())
        + revision;
  }

  private static String clock(long millis) {
    return Instant.ofEpochMilli(millis).toString().substring(11, 16);
  }

  @Test
  void session_endsWithTheGapAndIsEmittedThen() {
    windows("session 30m");
    line("10:00:00", "ann", 1);
    line("10:29:00", "ann", 2);
    line("10:29:00", "bob", 4);

    assertThat(until("10:58:00")).isEmpty();
    assertThat(until("10:59:00"))
        .containsExactlyInAnyOrder(
            "10:00 to 10:59 ann [2, 3], revision 1", "10:29 to 10:59 bob [1, 4], revision 1");
    line("10:59:00", "ann", 8);
    assertThat(until("11:29:00")).containsExactly("10:59 to 11:29 ann [1, 8], revision 1");
  }

  @Test
  void lateLineBetweenSessions_retractsThemAndEmitsOne() {
    windows("session 30m");
    line("10:00:00", "ann", 1);
    line("10:40:00", "ann", 2);
    assertThat(until("12:00:00")).hasSize(2);
    line("10:20:00", "ann", 4);

    assertThat(until("12:00:00"))
        .containsExactlyInAnyOrder(
            "10:00 to 10:30 ann retracted, revision 2",
            "10:40 to 11:10 ann retracted, revision 2",
            "10:00 to 11:10 ann [3, 7], revision 3");
  }

  @Test
  void lateLineWithinASession_isANewRevisionOfIt() {
    windows("session 30m");
    line("10:00:00", "ann", 1);
    line("10:20:00", "ann", 2);
    until("12:00:00");
    line("10:10:00", "ann", 4);

    assertThat(until("12:00:00")).containsExactly("10:00 to 10:50 ann [3, 7], revision 2");
  }

  @Test
  void sessionOverMidnight_staysWhole_andBooksAreByDay() {
    windows("session 30m", "where", "size != 13");
    line("23:50:00", "ann", 1);
    line("2026-05-18T00:10:00", "ann", 2);
    line("2026-05-18T00:11:00", "ann", 13);

    assertThat(until("2026-05-18T00:41:00"))
        .containsExactly(
            "23:50 to 00:40 ann [2, 3], revision 1",
            "00:00 to 00:00 books 1 aggregated, 0 filtered, 0 late, 0 other, revision 1");
    assertThat(until("2026-05-19T00:00:00"))
        .containsExactly(
            "00:00 to 00:00 books 1 aggregated, 1 filtered, 0 late, 0 other, revision 1");
  }

  @Test
  void sessionLongerThanTheMaximum_isCutAtItsMultiples() {
    windows("session 30m max 1h");
    for (String time : List.of("10:40:00", "11:00:00", "11:20:00", "11:40:00", "12:05:00")) {
      line(time, "ann", 1);
    }

    assertThat(until("13:00:00").stream().filter(text -> text.contains("ann")))
        .containsExactly(
            "10:40 to 11:00 ann [1, 1], revision 1",
            "11:00 to 12:00 ann [3, 3], revision 1",
            "12:05 to 12:35 ann [1, 1], revision 1");
  }

  @Test
  void sessionThatHavingLeavesOut_hasNoRow_andOneThatGrewIntoItIsRetracted() {
    windows("session 30m", "having", "count < 3");
    line("10:00:00", "ann", 1);
    line("10:01:00", "ann", 1);
    assertThat(until("11:00:00")).containsExactly("10:00 to 10:31 ann [2, 2], revision 1");
    line("10:00:30", "ann", 1);
    assertThat(until("11:00:00")).containsExactly("10:00 to 10:31 ann retracted, revision 2");
    line("12:00:00", "bob", 1);
    line("12:00:01", "bob", 1);
    line("12:00:02", "bob", 1);
    assertThat(until("13:00:00")).isEmpty();
  }

  @Test
  void groupsBeyondTheLimit_areSessionsOfOther() {
    windows("session 30m", "maxGroups", "1");
    line("10:00:00", "ann", 1);
    line("10:10:00", "bob", 2);
    line("10:20:00", "cid", 4);

    List<String> texts = until("2026-05-18T00:00:00");
    assertThat(texts).hasSize(3);
    assertThat(texts).anyMatch(text -> text.contains("(other) [2, "));
    assertThat(texts.get(2)).contains("3 aggregated, 0 filtered, 0 late, 2 other");
  }

  @Test
  void aggregationThatBeginsLater_leavesOutSessionsThatMayHaveBegunBefore() {
    windows("session 30m max 1h");
    sessions.openFrom(at("10:10:00"));
    line("10:20:00", "ann", 1);
    line("10:45:00", "ann", 1);
    line("10:45:00", "bob", 1);
    line("11:30:00", "ann", 1);

    assertThat(until("12:00:00"))
        .containsExactly(
            "10:45 to 11:15 bob [1, 1], revision 1",
            "11:30 to 12:00 ann [1, 1], revision 1",
            "11:00 to 12:00 books 1 aggregated, 0 filtered, 0 late, 0 other, revision 1");
  }

  @Test
  void newColumn_countsFromThenOn_asTheBooksSay() {
    windows("session 30m");
    line("10:00:00", "ann", 1);
    WindowOperator before = sessions;
    settings.set(3, "count, max(size)");
    windows("session 30m");
    assertThat(sessions.carry(before, at("10:00:00"))).containsExactly("max(size)");
    line("10:10:00", "ann", 5);

    assertThat(until("11:00:00")).containsExactly("10:00 to 10:40 ann [2, 5], revision 1");
    assertThat(sessions.closeNext(at("2026-05-18T00:00:00"), true)).isNull();
    assertThat(sessions.lateBooksNext().since()).containsEntry("max(size)", at("10:00:00"));
  }

  @Test
  void lineInTimeBesideAFinalSession_beginsAnother_andALaterOneIsLate() {
    windows("session 30m");
    line("10:00:00", "ann", 1);
    until("11:00:00");
    sessions.expire(at("10:59:00"));
    line("10:20:00", "ann", 2);
    line("09:59:00", "ann", 4);

    assertThat(until("11:00:00")).containsExactly("10:20 to 10:50 ann [1, 2], revision 1");
    assertThat(until("2026-05-18T00:00:00"))
        .containsExactly(
            "00:00 to 00:00 books 2 aggregated, 0 filtered, 1 late, 0 other, revision 1");
  }

  @Test
  void lateLinesOfADayOfWhichBooksAreOut_reviseThem() {
    windows("session 30m");
    line("10:00:00", "ann", 1);
    until("2026-05-18T00:00:00");
    sessions.expire(at("2026-05-18T10:00:00"));
    line("09:59:00", "ann", 4);
    line("09:58:00", "ann", 4);

    assertThat(sessions.nextExpiry()).isEqualTo(Long.MAX_VALUE);
    assertThat(until("2026-05-18T10:00:00"))
        .containsExactly(
            "00:00 to 00:00 books 1 aggregated, 0 filtered, 2 late, 0 other, revision 2");
  }

  @Test
  void expiredSessions_giveTheirMemoryBack() {
    windows("session 30m");
    long empty = sessions.bytesHeld();
    for (int i = 0; i < 20_000; i++) {
      lines.add(TestLines.line(at("10:00:00") + i, "name-" + i, "1"));
    }
    lines.flush(new ByteWriter());
    long before = sessions.bytesHeld();
    until("11:00:00");
    lines.add(TestLines.line(at("11:00:00"), "last", "1"));
    lines.flush(new ByteWriter());
    sessions.expire(at("11:00:00"));

    assertThat(sessions.slices()).isEqualTo(1);
    assertThat(sessions.bytesHeld() - empty).isLessThan((before - empty) / 10);
    assertThat(until("12:00:00")).contains("11:00 to 11:30 last [1, 1], revision 1");
  }

  @Test
  void finality_countsInStepsOfTheGap() {
    windows("session 30m");
    line("10:00:00", "ann", 1);

    assertThat(sessions.nextExpiry()).isEqualTo(at("10:30:00"));
    line("10:01:00", "ann", 1);
    assertThat(sessions.nextExpiry()).isEqualTo(at("11:00:00"));
    assertThat(sessions.mustExpire(at("10:00:00"), at("10:59:59"))).isTrue();
    assertThat(sessions.mustExpire(at("10:00:01"), at("10:59:59"))).isFalse();
  }
}
