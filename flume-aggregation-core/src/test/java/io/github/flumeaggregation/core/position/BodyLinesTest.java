package io.github.flumeaggregation.core.position;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyLinesTest {
  private static final int ROUNDS = Integer.getInteger("test.rounds", 200);

  private final CountedSet counted = new CountedSet(10, 1000);
  private final BodyLines lines = new BodyLines();

  @Test
  void singleRecord_isNotSplit() {
    assertThat(visit(headers(0, 8, 1), "one\ntwo")).containsExactly("one\ntwo@0-8");
  }

  @Test
  void block_isSplitIntoLinesWithTheirBytes() {
    assertThat(visit(headers(100, 12, 3), "one\n\nthree"))
        .containsExactly("one@100-104", "@104-105", "three@105-112");
  }

  @Test
  void blockWithCarriageReturns_losesOnePerLine() {
    assertThat(visit(headers(0, 16, 3), "one\r\ntwo\r\r\nsix"))
        .containsExactly("one@0-5", "two\r@5-11", "six@11-16");
  }

  @ParameterizedTest
  @CsvSource({"0, 'a\r'", "1, 'a'", "2, 'a\r'"})
  void lastCarriageReturn_isTerminatorOnlyBeforeADroppedNewline(int missing, String content) {
    assertThat(visit(headers(0, 2 + missing, 1), "a\r"))
        .containsExactly(content + "@0-" + (2 + missing));
  }

  @Test
  void terminatorLeftInTheBody_beginsNoEmptyLine() {
    assertThat(visit(headers(0, 4, 2), "a\nb\n")).containsExactly("a@0-2", "b@2-4");
  }

  @Test
  void lastLineEmpty_isALine() {
    assertThat(visit(headers(0, 3, 2), "a\n")).containsExactly("a@0-2", "@2-3");
  }

  @Test
  void eventCountedBefore_isADuplicateWithAllItsLines() {
    counted.add("f", 0, 100);

    assertThat(visit(headers(10, 8, 2), "one\ntwo")).isEmpty();
    assertThat(lines.duplicates()).isEqualTo(2);
  }

  @Test
  void eventCountedInPart_isTrimmedToItsNewLines() {
    counted.add("f", 0, 4);
    counted.add("f", 8, 12);

    assertThat(visit(headers(0, 16, 4), "one\ntwo\nsix\nten"))
        .containsExactly("two@4-8", "ten@12-16");
    assertThat(lines.duplicates()).isEqualTo(2);
  }

  @Test
  void lineWhoseBeginningWasCounted_isADuplicate() {
    counted.add("f", 0, 4);

    assertThat(visit(headers(0, 8, 1), "one\ntwo")).isEmpty();
    assertThat(lines.duplicates()).isEqualTo(1);
  }

  @Test
  void lineOfWhichOnlyALaterPartWasCounted_counts() {
    counted.add("f", 4, 8);

    assertThat(visit(headers(0, 8, 1), "one\ntwo")).containsExactly("one\ntwo@0-8");
    assertThat(visit(headers(0, 8, 2), "one\ntwo")).containsExactly("one@0-4");
    assertThat(lines.duplicates()).isEqualTo(1);
  }

  @Test
  void continuation_isNoLineAndItsBytesBelongToTheRecordBeforeIt() {
    assertThat(visit(headers(0, 5, 1), "begin")).containsExactly("begin@0-5");
    counted.add(lines.position());
    Map<String, String> rest = headers(5, 6, 1);
    rest.put("tail.continuation", "true");
    for (int i = 0; i < 2; i++) {
      assertThat(visit(rest, "rest!")).isEmpty();
      assertThat(lines.isContinuation()).isTrue();
      assertThat(lines.duplicates()).isZero();
      counted.add(lines.position());
    }

    assertThat(visit(headers(0, 13, 2), "beginrest!\nx")).containsExactly("x@11-13");
    assertThat(lines.duplicates()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"false, 1", "'', 1", "true, 2"})
  void whatIsNoContinuation_isLines(String value, int count) {
    Map<String, String> headers = headers(0, 4, count);
    headers.put("tail.continuation", value);

    assertThat(visit(headers, "abc")).containsExactly("abc@0-4");
  }

  @Test
  void tailLines_doNotSayHowManyLinesAreDuplicates() {
    Map<String, String> headers = headers(0, 8, Integer.MAX_VALUE);
    visit(headers, "one\ntwo");
    counted.add(lines.position());

    assertThat(visit(headers, "one\ntwo")).isEmpty();
    assertThat(lines.duplicates()).isEqualTo(2);
  }

  @Test
  void lengthBeyondTheBody_leavesWhatFollowsUncounted() {
    visit(headers(0, 1_000_000, 1), "forged");
    counted.add(lines.position());

    assertThat(visit(headers(0, 1_000_000, 1), "forged")).isEmpty();
    assertThat(visit(headers(8, 4, 1), "abc")).containsExactly("abc@8-12");
  }

  @Test
  void rewrittenBlock_countsWholeIfAnyByteIsNew() {
    counted.add("f", 0, 10);

    assertThat(visit(headers(0, 16, 2), "longer than before\nyes"))
        .containsExactly("longer than before@0-16", "yes@0-16");
    assertThat(lines.isIndivisible()).isTrue();
  }

  @Test
  void rewrittenBlock_isADuplicateIfAllItsBytesWereCounted() {
    counted.add("f", 0, 16);

    assertThat(visit(headers(0, 16, 2), "short\nx")).isEmpty();
    assertThat(lines.duplicates()).isEqualTo(2);
    assertThat(lines.isIndivisible()).isTrue();
  }

  @Test
  void rewrittenRecord_isNotReportedAsItIsIndivisibleAnyway() {
    assertThat(visit(headers(0, 1000, 1), "cut")).containsExactly("cut@0-5");
    assertThat(lines.isIndivisible()).isFalse();
  }

  @Test
  void withoutPosition_everyLineIsNewEachTime() {
    for (int i = 0; i < 2; i++) {
      assertThat(visit(Map.of("tail.lines", "2"), "one\r\ntwo")).containsExactly("one", "two");
      assertThat(visit(Map.of(), "one\ntwo")).containsExactly("one\ntwo");
    }
    assertThat(lines.position()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "1, 3, 'one\ntwo', 'one\ntwo'",
    "2, 8, 'one\ntwo', two",
    "2, 8, 'one\ntwo\n', two",
    "2, 5, 'one\n', ''",
    "2, 7, 'one\nt\r', t",
    "2, 99, 'one\n', ''",
  })
  void withoutNext_standsAtTheLastLineCountedOrNot(
      int count, int length, String body, String last) {
    for (int i = 0; i < 2; i++) {
      visit(headers(0, length, count), body);

      byte[] bytes = body.getBytes(UTF_8);
      assertThat(new String(bytes, lines.from(), lines.to() - lines.from(), UTF_8)).isEqualTo(last);
      assertThat(lines.end()).isEqualTo(Math.min(length, bytes.length + 2));
      assertThat(lines.next()).isFalse();
      counted.add(lines.position());
    }
  }

  @Test
  void emptyBody_isOneEmptyLine() {
    assertThat(visit(headers(0, 1, 1), "")).containsExactly("@0-1");
    assertThat(visit(Map.of(), "")).containsExactly("");
  }

  @Test
  void kafkaMessage_countsOnce() {
    Map<String, String> message = Map.of("topic", "t", "partition", "0", "offset", "41");

    assertThat(visit(message, "one")).containsExactly("one@41-42");
    counted.add(lines.position());
    assertThat(visit(message, "one")).isEmpty();
    assertThat(lines.duplicates()).isEqualTo(1);
  }

  @Test
  void randomBlocksInRandomOrder_visitEachLineOnce() {
    for (int round = 0; round < ROUNDS; round++) {
      long seed = Long.getLong("test.seed", 20261122) + round;
      Random random = new Random(seed);
      new RandomFile(random).deliverBlocks("seed " + seed);
    }
  }

  private List<String> visit(Map<String, String> headers, String body) {
    List<String> visited = new ArrayList<>();
    byte[] bytes = body.getBytes(UTF_8);
    lines.open(headers, bytes, counted);
    while (lines.next()) {
      String text = new String(bytes, lines.from(), lines.to() - lines.from(), UTF_8);
      visited.add(lines.position() == null ? text : text + "@" + lines.start() + "-" + lines.end());
    }
    return visited;
  }

  private static Map<String, String> headers(long offset, long length, int lines) {
    Map<String, String> headers = new HashMap<>();
    headers.put("tail.file", "f");
    headers.put("tail.offset", "" + offset);
    headers.put("tail.length", "" + length);
    if (lines > 1) {
      headers.put("tail.lines", "" + lines);
    }
    return headers;
  }

  /** Lines with mixed terminators, delivered in overlapping blocks in any order until all came. */
  private static final class RandomFile {
    private final Random random;
    private final List<String> contents = new ArrayList<>();
    private final List<String> terminators = new ArrayList<>();
    private final CountedSet counted = new CountedSet(1, 1000);
    private final BodyLines lines = new BodyLines();
    private final int[] visits;
    private int visitedLines;
    private int deliveredLines;
    private int duplicateLines;

    RandomFile(Random random) {
      this.random = random;
      int count = 1 + random.nextInt(30);
      for (int i = 0; i < count; i++) {
        contents.add("x".repeat(random.nextInt(4)) + (random.nextInt(5) == 0 ? "\r" : "") + "y");
        if (random.nextInt(4) == 0) {
          contents.set(i, "");
        }
        terminators.add(random.nextBoolean() ? "\n" : "\r\n");
      }
      if (random.nextBoolean()) {
        contents.set(count - 1, "end");
        terminators.set(count - 1, "");
      }
      visits = new int[count];
    }

    void deliverBlocks(String description) {
      while (visitedLines < visits.length) {
        int first = random.nextInt(visits.length);
        int last = first + random.nextInt(Math.min(8, visits.length - first));
        deliver(first, last, description);
      }
      assertThat(visits).as(description).containsOnly(1);
      assertThat(deliveredLines).as(description).isEqualTo(visits.length + duplicateLines);
    }

    private void deliver(int first, int last, String description) {
      String bytes = text(first, last) + terminators.get(last);
      byte[] body = text(first, last).getBytes(UTF_8);
      int start = text(0, first).length() - contents.get(first).length();
      lines.open(headers(start, bytes.length(), last - first + 1), body, counted);
      while (lines.next()) {
        int line = lineAt((int) lines.start());
        assertThat(Arrays.copyOfRange(body, lines.from(), lines.to()))
            .as("%s: line %s in block %s-%s", description, line, first, last)
            .isEqualTo(contents.get(line).getBytes(UTF_8));
        assertThat(lineAt((int) lines.end())).as(description).isEqualTo(line + 1);
        visits[line]++;
        visitedLines++;
      }
      deliveredLines += last - first + 1;
      duplicateLines += lines.duplicates();
      counted.add(lines.position());
    }

    private int lineAt(int offset) {
      int line = 0;
      for (int at = 0; at < offset; line++) {
        at += contents.get(line).length() + terminators.get(line).length();
      }
      return line;
    }

    /** Lines first to last without the last one's terminator. */
    private String text(int first, int last) {
      StringBuilder text = new StringBuilder();
      for (int i = first; i <= last; i++) {
        text.append(contents.get(i));
        text.append(i < last ? terminators.get(i) : "");
      }
      return text.toString();
    }
  }
}
