package io.github.flumeaggregation.window.engine;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a window sink finally says of a list of lines, computed anew from all of them, from the
 * documentation and from nothing of the engine: no slices, no states, no closing.
 *
 * <p>A line is in every window that contains its time and was not final when it came. A window is
 * final when the slowest file has passed its end by {@code maxOutOfOrder + allowedLateness}.
 */
public final class WindowModel {
  /** What is computed of each group. */
  public static final String COMPUTE =
      "count, sum(bytes), avg(bytes), min(bytes), max(bytes), variance(bytes), p50(bytes),"
          + " p90(bytes), distinct(bytes), first(bytes), last(bytes),"
          + " histogram(bytes, 5, 1000) as size, max(bytes) - min(bytes) as spread";

  private static final MathContext DIGITS = new MathContext(15, RoundingMode.HALF_EVEN);

  /** A line, and how far windows were final when it came. */
  record Line(long time, int status, long bytes, long finalThrough) {}

  /** A window; totals contain everything before their end, and are caused by their last step. */
  private record Span(long start, long end) {}

  /**
   * Which groups have rows of their own.
   *
   * @param byHash all groups, those first that stay where there is room for few
   */
  public record Limits(int top, int maxGroups, List<String> byHash) {
    /** Takes the groups out that have none, and gives their lines. */
    List<Line> fold(Map<String, List<Line>> groups) {
      List<String> kept = new ArrayList<>(groups.keySet());
      kept.sort(Comparator.comparing(byHash::indexOf));
      List<String> ranked = new ArrayList<>(kept.subList(0, Math.min(maxGroups, kept.size())));
      ranked.sort(Comparator.naturalOrder());
      ranked.sort(Comparator.comparing((String group) -> -groups.get(group).size()));
      List<Line> other = new ArrayList<>();
      List<String> shown = ranked.subList(0, Math.min(top, ranked.size()));
      groups.forEach((group, lines) -> other.addAll(shown.contains(group) ? List.of() : lines));
      groups.keySet().retainAll(shown);
      return other;
    }
  }

  private final long lagMillis;
  private final List<Line> lines = new ArrayList<>();
  private final Map<String, Long> newestByFile = new HashMap<>();
  private long finalThrough = Long.MIN_VALUE;

  /** For lines of which none is known yet. */
  public WindowModel(long maxOutOfOrderMillis, long allowedLatenessMillis) {
    lagMillis = maxOutOfOrderMillis + allowedLatenessMillis;
  }

  /** Takes a line, in the order in which lines are counted. */
  public void add(String file, long time, int status, long bytes) {
    newestByFile.merge(file, time, Math::max);
    long slowest = newestByFile.values().stream().min(Comparator.naturalOrder()).orElseThrow();
    finalThrough = Math.max(finalThrough, slowest - lagMillis);
    add(time, status, bytes, finalThrough);
  }

  /** Takes a line that comes when windows that end at or before {@code horizon} are final. */
  void add(long time, int status, long bytes, long horizon) {
    lines.add(new Line(time, status, bytes, horizon));
  }

  /** For each window, by its start and end, its rows and books in one text. */
  public Map<String, String> windows(
      String spec, boolean filtered, boolean grouped, Limits limits) {
    if (spec.startsWith("session")) {
      String[] words = spec.split(" ");
      long max = words.length > 2 ? millis(words[3]) : 86_400_000;
      return new SessionsModel(millis(words[1]), max, filtered, grouped).windows(lines);
    }
    boolean total = spec.startsWith("total");
    Map<Span, List<Line>> in = new HashMap<>();
    Map<Span, Long> late = new HashMap<>();
    for (Line line : lines) {
      for (Span span : spans(spec, line.time)) {
        if (span.end > line.finalThrough) {
          in.computeIfAbsent(span, s -> new ArrayList<>()).add(line);
        } else {
          late.merge(span, 1L, Long::sum);
        }
      }
    }
    if (total) {
      in.replaceAll((span, own) -> lines.stream().filter(line -> isInTotal(line, span)).toList());
    }
    late.keySet().forEach(span -> in.putIfAbsent(span, List.of()));
    Map<String, String> texts = new TreeMap<>();
    in.forEach(
        (span, of) -> {
          long start = total ? 0 : span.start;
          String name = Instant.ofEpochMilli(start) + "/" + Instant.ofEpochMilli(span.end);
          long lateLines = late.getOrDefault(span, 0L);
          texts.put(name, text(of, lateLines, filtered, grouped, limits));
        });
    return texts;
  }

  private static boolean isInTotal(Line line, Span span) {
    return line.time < span.end && span.end > line.finalThrough;
  }

