package io.github.flumeaggregation.monitor.http;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers GET and HEAD, one request to a connection, on threads of its own.
 *
 * <p>What always holds, whatever clients do:
 *
 * <ol>
 *   <li>No more than {@link #MAX_CONNECTIONS} are served at once; further ones are closed.
 *   <li>A connection lasts no longer than the limit given, also if its client sends nothing or
 *       reads nothing: a thread that waits for it is freed by closing the socket.
 *   <li>No request is larger than {@link Request#MAX_BYTES}, and none changes anything.
 * </ol>
 *
 * <p>The limits of the JDK's own server are settings of the whole JVM, which belongs to the agent,
 * and differ between versions: decision 150.
 */
public final class PageServer implements Closeable {
  /** A browser opens six. */
  static final int MAX_CONNECTIONS = 32;

  private static final Logger LOGGER = LoggerFactory.getLogger(PageServer.class);
  private static final int BACKLOG = 32;
  private static final long MAX_CLOSE_MILLIS = 5_000;
  private static final long IDLE_THREAD_SECONDS = 30;

  private final ServerSocket listening;
  private final AllowedHosts hosts;
  private final Function<Request, Response> pages;
  private final long maxExchangeMillis;
  private final ThreadPoolExecutor workers;
  private final ScheduledThreadPoolExecutor deadlines;
  private final Thread acceptor;
  private final Set<Socket> served = ConcurrentHashMap.newKeySet();

  /**
   * Listens from now on, until {@link #close}.
   *
   * @param pages answers requests, called by several threads
   * @param maxExchangeMillis how long a connection lasts at most
   * @throws IOException if the address cannot be listened on
   */
  public PageServer(
      InetSocketAddress address,
      AllowedHosts hosts,
      Function<Request, Response> pages,
      long maxExchangeMillis)
      throws IOException {
    this.hosts = hosts;
    this.pages = pages;
    this.maxExchangeMillis = maxExchangeMillis;
    listening = listen(address);
    ThreadFactory threads =
        task -> {
          Thread thread = new Thread(task, "monitor-server");
          thread.setDaemon(true);
          return thread;
        };
    workers =
        new ThreadPoolExecutor(
            0,
            MAX_CONNECTIONS,
            IDLE_THREAD_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            threads);
    deadlines = new ScheduledThreadPoolExecutor(1, threads);
    deadlines.setRemoveOnCancelPolicy(true);
    acceptor = threads.newThread(this::accept);
    acceptor.start();
  }

  private static ServerSocket listen(InetSocketAddress address) throws IOException {
    ServerSocket socket = new ServerSocket();
    try {
      socket.setReuseAddress(true); // connections of the agent that ended a moment ago
      socket.bind(address, BACKLOG);
      return socket;
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  /** The port that it listens on. */
  public int port() {
    return listening.getLocalPort();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        take(listening.accept());
      } catch (IOException e) {
        if (!listening.isClosed()) {
          LOGGER.warn("MonitorServer could not take a connection: {}", e.toString());
          pause();
        }
      }
    }
  }

  /** Until the process has files to open again, say. */
  private static void pause() {
    try {
      TimeUnit.SECONDS.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void take(Socket socket) {
    served.add(socket);
    try {
      workers.execute(() -> serve(socket));
    } catch (RejectedExecutionException e) {
      end(socket);
    }
  }

  private void serve(Socket socket) {
    ScheduledFuture<?> deadline = null;
    try {
      deadline = deadlines.schedule(() -> close(socket), maxExchangeMillis, TimeUnit.MILLISECONDS);
      new Exchange(socket, hosts, pages).run();
    } catch (IOException | RejectedExecutionException e) {
      LOGGER.debug("MonitorServer: a connection ended", e);
    } finally {
      end(socket);
      if (deadline != null) {
        deadline.cancel(false);
      }
    }
  }

  private void end(Socket socket) {
    served.remove(socket);
    close(socket);
  }

  private static void close(Closeable socket) {
    try {
      socket.close();
    } catch (IOException e) {
      LOGGER.debug("MonitorServer: a connection could not be closed", e);
    }
  }

  /** Ends it; when this returns, another server may listen on its port. */
  @Override
  public void close() {
    close(listening);
    workers.shutdownNow();
    deadlines.shutdownNow();
    served.forEach(PageServer::close);
    try {
      // The system keeps the port as long as a thread is within accept().
      acceptor.join(MAX_CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
