package com.dayzero.customers.mock.http;

import com.dayzero.customers.contract.Contract;
import com.github.tomakehurst.wiremock.common.HttpsSettings;
import com.github.tomakehurst.wiremock.common.JettySettings;
import com.github.tomakehurst.wiremock.core.Options;
import com.github.tomakehurst.wiremock.http.AdminRequestHandler;
import com.github.tomakehurst.wiremock.http.HttpServer;
import com.github.tomakehurst.wiremock.http.HttpServerFactory;
import com.github.tomakehurst.wiremock.http.StubRequestHandler;
import com.github.tomakehurst.wiremock.jetty11.Jetty11HttpServer;
import java.util.EnumSet;
import wiremock.jakarta.servlet.DispatcherType;
import wiremock.org.eclipse.jetty.io.NetworkTrafficListener;
import wiremock.org.eclipse.jetty.server.HttpConnectionFactory;
import wiremock.org.eclipse.jetty.server.ServerConnector;
import wiremock.org.eclipse.jetty.servlet.FilterHolder;
import wiremock.org.eclipse.jetty.servlet.ServletContextHandler;

/**
 * WireMock's own HTTP server with our filter before the stubs, and no longer heads than the server
 * takes.
 */
public final class MockHttpServerFactory implements HttpServerFactory {
  private static final int MOST_BYTES_OF_A_HEAD = 8 * 1024;

  private final WireFilter filter;

  /** For answers by this contract. */
  public MockHttpServerFactory(Contract contract) {
    this.filter = new WireFilter(contract);
  }

  @Override
  public HttpServer buildHttpServer(
      Options options, AdminRequestHandler admin, StubRequestHandler stubs) {
    return new Jetty11HttpServer(options, admin, stubs) {
      @Override
      protected ServerConnector createHttpConnector(
          String address, int port, JettySettings settings, NetworkTrafficListener traffic) {
        return limited(super.createHttpConnector(address, port, settings, traffic), settings);
      }

      @Override
      protected ServerConnector createHttpsConnector(
          String address,
          HttpsSettings https,
          JettySettings settings,
          NetworkTrafficListener traffic) {
        return limited(super.createHttpsConnector(address, https, settings, traffic), settings);
      }

      private static ServerConnector limited(ServerConnector connector, JettySettings settings) {
        connector
            .getConnectionFactory(HttpConnectionFactory.class)
            .getHttpConfiguration()
            .setRequestHeaderSize(settings.getRequestHeaderSize().orElse(MOST_BYTES_OF_A_HEAD));
        return connector;
      }

      @Override
      protected void decorateMockServiceContextBeforeConfig(ServletContextHandler context) {
        FilterHolder holder = new FilterHolder(filter);
        holder.setAsyncSupported(true);
        context.addFilter(holder, "/*", EnumSet.of(DispatcherType.REQUEST));
      }

      @Override
      protected void finalizeSetup(Options options) {
        super.finalizeSetup(options);
        jettyServer.setErrorHandler(new UnreadableRequests());
      }
    };
  }
}
