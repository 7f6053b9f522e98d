package io.github.flumeaggregation.tail.position;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.tail.file.FileKey;
import io.github.flumeaggregation.tail.file.Fingerprint;
import java.nio.BufferUnderflowException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * The text of a position file: JSON, one line per file, then a checksum of all the text before it.
 *
 * <pre>{@code
 * {"version": 1,
 * "files": [
 * {"file":"web1:2049:131077:8f14e45fceea167a","device":2049,"inode":131077,
 *  "path":"/var/log/nginx/access.log","offset":4711,"seen":"2015-05-17T10:05:00Z",
 *  "head":{"end":1024,"bytes":1024,"hash":"9c1185a5c5e9fc54"},
 *  "check":{"end":4711,"bytes":256,"hash":"..."}}
 * ],
 * "checksum": "crc32:cbf43926"}
 * }</pre>
 *
 * <p>A compressed file has {@code "gzip":{"bytes":…,"content":…,"trailer":…}}, its sizes as it is
 * and decompressed and the eight bytes at its end; one of a file group with headers has them as
 * {@code "headers"}, for its rest is read even if no pattern leads to it any more; one that is gone
 * has {@code "ended":true}, one that holds something else {@code "overwritten":true}. {@code
 * "samples"} are blocks of the content like {@code "check"}, as {@code end:bytes:hash}; {@code
 * "lines"} are the hashes of its last lines in base 64, for a minute after it ended and for as long
 * as the source is stopped; {@code "beginning"} is how long its beginning is; {@code "bornAt"} is
 * where it was first seen, {@code "realPath"} where it lies if the path is a link, {@code "birth"}
 * when it was created, in nanoseconds. Beside the files there may be {@code "startSizes"}: how
 * large those were that {@code startAt} makes begin at their end and nobody has looked into yet.
 *
 * <p>The checksum finds a file that was cut off or damaged. A person who edits the file removes it,
 * and it is not asked for.
 */
final class PositionJson {
  static final int VERSION = 1;

  /** How many sampled blocks of a file are saved. */
  static final int SAMPLES = 6;

  private static final String CHECKSUM = ",\n\"checksum\": \"crc32:";
  private static final Gson GSON = new Gson();

  private PositionJson() {}

