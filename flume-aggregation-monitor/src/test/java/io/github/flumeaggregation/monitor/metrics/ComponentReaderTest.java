package io.github.flumeaggregation.monitor.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ComponentReaderTest {
  private final MBeanServer server = MBeanServerFactory.newMBeanServer();
  private final ComponentReader reader = new ComponentReader(server, 2_000);

  /** The interface of {@link Level}, as JMX wants it. */
  public interface LevelMBean {
    long getLevel();

    long getStopTime();
  }

  /** A component. */
  public static class Level implements LevelMBean {
    final AtomicLong level = new AtomicLong();
    final AtomicLong stopTime = new AtomicLong();

    @Override
    public long getLevel() {
      return level.get();
    }

    @Override
    public long getStopTime() {
      return stopTime.get();
    }
  }

  /** One that answers when it may. */
  public static final class Slow extends Level implements LevelMBean {
    volatile CountDownLatch door = new CountDownLatch(0);

    @Override
    public long getLevel() {
      try {
        door.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return super.getLevel();
    }
  }

  @AfterEach
  void close() {
    reader.close();
  }

  private <T extends Level> T register(String type, String name, T level) throws Exception {
    server.registerMBean(level, new ObjectName("org.apache.flume." + type + ":type=" + name));
    return level;
  }

  private static Long level(Look look, String name) {
    return look.components.stream()
        .filter(component -> component.name.equals(name))
        .map(component -> component.number("Level"))
        .findFirst()
        .orElse(null);
  }

  @Test
  void componentThatHangs_isShownAsItWas_andHoldsNobody() throws Exception {
    Slow slow = register("sink", "slow", new Slow());
    Level other = register("channel", "other", new Level());
    slow.level.set(1);
    assertThat(level(reader.look(), "slow")).isEqualTo(1);

    slow.door = new CountDownLatch(1);
    slow.level.set(2);
    other.level.set(3);
    try (ComponentReader impatient = new ComponentReader(server, 0)) {
      assertThat(level(impatient.look(), "slow")).isNull();
    }
    Look look = reader.look();
    assertThat(look.late).isEqualTo(1);
    assertThat(level(look, "slow")).isEqualTo(1);
    assertThat(level(look, "other")).isEqualTo(3);

    slow.door.countDown();
    reader.look(); // takes the answer to what was asked before
    assertThat(level(reader.look(), "slow")).isEqualTo(2);
  }

  @Test
  void componentThatStoppedOrWentAway_isNotShown() throws Exception {
    Level level = register("source", "r1", new Level());
    assertThat(level(reader.look(), "r1")).isEqualTo(0);
    level.stopTime.set(1);
    assertThat(level(reader.look(), "r1")).isNull();
    level.stopTime.set(0);
    server.unregisterMBean(new ObjectName("org.apache.flume.source:type=r1"));
    assertThat(reader.look().components).isEmpty();
  }

  @Test
  void agentWithoutAPart_isNotReady() throws Exception {
    register("source", "r1", new Level());
    register("sink", "k1", new Level());
    assertThat(reader.look().notReady()).containsExactly("no channel runs");
    register("channel", "c1", new Level());
    assertThat(reader.look().notReady()).isEmpty();
  }
}