  private static List<Span> spans(String spec, long time) {
    String[] words = spec.split(" ");
    return switch (words[0]) {
      case "calendar" -> days(ZoneId.of(words[3]), time);
      case "sliding" -> fixed(millis(words[1]), millis(words[3]), time);
      case "cumulative" -> soFar(period(words, time), millis(words[3]), time);
      default -> fixed(millis(words[words.length - 1]), millis(words[words.length - 1]), time);
    };
  }

  private static List<Span> days(ZoneId zone, long time) {
    LocalDate day = Instant.ofEpochMilli(time).atZone(zone).toLocalDate();
    return List.of(new Span(startOf(day, zone), startOf(day.plusDays(1), zone)));
  }

  private static Span period(String[] words, long time) {
    return words.length > 4
        ? days(ZoneId.of(words[5]), time).get(0)
        : fixed(millis(words[1]), millis(words[1]), time).get(0);
  }

  /** For the end of each step from that of the time on: what begins with the period. */
  private static List<Span> soFar(Span period, long step, long time) {
    List<Span> spans = new ArrayList<>();
    for (long end = period.start + step; end <= period.end; end += step) {
      if (end > time) {
        spans.add(new Span(period.start, end));
      }
    }
    return spans;
  }

  private static long startOf(LocalDate day, ZoneId zone) {
    return day.atStartOfDay(zone).toInstant().toEpochMilli();
  }

  private static long millis(String seconds) {
    return Long.parseLong(seconds.replace("s", "")) * 1000;
  }

  private static List<Span> fixed(long length, long step, long time) {
    List<Span> spans = new ArrayList<>();
    for (long start = Math.floorDiv(time, step) * step; start + length > time; start -= step) {
      spans.add(new Span(start, start + length));
    }
    return spans;
  }

  private static String text(
      List<Line> of, long late, boolean filtered, boolean grouped, Limits limits) {
    List<Line> taken = of.stream().filter(line -> !filtered || line.status != 203).toList();
    Map<String, List<Line>> groups = new TreeMap<>();
    for (Line line : taken) {
      groups.computeIfAbsent(grouped ? "" + line.status : "-", g -> new ArrayList<>()).add(line);
    }
    List<Line> other = limits.fold(groups);
    Map<String, String> rows = new TreeMap<>();
    groups.forEach((group, members) -> rows.put(group, values(members)));
    if (!other.isEmpty()) {
      rows.put("(other)", values(other));
    }
    return rows
        + books(of.size() + late, taken.size(), of.size() - taken.size(), late, other.size());
  }

  /** As the test shows books. */
  static String books(long in, long aggregated, long filtered, long late, long other) {
    return " in " + in + ": " + aggregated + " " + filtered + " " + late + ", other " + other;
  }

  static String values(List<Line> lines) {
    BigInteger count = BigInteger.valueOf(lines.size());
    BigInteger sum = BigInteger.ZERO;
    BigInteger squares = BigInteger.ZERO;
    long min = Long.MAX_VALUE;
    long max = Long.MIN_VALUE;
    for (Line line : lines) {
      BigInteger bytes = BigInteger.valueOf(line.bytes);
      sum = sum.add(bytes);
      squares = squares.add(bytes.multiply(bytes));
      min = Math.min(min, line.bytes);
      max = Math.max(max, line.bytes);
    }
    BigInteger deviation = count.multiply(squares).subtract(sum.multiply(sum));
    BigInteger pairs = count.multiply(count.subtract(BigInteger.ONE));
    String variance = pairs.signum() == 0 ? "null" : quotient(deviation, pairs);
    return String.join(
        " ",
        "" + count,
        "" + sum,
        quotient(sum, count),
        "" + min,
        "" + max,
        variance,
        percentile(lines, 50),
        percentile(lines, 90),
        "" + lines.stream().map(Line::bytes).distinct().count(),
        "" + lines.stream().min(BY_TIME_AND_TEXT).orElseThrow().bytes,
        "" + lines.stream().max(BY_TIME_AND_TEXT).orElseThrow().bytes,
        "" + lines.stream().filter(line -> line.bytes <= 5).count(),
        "" + lines.stream().filter(line -> line.bytes <= 1000).count(),
        "" + count,
        "" + sum,
        "" + (max - min));
  }

  private static final Comparator<Line> BY_TIME_AND_TEXT =
      Comparator.comparing(Line::time).thenComparing(line -> "" + line.bytes);

  /** By nearest rank, to three digits. */
  private static String percentile(List<Line> lines, int percent) {
    List<Long> sorted = lines.stream().map(Line::bytes).sorted().toList();
    long value = sorted.get((sorted.size() * percent + 99) / 100 - 1);
    return new BigDecimal(value)
        .round(new MathContext(3, RoundingMode.HALF_UP))
        .stripTrailingZeros()
        .toPlainString();
  }

  private static String quotient(BigInteger numerator, BigInteger denominator) {
    BigDecimal rounded = new BigDecimal(numerator).divide(new BigDecimal(denominator), DIGITS);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }
}
