package com.dayzero.customers.server.admin;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Who makes a change, where nobody is named. */
final class Actor {
  private Actor() {}

  /** The user of the operating system and the host. */
  static String ofTheSystem() {
    return System.getProperty("user.name", "?") + "@" + host();
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "?";
    }
  }
}
