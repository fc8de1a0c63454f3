package com.dayzero.customers.server;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Sees whom this process connects to: the JDK asks the selector of proxies before each connection,
 * of a plain socket too. Clients of tests that exist already do not ask, and pools of connections
 * to a database do not count.
 */
final class Outgoing extends ProxySelector implements AutoCloseable {
  /** The thread of a pool, of which other tests' servers have their own, to their own databases. */
  private static final String POOL = "connection-adder";

  private final ProxySelector before = ProxySelector.getDefault();
  private final List<URI> destinations = new CopyOnWriteArrayList<>();

  private Outgoing() {}

  /** Watches until it is closed. */
  static Outgoing watch() {
    Outgoing outgoing = new Outgoing();
    ProxySelector.setDefault(outgoing);
    return outgoing;
  }

  /** Whom it was connected to. */
  List<URI> destinations() {
    return List.copyOf(destinations);
  }

  @Override
  public List<Proxy> select(URI uri) {
    if (!Thread.currentThread().getName().endsWith(POOL)) {
      destinations.add(uri);
    }
    return List.of(Proxy.NO_PROXY);
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException failure) {
    // It was tried, and stands in the list.
  }

  @Override
  public void close() {
    ProxySelector.setDefault(before);
  }
}
