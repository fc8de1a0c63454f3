package com.dayzero.customers.server.operations;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.pattern.Abbreviator;
import ch.qos.logback.classic.pattern.TargetLengthBasedClassNameAbbreviator;
import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.ansi.AnsiColor;
import org.springframework.boot.ansi.AnsiOutput;
import org.springframework.boot.ansi.AnsiStyle;
import org.springframework.boot.logging.structured.StructuredLogFormatter;

/**
 * An entry of the log for people: time (UTC), level, id of the request and of its trace, logger,
 * message, stack trace. What strangers sent may stand in a message: no control character survives,
 * and a line break starts no new entry.
 *
 * <p>A pattern of Logback says the same in half a line, and takes five times as long for it; there
 * is an entry for each request.
 */
public final class LogText implements StructuredLogFormatter<ILoggingEvent> {
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();
  private static final int LOGGER_WIDTH = 30;

  private final Abbreviator abbreviator = new TargetLengthBasedClassNameAbbreviator(LOGGER_WIDTH);
  private final Map<String, String> loggers = new ConcurrentHashMap<>();
  private final ThrowableProxyConverter stackTrace;

  /** Called by Spring Boot, as {@code logging.structured.format.console} names this class. */
  public LogText(ThrowableProxyConverter stackTrace) {
    this.stackTrace = stackTrace;
  }

  @Override
  public String format(ILoggingEvent event) {
    Map<String, String> ids = event.getMDCPropertyMap();
    String trace = ids.getOrDefault("traceId", "");
    StringBuilder entry =
        new StringBuilder(256)
            .append(
                AnsiOutput.toString(
                    AnsiStyle.FAINT,
                    TIME.format(Instant.ofEpochMilli(event.getTimeStamp())),
                    AnsiStyle.NORMAL,
                    colorOf(event.getLevel()),
                    event.getLevel().levelStr.length() < 5 ? "  " : " ",
                    event.getLevel(),
                    AnsiColor.DEFAULT,
                    AnsiStyle.FAINT,
                    " [",
                    ids.getOrDefault("request_id", ""),
                    trace.isEmpty() ? "" : " ",
                    trace,
                    "] ",
                    AnsiStyle.NORMAL,
                    AnsiColor.CYAN,
                    loggers.computeIfAbsent(event.getLoggerName(), this::logger),
                    AnsiColor.DEFAULT,
                    " : "));
    appendHarmless(String.valueOf(event.getFormattedMessage()), entry);
    entry.append('\n');
    if (event.getThrowableProxy() != null) {
      entry.append("  ");
      appendHarmless(stackTrace.convert(event), entry);
    }
    return entry.toString();
  }

  private static AnsiColor colorOf(Level level) {
    return switch (level.levelInt) {
      case Level.ERROR_INT -> AnsiColor.RED;
      case Level.WARN_INT -> AnsiColor.YELLOW;
      default -> AnsiColor.GREEN;
    };
  }

  /** As wide as all others, so that messages stand in a column. */
  private String logger(String name) {
    String abbreviated = abbreviator.abbreviate(name);
    int tooLong = Math.max(0, abbreviated.length() - LOGGER_WIDTH);
    return ("%-" + LOGGER_WIDTH + "s").formatted(abbreviated.substring(tooLong));
  }

  private static void appendHarmless(String text, StringBuilder entry) {
    int next;
    for (int i = 0; i < text.length(); i = next) {
      int character = text.codePointAt(i);
      next = i + Character.charCount(character);
      if (character == '\n') {
        entry.append(next == text.length() ? "\n" : "\n  ");
      } else {
        entry.appendCodePoint(isHarmless(character) ? character : '?');
      }
    }
  }

  private static boolean isHarmless(int character) {
    if (character >= ' ' && character <= '~') {
      return true;
    }
    return switch (Character.getType(character)) {
      case Character.CONTROL -> character == '\t';
      case Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
      default -> true;
    };
  }
}
