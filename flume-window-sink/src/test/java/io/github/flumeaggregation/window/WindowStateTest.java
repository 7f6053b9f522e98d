package io.github.flumeaggregation.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flumeaggregation.window.row.Events;
import io.github.flumeaggregation.window.state.Disk;
import io.github.flumeaggregation.window.state.DurableEngine;
import io.github.flumeaggregation.window.state.States;
import io.github.flumeaggregation.window.state.UnkindDisk;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowStateTest {
  @TempDir Path directory;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private String typed = "yes\n";

  private int run(String... args) {
    InputStream in = new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8));
    return WindowState.run(args, in, print(out), print(err));
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private DurableEngine open() {
    return DurableEngine.open(
        States.config(
            Events.settings(
                "stateDir", state().toString(),
                "alerts", "busy",
                "alerts.busy.on", "traffic",
                "alerts.busy.when", "count > 0",
                "alerts.busy.maxAge", "off")),
        new Disk());
  }

  private Path state() {
    return directory.resolve("state");
  }

  private void makeState() {
    try (DurableEngine engine = open()) {
      String body = Events.line(0, 200, 5) + "\nno access log\n" + Events.line(70, 404, 5);
      engine.add(Events.position("f", 0, body), Events.bytes(body), Events.WALL);
      engine.commit(Events.WALL);
    }
  }

  @Test
  void show_printsWhatTheStateHolds() {
    makeState();

    assertThat(run("show", state().toString())).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("sink w on node web1")
        .contains("read 3 = counted 2 + unparsed 1 + duplicate 0 + future 0")
        .contains("newest line 2015-05-17T10:06:10Z")
        .contains("results that wait to be delivered 4")
        .contains("alert busy: 1 fire")
        .contains("aggregation traffic: 2 slices of time, 2 groups in them, closed through 2015")
        .contains("aggregations.traffic.window = tumbling 1m");
  }

  @Test
  void export_printsTheOpenWindowsAsRows_andChangesNothing() {
    makeState();

    assertThat(run("export", state().toString())).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .anyMatch(row -> row.contains("\"start\":\"2015-05-17T10:06:00Z\"") && row.contains("404"))
        .noneMatch(row -> row.contains("\"type\":\"row\"") && row.contains("T10:05:00Z/"))
        .allMatch(row -> row.startsWith("{\"type\":"));
    String first = out.toString(StandardCharsets.UTF_8);
    out.reset();
    assertThat(run("export", state().toString())).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(first);
  }

  @Test
  void stateOfARunningSink_isLeftAlone() {
    try (DurableEngine engine = open()) {
      assertThat(engine.outbox().size()).isZero();
      assertThat(run("show", state().toString())).isEqualTo(1);
      assertThat(run("reset", state().toString())).isEqualTo(1);
    }
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("in use by another window sink");
  }

  @Test
  void reset_renamesTheStateAndTheSinkStartsOver() throws Exception {
    makeState();

    assertThat(run("reset", state().toString())).isZero();

    try (Stream<Path> left = Files.list(directory)) {
      assertThat(left.map(Path::getFileName).map(Path::toString))
          .singleElement()
          .asString()
          .startsWith("state.reset-");
    }
    try (DurableEngine engine = open()) {
      assertThat(engine.outbox().size()).isZero();
    }
  }

  @Test
  void reset_isOfItsTimeAndStaysWhenThePowerFails() throws Exception {
    makeState();
    Random random = new Random(42);
    for (int run = 0; run < 16; run++) {
      Path folder = Files.createDirectory(directory.resolve("run" + run));
      Path before = Files.move(state(), folder.resolve("state"));
      UnkindDisk disk = new UnkindDisk(random, directory.resolve("trash" + run));
      WindowState command = new WindowState(disk, () -> Events.WALL, System.in, print(out));

      assertThat(command.run(new String[] {"reset", before.toString(), "--yes"}, print(err)))
          .isZero();
      disk.dieAfter(0);
      assertThatThrownBy(() -> disk.delete(folder.resolve("none").toFile()))
          .isInstanceOf(IOException.class);

      assertThat(before).as("run %d", run).doesNotExist();
      Files.move(folder.resolve("state.reset-20150520T000000Z"), state());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "no\n", "y\n"})
  void reset_saysThatIdsComeAgainAndDoesNothingUnlessItIsConfirmed(String answer) {
    makeState();
    typed = answer;
    assertThat(run("reset", state().toString())).isEqualTo(1);
    assertThat(state()).exists();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("the same ids with other values")
        .contains("give the sink another 'node'")
        .contains("Nothing was done");
    assertThat(run("reset", state().toString(), "--yes")).isZero();
    assertThat(state()).doesNotExist();
  }

  private DurableEngine open(String name, String node) {
    return DurableEngine.open(
        States.config(name, Events.settings("stateDir", state().toString(), "node", node)),
        new Disk());
  }

  @Test
  void rename_makesItTheStateOfAnotherNodeOrSink() {
    makeState();

    assertThat(run("rename", state().toString(), "node", "web2")).isZero();
    assertThat(run("rename", state().toString(), "sink", "v")).isZero();

    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("The state is now that of sink v on node web2")
        .contains("4 rows that wait keep their old ids");
    try (DurableEngine engine = open("v", "web2")) {
      engine.channelIdle(Events.WALL);
      assertThat(engine.outbox().all().get(0).headers().get("id")).startsWith("web1/w/");
      assertThat(engine.outbox().all())
          .extracting(row -> row.headers().get("id"))
          .anyMatch(id -> id.startsWith("web2/v/"));
      assertThat(Events.sinkBooks(engine.outbox().all())).isEqualTo("3 2 1 0 0");
    }
  }

  @Test
  void renameOfWhatHasNoOtherName_isRefused() {
    makeState();

    assertThat(run("rename", state().toString(), "host", "web2")).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("allowed are node and sink");
    open().close();
  }

  @Test
  void wrongCall_saysHowToCall() {
    assertThat(run("show", "x", "--yes")).isEqualTo(2);
    assertThat(run("erase", "x")).isEqualTo(2);
    assertThat(run("show")).isEqualTo(2);
    assertThat(run("show", directory.toString())).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("usage:")
        .contains("is not the state directory of a window sink");
  }
}
