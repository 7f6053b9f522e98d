package io.github.flumeaggregation.core.expression;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Paths as they stand in logs of shops, code hosts, blogs, interfaces and of those who look for
 * holes.
 */
class PathIdsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/ | /",
        "/index.html | /index.html",
        "/favicon.ico | /favicon.ico",
        "/robots.txt | /robots.txt",
        "/wp-login.php | /wp-login.php",
        "/wp-content/uploads/2026/05/logo-300x200.png | /wp-content/uploads/:id/:id/logo-300x200.png",
        "/blog/2026-05-17/why-we-left | /blog/:date/why-we-left",
        "/blog/2026/05/17/why-we-left-in-2025/ | /blog/:id/:id/:id/why-we-left-in-2025/",
        "/products/4711 | /products/:id",
        "/products/4711/ | /products/:id/",
        "/products/4711.html?ref=8 | /products/:id.html?ref=8",
        "/api/v1/users/81/orders/900719 | /api/v1/users/:id/orders/:id",
        "/api/v2/carts/f81d4fae-7dec-11d0-a765-00a0c91e6bf6/items/3 | /api/v2/carts/:uuid/items/:id",
        "/api/v2/carts/F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6 | /api/v2/carts/:uuid",
        "/flume/commit/9fceb02d0ae598e95dc970b74767f19372d61af8 | /flume/commit/:hex",
        "/flume/blob/main/pom.xml | /flume/blob/main/pom.xml",
        "/flume/pull/371/files | /flume/pull/:id/files",
        "/avatar/205e460b479e2e5b48aec07710c08d50.jpg | /avatar/:hex.jpg",
        "/static/js/main.3f2b1c4d.js | /static/js/main.3f2b1c4d.js",
        "/static/fonts/roboto-v30-latin.woff2 | /static/fonts/roboto-v30-latin.woff2",
        "/session/dGhpc0lzQVRva2VuMTIzNDU2Nzg5 | /session/:hex",
        "/user/ann.smith@example.com | /user/ann.smith@example.com",
        "/sensor/-17 | /sensor/-17",
        "/price/12.50 | /price/12.50",
        "/download/report-2026-05-17.pdf | /download/report-2026-05-17.pdf",
        "/download/2026-05-17.pdf | /download/:date.pdf",
        "/download/20260517.csv.gz | /download/20260517.csv.gz",
        "/a.mp3 | /a.mp3",
        "/7.mp3 | /:id.mp3",
        "//81//82 | //:id//:id",
        "/%2e%2e/%2e%2e/etc/passwd | /%2e%2e/%2e%2e/etc/passwd",
        "/cgi-bin/;id | /cgi-bin/;id",
        "/search?q=81/82 | /search?q=81/82",
        "/page#81 | /page#81",
        "https://www.example.com/user/81 | https://www.example.com/user/:id"
      })
  void path_becomesARoute(String path, String route) {
    assertThat(new Evaluator("ids(a)").of(path)).isEqualTo(route);
  }
}
