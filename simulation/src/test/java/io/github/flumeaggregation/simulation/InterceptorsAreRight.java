package io.github.flumeaggregation.simulation;

/** Monitoring of an interceptor shows what has passed since it started, each line once. */
final class InterceptorsAreRight implements Law {
  @Override
  public void onTheWay(World world) {
    world.hosts.forEach(host -> host.interceptor.checkNews());
  }

  @Override
  public void inTheEnd(World world) {
    world.hosts.forEach(host -> host.interceptor.check());
  }
}
