package com.dayzero.customers.server.settings;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.util.ClassUtils;
import org.springframework.util.unit.DataSize;

/** Words for a setting that cannot be used: which one, what it is, what it may be. */
final class BadSetting {
  /** Where application.yaml takes a setting from the environment, and the variable's name. */
  private static final Pattern FROM_ENVIRONMENT = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)[:}].*");

  private BadSetting() {}

  /** One line; it names the variable where the setting comes from one, else the property. */
  static String line(BindException bad) {
    Throwable root = bad;
    for (@Nullable Throwable cause = bad; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConversionFailedException failed) {
        return "%s is '%s': set it to %s"
            .formatted(name(bad), failed.getValue(), allowed(failed.getTargetType().getType()));
      }
      root = cause;
    }
    // What a settings record refuses, it refuses in such a line.
    return Objects.requireNonNullElseGet(root.getMessage(), bad::toString);
  }

  private static String name(BindException bad) {
    @Nullable ConfigurationProperty property = bad.getProperty();
    if (property != null) {
      Matcher variable = FROM_ENVIRONMENT.matcher(String.valueOf(property.getValue()));
      if (variable.matches()) {
        return variable.group(1);
      }
    }
    return bad.getName().toString();
  }

  private static String allowed(Class<?> given) {
    Class<?> type = ClassUtils.resolvePrimitiveIfNecessary(given);
    if (type == Duration.class) {
      return "a time with its unit, such as 24h, 90s or 500ms";
    } else if (type == DataSize.class) {
      return "a size with its unit, such as 8MB";
    } else if (type == Boolean.class) {
      return "true or false";
    } else if (type == InetAddress.class) {
      return "an address of this machine, such as 127.0.0.1";
    } else if (Number.class.isAssignableFrom(type)) {
      return "a number";
    } else if (type.isEnum()) {
      return "one of " + Arrays.toString(type.getEnumConstants());
    }
    return "a " + type.getSimpleName();
  }
}
