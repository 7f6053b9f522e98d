package io.github.flumeaggregation.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** The same requests as logs in several formats, in lines of one length. */
final class BenchmarkLog {
  private static final String NGINX =
      "$remote_addr - $remote_user [$time_local] \"$request\" $status $body_bytes_sent"
          + " \"$http_referer\" \"$http_user_agent\" $request_time $upstream_response_time $pipe";
  private static final String REGEX =
      "^\\S+ \\S+ \\S+ \\[[^\\]]+\\] \"(?<method>[A-Z]+) (?<path>[^ ?]+)[^\"]*\""
          + " (?<status>[0-9]{3}) (?<bytes>[0-9]+)";
  private static final String W3C =
      "#Fields: date time c-ip cs-method cs-uri-stem cs-uri-query sc-status sc-bytes cs(Referer)"
          + " cs(User-Agent)";

  private final String format;

  BenchmarkLog(String format) {
    this.format = format;
  }

  /** The keys that say how it is read. */
  Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    settings.put("format", format);
    switch (format) {
      case "nginx":
        settings.put("format.pattern", NGINX);
        break;
      case "regex":
        settings.put("format.pattern", REGEX);
        break;
      case "delimited":
        settings.put("format.columns", "at client method path query status bytes referer agent");
        settings.put("format.timeField", "at");
        break;
      case "json":
      case "logfmt":
      case "ltsv":
        settings.put("format.timeField", "at");
        break;
      default:
    }
    return settings;
  }

  /** What stands at the beginning of the log; empty for most. */
  String header() {
    return format.equals("w3c") ? W3C : "";
  }

  /** A line of {@code length} bytes, the newline included. */
  byte[] line(Random random, int length) {
    String client = "192.0.2." + random.nextInt(256);
    String second = String.valueOf(random.nextInt(10));
    String path = "/blog/post-" + random.nextInt(2_000) + ".html";
    String bytes = String.valueOf(random.nextInt(100_000));
    String start = start(client, second, path, bytes);
    StringBuilder line = new StringBuilder(start);
    String end = end();
    while (line.length() < length - end.length() - 1) {
      line.append('x');
    }
    return line.append(end).append('\n').toString().getBytes(StandardCharsets.US_ASCII);
  }

  private String start(String client, String second, String path, String bytes) {
    String iso = "2026-05-17T10:05:4" + second + "Z";
    String referer = "http://www.example.com/";
    String agent = "Mozilla/5.0 (X11; Linux x86_64) ";
    switch (format) {
      case "json":
        return pairs(
            "{\"at\":\"%s\",\"client\":\"%s\",\"method\":\"GET\",\"path\":\"%s\","
                + "\"status\":200,\"bytes\":%s,\"agent\":\"%s",
            iso, client, path, bytes, agent);
      case "logfmt":
        return pairs(
            "at=%s client=%s method=GET path=%s status=200 bytes=%s agent=\"%s",
            iso, client, path, bytes, agent);
      case "ltsv":
        return pairs(
            "at:%s\tclient:%s\tmethod:GET\tpath:%s\tstatus:200\tbytes:%s\tagent:%s",
            iso, client, path, bytes, agent);
      case "delimited":
        return pairs(
            "%s,%s,GET,%s,page=2,200,%s,\"" + referer + "\",\"%s", iso, client, path, bytes, agent);
      case "w3c":
        return pairs(
            "2026-05-17 10:05:4%s %s GET %s page=2 200 %s " + referer + " %s",
            second,
            client,
            path,
            bytes,
            "Mozilla/5.0+(X11;+Linux+x86_64)+");
      default:
        return pairs(
            (format.equals("vcombined") ? "shop.example:443 " : "")
                + "%2$s - - [17/May/2026:10:05:4%1$s +0000] \"GET %3$s?page=2 HTTP/1.1\" 200 %4$s \""
                + referer
                + "\" \"%5$s",
            second,
            client,
            path,
            bytes,
            agent);
    }
  }

  private static String pairs(
      String form, String time, String client, String path, String bytes, String agent) {
    return String.format(form, time, client, path, bytes, agent);
  }

  private String end() {
    switch (format) {
      case "json":
        return "\"}";
      case "ltsv":
      case "w3c":
        return "";
      case "nginx":
        return "\" 0.012 0.010 .";
      default:
        return "\"";
    }
  }
}
