package io.github.flumeaggregation.simulation;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.apache.flume.Event;

/**
 * Starts the tail source's engine, by the door that its own tests have: nothing of the tail source
 * is needed to compile the simulation, and to run lives without files.
 */
final class TailReaders {
  private static final String DOOR = "io.github.flumeaggregation.tail.TailDoor";

  private TailReaders() {}

  /**
   * What the parameters are, the door says.
   *
   * @param sendMarker null if nothing needs confirmation
   */
  static TailReader start(
      Path positionFile,
      String pattern,
      Map<String, String> settings,
      LongSupplier wallMillis,
      LongSupplier nanos,
      Predicate<List<Event>> deliver,
      LongPredicate sendMarker,
      LongSupplier confirmed) {
    try {
      Constructor<?> door = Class.forName(DOOR).getConstructors()[0];
      return by(
          door.newInstance(
              positionFile, pattern, settings, wallMillis, nanos, deliver, sendMarker, confirmed));
    } catch (InvocationTargetException e) {
      throw new AssertionError("the tail source does not start", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the tail source's tests are not there", e);
    }
  }

  private static TailReader by(Object door) {
    return (TailReader)
        Proxy.newProxyInstance(
            TailReader.class.getClassLoader(),
            new Class<?>[] {TailReader.class},
            (proxy, method, arguments) -> {
              try {
                return door.getClass()
                    .getMethod(method.getName(), method.getParameterTypes())
                    .invoke(door, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
