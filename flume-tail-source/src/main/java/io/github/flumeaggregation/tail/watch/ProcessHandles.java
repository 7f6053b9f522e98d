package io.github.flumeaggregation.tail.watch;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;

/** How many files this process may have open, and has: files, sockets, and all else counted. */
public interface ProcessHandles {
  /** Those of this process. */
  ProcessHandles SYSTEM =
      new ProcessHandles() {
        private final OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();

        @Override
        public long most() {
          return system instanceof UnixOperatingSystemMXBean
              ? ((UnixOperatingSystemMXBean) system).getMaxFileDescriptorCount()
              : Long.MAX_VALUE;
        }

        @Override
        public long open() {
          return system instanceof UnixOperatingSystemMXBean
              ? ((UnixOperatingSystemMXBean) system).getOpenFileDescriptorCount()
              : 0;
        }
      };

  /** The limit that the system sets the process ({@code ulimit -n}). */
  long most();

  /** Those that are open now. Costs some 0.1 microseconds each. */
  long open();
}
