package com.dayzero.customers.mock;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * The address to listen on.
 *
 * @param name as it was given, a name or an address
 */
record Host(String name) {
  /** Whether there is an address of this name. */
  boolean isKnown() {
    try {
      return InetAddress.getByName(name) != null;
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** As it stands in a URL that works on this machine. */
  String inUrls() {
    return isLocalhost()
        ? "localhost"
        : name.indexOf(':') >= 0 && !name.startsWith("[") ? "[" + name + "]" : name;
  }

  private boolean isLocalhost() {
    try {
      InetAddress address = InetAddress.getByName(name);
      return address.isAnyLocalAddress() || address.equals(InetAddress.getLoopbackAddress());
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
