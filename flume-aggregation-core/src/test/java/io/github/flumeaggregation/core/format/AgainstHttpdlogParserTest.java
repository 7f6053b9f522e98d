package io.github.flumeaggregation.core.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import nl.basjes.parse.core.exceptions.DissectionFailure;
import nl.basjes.parse.httpdlog.HttpdLoglineParser;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Real and mutated lines: httpdlog-parser must find the same values.
 *
 * <p>Only where the two differ on purpose the test looks away: that parser refuses lines that are
 * cut off after the bytes, takes anything for a status, and decodes fewer escapes.
 */
@Tag("search")
class AgainstHttpdlogParserTest {
  private static final int ROUNDS = Integer.getInteger("test.rounds", 1_000);
  private static final Path LOG = Path.of("..", "examples", "data", "access.log");
  private static final String COMBINED =
      "%h %l %u %t \"%r\" %>s %b \"%{Referer}i\" \"%{User-Agent}i\"";
  private static final String NGINX =
      "$remote_addr - $remote_user [$time_local] \"$request\" $status $body_bytes_sent"
          + " \"$http_referer\" \"$http_user_agent\"";

  private static final String SPECIAL = "\"\\ []-?x0";

  /** Their paths to values, and our names. */
  private static final Map<String, String> FIELDS = new LinkedHashMap<>();

  static {
    FIELDS.put("IP:connection.client.host", "client");
    FIELDS.put("STRING:connection.client.user", "user");
    FIELDS.put("TIME.EPOCH:request.receive.time.epoch", "millis");
    FIELDS.put("HTTP.FIRSTLINE:request.firstline", "request");
    FIELDS.put("STRING:request.status.last", "status");
    FIELDS.put("BYTES:response.body.bytes", "bytes");
    FIELDS.put("HTTP.URI:request.referer", "referer");
    FIELDS.put("HTTP.USERAGENT:request.user-agent", "agent");
  }

  /** What httpdlog-parser found in one line. */
  public static final class Found {
    final Map<String, String> values = new TreeMap<>();

    /** Called by the parser for each value. */
    public void set(String name, String value) {
      values.put(name, value);
    }
  }

  private final long seed = Long.getLong("test.seed", 20261122);

  private static HttpdLoglineParser<Found> theirs(String pattern) throws Exception {
    HttpdLoglineParser<Found> parser = new HttpdLoglineParser<>(Found.class, pattern);
    parser.addParseTarget(
        Found.class.getMethod("set", String.class, String.class), new ArrayList<>(FIELDS.keySet()));
    return parser;
  }

  private static Map<String, String> theirs(HttpdLoglineParser<Found> parser, String line)
      throws Exception {
    Map<String, String> found = new TreeMap<>();
    try {
      parser
          .parse(new Found(), line)
          .values
          .forEach((k, v) -> found.put(FIELDS.get(k), v == null ? "" : narrow(v)));
    } catch (DissectionFailure | IndexOutOfBoundsException | IllegalArgumentException e) {
      // The latter two where an escape or a percent sign is cut off.
      return null;
    }
    // They have nothing where the line has a hyphen, but for the bytes.
    found.values().removeIf(String::isEmpty);
    return found;
  }

  /** They widen the byte of an escape with its sign. */
  private static String narrow(String value) {
    StringBuilder narrow = new StringBuilder();
    value.chars().forEach(c -> narrow.append((char) (c & 0xff)));
    return narrow.toString();
  }

  private Map<String, String> ours(Lines lines, String line) {
    String[] names = {"client", "user", "request", "status", "bytes", "referer", "agent"};
    Map<String, String> found = lines.fields(line, names);
    if (found != null) {
      found = new TreeMap<>(found);
      found.values().removeIf(value -> value.isEmpty() || value.equals("-"));
      found.put("millis", String.valueOf(lines.timeMillis(line)));
    }
    return found;
  }

  private void check(String pattern, Lines lines, List<String> log, boolean mutated)
      throws Exception {
    HttpdLoglineParser<Found> parser = theirs(pattern);
    int compared = 0;
    for (String line : log) {
      Map<String, String> theirs = theirs(parser, line);
      Map<String, String> ours = ours(lines, line);
      if (theirs != null && ours != null) {
        ours.keySet().removeAll(incomparable(line, theirs, mutated));
        theirs.keySet().removeAll(incomparable(line, theirs, mutated));
        assertThat(ours).as("%s, seed %d", line, seed).isEqualTo(theirs);
        compared++;
      } else if (theirs != null && hasItsQuotes(line) && !line.contains("\\")) {
        assertThat(refusedOnPurpose(theirs)).as("%s, seed %d", line, seed).isTrue();
      } else if (!mutated) {
        assertThat(ours).as(line).isNull();
      }
    }
    // Half of the mutations cut or break a line beyond what they parse: about half are left.
    assertThat(compared).isGreaterThan(mutated ? log.size() / 3 : log.size() / 2);
  }

  /** Ours wants three digits for a status, and one word for a client. */
  private static boolean refusedOnPurpose(Map<String, String> theirs) {
    return !theirs.getOrDefault("status", "-").matches("[0-9]{3}|0|-")
        || theirs.getOrDefault("client", "").contains(" ");
  }

  /** They decode no escapes of nginx and few of Apache, and end a text only at the last quote. */
  private static Set<String> incomparable(
      String line, Map<String, String> theirs, boolean mutated) {
    Set<String> names = new HashSet<>();
    theirs.forEach(
        (name, value) -> {
          if (value.contains("\\")) {
            names.add(name);
          }
        });
    boolean escapedQuote = line.contains("\\\"");
    if (mutated && (!hasItsQuotes(line) || escapedQuote)) {
      names.addAll(Set.of("request", "referer", "agent"));
    }
    return names;
  }

  private static boolean hasItsQuotes(String line) {
    return line.chars().filter(c -> c == '"').count() == 6;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void combinedLines_giveTheSameValues(boolean mutated) throws Exception {
    check(COMBINED, Lines.of("format", "combined"), log(mutated), mutated);
    check(
        COMBINED, Lines.of("format", "apache", "format.pattern", COMBINED), log(mutated), mutated);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void nginxLines_giveTheSameValues(boolean mutated) throws Exception {
    Lines lines = Lines.of("format", "nginx", "format.pattern", NGINX);
    check(NGINX, lines, log(mutated), mutated);
  }

  private List<String> log(boolean mutated) throws IOException {
    List<String> log = Files.readAllLines(LOG, ISO_8859_1);
    if (!mutated) {
      return log.subList(0, Math.min(ROUNDS, log.size()));
    }
    Random random = new Random(seed);
    return Stream.generate(() -> mutate(log.get(random.nextInt(log.size())), random))
        .limit(ROUNDS)
        .toList();
  }

  private static String mutate(String line, Random random) {
    StringBuilder mutated = new StringBuilder(line);
    int at = random.nextInt(line.length());
    char special = SPECIAL.charAt(random.nextInt(SPECIAL.length()));
    switch (random.nextInt(4)) {
      case 0 -> mutated.deleteCharAt(at);
      case 1 -> mutated.insert(at, special);
      case 2 -> mutated.setLength(at);
      default -> mutated.setCharAt(at, special);
    }
    return mutated.toString();
  }
}
