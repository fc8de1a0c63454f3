package com.dayzero.customers.mock.http;

import com.dayzero.customers.contract.Contract;
import com.github.tomakehurst.wiremock.core.Options;
import com.github.tomakehurst.wiremock.http.AdminRequestHandler;
import com.github.tomakehurst.wiremock.http.HttpServer;
import com.github.tomakehurst.wiremock.http.HttpServerFactory;
import com.github.tomakehurst.wiremock.http.StubRequestHandler;
import com.github.tomakehurst.wiremock.jetty11.Jetty11HttpServer;
import java.util.EnumSet;
import wiremock.jakarta.servlet.DispatcherType;
import wiremock.org.eclipse.jetty.servlet.FilterHolder;
import wiremock.org.eclipse.jetty.servlet.ServletContextHandler;

/** WireMock's own HTTP server with our filter before the stubs. */
public final class MockHttpServerFactory implements HttpServerFactory {
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
