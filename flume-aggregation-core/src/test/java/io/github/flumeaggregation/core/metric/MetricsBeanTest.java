package io.github.flumeaggregation.core.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetricsBeanTest {
  /** What a counter of Flume's is like. */
  public interface OldMBean {
    long getOld();
  }

  /** Each reading of it is another moment. */
  static final class Counter implements OldMBean, MetricsBean {
    private final AtomicLong moment = new AtomicLong();
    private final DynamicMBean bean =
        MetricsBean.of(
            this, OldMBean.class, TABLE.metrics(), () -> TABLE.read(moment.incrementAndGet()));

    @Override
    public long getOld() {
      return 7;
    }

    @Override
    public DynamicMBean bean() {
      return bean;
    }
  }

  private static final MetricTable<Long> TABLE =
      new MetricTable.Builder<Long>()
          .counter("Read", "lines", "lines read", moment -> moment)
          .gauge("Held", "bytes", "bytes held", moment -> 2 * moment)
          .text("Words", "in words", moment -> "moment " + moment)
          .build();

  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
  private ObjectName name;

  @BeforeEach
  void register() throws Exception {
    name = new ObjectName("io.github.flumeaggregation.test:type=MetricsBeanTest");
    server.registerMBean(new Counter(), name);
  }

  @AfterEach
  void unregister() throws Exception {
    server.unregisterMBean(name);
  }

  @Test
  void attributesAskedForTogether_areOfOneMoment() throws Exception {
    for (long moment = 1; moment <= 3; moment++) {
      AttributeList shown =
          server.getAttributes(name, new String[] {"Read", "Held", "Words", "Old", "None"});

      assertThat(shown.asList())
          .containsExactly(
              new Attribute("Read", moment),
              new Attribute("Held", 2 * moment),
              new Attribute("Words", "moment " + moment),
              new Attribute("Old", 7L));
    }
  }

  @Test
  void description_isThatOfTheTable() throws Exception {
    MBeanAttributeInfo[] infos = server.getMBeanInfo(name).getAttributes();

    assertThat(Arrays.stream(infos).map(MBeanAttributeInfo::getName))
        .containsExactly("Old", "Read", "Held", "Words");
    assertThat(infos[1].getDescription()).isEqualTo("lines read");
    assertThat(infos[1].getType()).isEqualTo("long");
    assertThat(infos[1].getDescriptor().getFieldValue("units")).isEqualTo("lines");
    assertThat(infos[1].getDescriptor().getFieldValue("metricType")).isEqualTo("counter");
    assertThat(infos[2].getDescriptor().getFieldValue("metricType")).isEqualTo("gauge");
    assertThat(infos[3].getType()).isEqualTo("java.lang.String");
  }

  @Test
  void unknownAttribute_isRefused() {
    assertThatThrownBy(() -> server.getAttribute(name, "None"))
        .isInstanceOf(AttributeNotFoundException.class);
    assertThatThrownBy(() -> server.setAttribute(name, new Attribute("Read", 0L)))
        .isInstanceOf(AttributeNotFoundException.class);
  }

  @Test
  void layers_areReadAsOne() {
    MetricTable<String> other =
        new MetricTable.Builder<String>()
            .gauge("Length", "characters", "how long it is", String::length)
            .build();
    Reading both = TABLE.read(5L).and(other.read("abc"));

    assertThat(both.number("Held")).isEqualTo(10);
    assertThat(both.number("Length")).isEqualTo(3);
    assertThat(both.metrics()).isEqualTo(MetricTable.all(TABLE, other));
    assertThat(both.value("None")).isNull();
    assertThatThrownBy(() -> both.number("Words")).hasMessageContaining("Words");
  }

  @Test
  void nothingReadYet_isZerosAndNoWords() {
    Reading nothing = Reading.nothing(List.copyOf(TABLE.metrics()));

    assertThat(nothing.number("Read")).isZero();
    assertThat(nothing.value("Words")).isEqualTo("");
  }

  @Test
  void twoOfOneName_areRefused() {
    MetricTable.Builder<Long> table =
        new MetricTable.Builder<Long>().gauge("Read", "lines", "lines", moment -> moment);

    assertThatThrownBy(() -> table.text("Read", "words", String::valueOf))
        .hasMessageContaining("Read");
  }
}