  /** The text is whole, and of another release. */
  static final class OtherVersionException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    OtherVersionException(int version) {
      super("it has version " + version + ", and this release reads version " + VERSION);
    }
  }

  /**
   * @param last whether the source ends: then the last lines of all files are among it
   */
  static String encode(Collection<Incarnation> files, StartSizes startSizes, boolean last) {
    StringBuilder text = new StringBuilder(64 + 400 * files.size());
    text.append("{\"version\": ").append(VERSION).append(",\n\"files\": [");
    String separator = "\n";
    for (Incarnation file : files) {
      text.append(separator);
      append(text, file, last);
      separator = ",\n";
    }
    text.append("\n]");
    append(text, startSizes);
    String checksum = checksum(text.toString());
    return text.append(CHECKSUM).append(checksum).append("\"}\n").toString();
  }

  private static void append(StringBuilder text, StartSizes startSizes) {
    if (startSizes.all().isEmpty()) {
      return;
    }
    String separator = ",\n\"startSizes\": [\n";
    for (Map.Entry<FileKey, Long> one : startSizes.all().entrySet()) {
      text.append(separator).append("{\"device\":").append(one.getKey().device());
      text.append(",\"inode\":").append(one.getKey().inode());
      text.append(",\"size\":").append(one.getValue()).append('}');
      separator = ",\n";
    }
    text.append("\n]");
  }

  private static void append(StringBuilder text, Incarnation file, boolean last) {
    text.append("{\"file\":").append(GSON.toJson(file.id()));
    text.append(",\"device\":").append(file.key().device());
    text.append(",\"inode\":").append(file.key().inode());
    text.append(",\"path\":").append(GSON.toJson(file.path().toString()));
    text.append(",\"offset\":").append(file.offset());
    text.append(",\"seen\":\"").append(Instant.ofEpochMilli(file.seenMillis())).append('"');
    append(text, ",\"head\":", file.evidence().head());
    Fingerprint check = file.evidence().check();
    if (check != null) {
      append(text, ",\"check\":", check);
    }
    appendSamples(text, file.evidence().samples().few(SAMPLES));
    if (file.compressedSize() >= 0) {
      text.append(",\"gzip\":{\"bytes\":").append(file.compressedSize());
      text.append(",\"content\":").append(file.contentSize());
      text.append(",\"trailer\":\"").append(hex(file.trailer())).append("\"}");
    }
    if (!file.bornAt().equals(file.path())) {
      text.append(",\"bornAt\":").append(GSON.toJson(file.bornAt().toString()));
    }
    Path real = file.realPath();
    if (real != null) {
      text.append(",\"realPath\":").append(GSON.toJson(real.toString()));
    }
    if (file.evidence().knowsBeginning()) {
      text.append(",\"beginning\":").append(file.evidence().beginningBytes());
    }
    if (file.birthNanos() != 0) {
      text.append(",\"birth\":").append(file.birthNanos());
    }
    if (!file.headers().isEmpty()) {
      text.append(",\"headers\":").append(GSON.toJson(file.headers()));
    }
    if (file.hasEnded()) {
      text.append(",\"ended\":true");
    }
    if (file.wasOverwritten()) {
      text.append(",\"overwritten\":true");
    }
    if (last || file.hasEnded()) {
      appendLines(text, file.evidence().lastLines());
    }
    text.append('}');
  }

  private static void appendSamples(StringBuilder text, List<Fingerprint> samples) {
    String separator = ",\"samples\":\"";
    for (Fingerprint one : samples) {
      text.append(separator).append(one.end()).append(':').append(one.length());
      text.append(':').append(hex(one.hash()));
      separator = " ";
    }
    if (!samples.isEmpty()) {
      text.append('"');
    }
  }

  private static void appendLines(StringBuilder text, byte[] lines) {
    if (lines.length > 0) {
      text.append(",\"lines\":\"").append(Base64.getEncoder().encodeToString(lines)).append('"');
    }
  }

  private static String hex(long value) {
    return String.format("%016x", value);
  }

  private static void append(StringBuilder text, String name, Fingerprint print) {
    text.append(name).append("{\"end\":").append(print.end());
    text.append(",\"bytes\":").append(print.length());
    text.append(",\"hash\":\"").append(hex(print.hash())).append("\"}");
  }

  private static String checksum(String text) {
    CRC32 crc = new CRC32();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    crc.update(bytes, 0, bytes.length);
    return String.format("%08x", crc.getValue());
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @param startSizes is filled with what the text has of them
   * @throws IllegalArgumentException saying what is wrong with it
   */
  static List<Incarnation> decode(String text, StartSizes startSizes) {
    verifyChecksum(text);
    try {
      JsonObject root = new Gson().fromJson(text, JsonElement.class).getAsJsonObject();
      int version = root.get("version").getAsInt();
      if (version != VERSION) {
        throw new OtherVersionException(version);
      }
      List<Incarnation> files = new ArrayList<>();
      for (JsonElement file : root.getAsJsonArray("files")) {
        files.add(incarnation(file.getAsJsonObject()));
      }
      decode(root, startSizes);
      return files;
    } catch (JsonParseException
        | IllegalStateException
        | NullPointerException
        | ClassCastException
        | DateTimeException
        | BufferUnderflowException
        | NumberFormatException
        | UnsupportedOperationException e) {
      throw new IllegalArgumentException("it is not the JSON of a position file: " + e, e);
    }
  }

  private static void decode(JsonObject root, StartSizes startSizes) {
    startSizes.clear();
    if (root.has("startSizes")) {
      for (JsonElement element : root.getAsJsonArray("startSizes")) {
        JsonObject one = element.getAsJsonObject();
        startSizes.put(key(one), one.get("size").getAsLong());
      }
    }
  }

  private static FileKey key(JsonObject json) {
    return new FileKey(json.get("device").getAsLong(), json.get("inode").getAsLong());
  }

  private static void verifyChecksum(String text) {
    int at = text.lastIndexOf(CHECKSUM);
    if (at < 0) {
      return;
    }
    String expected = checksum(text.substring(0, at));
    if (!text.startsWith(expected, at + CHECKSUM.length())) {
      throw new IllegalArgumentException("its checksum does not fit");
    }
  }

  private static Incarnation incarnation(JsonObject json) {
    FileKey key = key(json);
    Fingerprint head = fingerprint(json.getAsJsonObject("head"));
    Incarnation file =
        new Incarnation(
            json.get("file").getAsString(), key, Paths.get(json.get("path").getAsString()), head);
    file.delivered(json.get("offset").getAsLong());
    file.seenAt(Instant.parse(json.get("seen").getAsString()).toEpochMilli());
    @Nullable JsonObject check = json.getAsJsonObject("check");
    file.evidence().checkedBy(check == null ? null : fingerprint(check));
    @Nullable JsonObject gzip = json.getAsJsonObject("gzip");
    if (gzip != null) {
      file.compressed(
          gzip.get("bytes").getAsLong(),
          gzip.get("content").getAsLong(),
          gzip.has("trailer") ? fromHex(gzip.get("trailer").getAsString()) : 0);
    }
    @Nullable JsonObject headers = json.getAsJsonObject("headers");
    if (headers != null) {
      file.headers(headers(headers));
    }
    evidence(json, file);
    if (json.has("ended")) {
      file.end();
    }
    if (json.has("overwritten")) {
      file.overwritten();
    }
    file.markForced();
    return file;
  }

  private static Map<String, String> headers(JsonObject json) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (Map.Entry<String, JsonElement> header : json.entrySet()) {
      headers.put(header.getKey(), header.getValue().getAsString());
    }
    return headers;
  }

  private static void evidence(JsonObject json, Incarnation file) {
    if (json.has("samples")) {
      for (String one : json.get("samples").getAsString().split(" ")) {
        String[] parts = one.split(":");
        file.evidence()
            .samples()
            .add(
                new Fingerprint(
                    Long.parseLong(parts[0]), Integer.parseInt(parts[1]), fromHex(parts[2])));
      }
    }
    if (json.has("lines")) {
      file.evidence().lastLines(Base64.getDecoder().decode(json.get("lines").getAsString()));
    }
    if (json.has("beginning")) {
      file.evidence().beginningIs(json.get("beginning").getAsLong());
    }
    if (json.has("bornAt")) {
      file.bornAt(Paths.get(json.get("bornAt").getAsString()));
    }
    if (json.has("realPath")) {
      file.reallyAt(Paths.get(json.get("realPath").getAsString()));
    }
    if (json.has("birth")) {
      file.bornAt(json.get("birth").getAsLong());
    }
  }

  private static long fromHex(String text) {
    return Long.parseUnsignedLong(text, 16);
  }

  private static Fingerprint fingerprint(JsonObject json) {
    return new Fingerprint(
        json.get("end").getAsLong(),
        json.get("bytes").getAsInt(),
        fromHex(json.get("hash").getAsString()));
  }
}
