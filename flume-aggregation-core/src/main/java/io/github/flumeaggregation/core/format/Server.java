package io.github.flumeaggregation.core.format;

/** The servers that read a {@code LogFormat}, each a little otherwise. */
enum Server {
  /** Apache httpd, and Tomcat from 10 on: {@code %D} is microseconds. */
  HTTPD,
  /** Tomcat up to 9: {@code %D} is milliseconds, and some letters are its own. */
  TOMCAT,
  /** Jetty: {@code %D} is milliseconds. */
  JETTY
}
