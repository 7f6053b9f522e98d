package io.github.flumeaggregation.monitor;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.monitor.http.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** The page for people, and what it loads: files of our jar. Each is read once. */
final class PageFiles {
  /** Everything is from here; nothing stands within the page that could be run. */
  static final String MAY_LOAD =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final String CHARTS = "/META-INF/resources/webjars/uplot/1.6.30/dist/uPlot.";
  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final String STYLE = "text/css; charset=utf-8";

  private final Map<String, Response> files = new HashMap<>();

  /**
   * Reads all files.
   *
   * @throws IllegalStateException if one is not in the jar
   */
  PageFiles() {
    files.put("/", Response.html(read("page/page.html"), MAY_LOAD));
    files.put("/page.css", Response.ok(STYLE, read("page/page.css")));
    for (String script :
        new String[] {"format.js", "model.js", "chart.js", "table.js", "page.js"}) {
      files.put('/' + script, Response.ok(SCRIPT, read("page/" + script)));
    }
    files.put("/icon.svg", Response.ok("image/svg+xml", read("page/icon.svg")));
    files.put("/uplot.js", Response.ok(SCRIPT, read(CHARTS + "iife.min.js")));
    files.put("/uplot.css", Response.ok(STYLE, read(CHARTS + "min.css")));
  }

  /** The file of that path; null if there is none. */
  @Nullable
  Response find(String path) {
    return files.get(path);
  }

  private static byte[] read(String name) {
    try (InputStream in = PageFiles.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the jar has no " + name);
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      byte[] part = new byte[8 << 10];
      for (int read = in.read(part); read >= 0; read = in.read(part)) {
        bytes.write(part, 0, read);
      }
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
