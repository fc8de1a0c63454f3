package com.dayzero.customers.mock;

import com.github.tomakehurst.wiremock.common.AsynchronousResponseSettings;
import com.github.tomakehurst.wiremock.common.ClasspathFileSource;
import com.github.tomakehurst.wiremock.common.filemaker.FilenameMaker;
import com.github.tomakehurst.wiremock.extension.ExtensionDeclarations;
import com.github.tomakehurst.wiremock.extension.MappingsLoaderExtension;
import com.github.tomakehurst.wiremock.http.ThreadPoolFactory;
import com.github.tomakehurst.wiremock.http.client.HttpClient;
import com.github.tomakehurst.wiremock.http.client.HttpClientFactory;
import com.github.tomakehurst.wiremock.standalone.CommandLineOptions;
import com.github.tomakehurst.wiremock.standalone.JsonFileMappingsSource;
import com.github.tomakehurst.wiremock.stubbing.StubMappings;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import wiremock.com.google.common.base.Suppliers;
import wiremock.org.eclipse.jetty.util.thread.QueuedThreadPool;

/** WireMock's own options, with the defaults of a mock that is quick, bounded and quiet. */
final class MockOptions extends CommandLineOptions {
  /** The folder on the class path that holds our stubs and files. */
  static final String OURS = "mock";

  /** Few, because WireMock counts them for every request; a session remembers more. */
  private static final int JOURNAL_ENTRIES = 20;

  private static final int DELAYING_THREADS = 10;

  private final ExtensionDeclarations extensions = super.getDeclaredExtensions();

  private MockOptions(String... wireMockArguments) {
    super(wireMockArguments);
  }

  /** Options for the stubs that come with the mock, and those of a folder where one is given. */
  static MockOptions of(MockSettings settings, boolean withFolder, String... wireMockArguments) {
    MockOptions options = new MockOptions(wireMockArguments);
    options.extensions.add(new MockExtensions(settings));
    if (withFolder) {
      options.extensions.add(new OurStubs());
    }
    return options;
  }

  @Override
  public ExtensionDeclarations getDeclaredExtensions() {
    return extensions;
  }

  /** Ours are declared; there are no others in the one jar. */
  @Override
  public boolean isExtensionScanningEnabled() {
    return false;
  }

  @Override
  public boolean getGzipDisabled() {
    return true;
  }

  @Override
  public boolean getStubRequestLoggingDisabled() {
    return !verboseLoggingEnabled();
  }

  @Override
  public ChunkedEncodingPolicy getChunkedEncodingPolicy() {
    return ChunkedEncodingPolicy.NEVER;
  }

  /** A request that waits takes no thread from the others. */
  @Override
  public AsynchronousResponseSettings getAsynchronousResponseSettings() {
    return new AsynchronousResponseSettings(true, DELAYING_THREADS);
  }

  /** A client that stops sending in the middle takes no thread from the others either. */
  @Override
  public ThreadPoolFactory threadPoolFactory() {
    return options -> {
      QueuedThreadPool threads = new QueuedThreadPool(options.containerThreads());
      threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
      return threads;
    };
  }

  /**
   * WireMock makes the clients of stubs that forward requests when it starts, which takes a tenth
   * of a second. Few stubs do, so the first of them makes them; what they are made of is read at
   * the start all the same, since it may be wrong.
   */
  @Override
  public HttpClientFactory httpClientFactory() {
    HttpClientFactory clients = super.httpClientFactory();
    var _ = proxyTimeout();
    var _ = getMaxHttpClientConnections();
    return httpsSettings().hasTrustStore()
        ? clients
        : (options, trustAll, trusted, systemProperties) -> {
          Supplier<HttpClient> client =
              Suppliers.memoize(
                  () -> clients.buildHttpClient(options, trustAll, trusted, systemProperties));
          return request -> client.get().execute(request);
        };
  }

  @Override
  public Optional<Integer> maxRequestJournalEntries() {
    return super.maxRequestJournalEntries().or(() -> Optional.of(JOURNAL_ENTRIES));
  }

  /** The stubs that come with the mock, beside those of a folder. */
  private static final class OurStubs implements MappingsLoaderExtension {
    @Override
    public String getName() {
      return "stubs-of-the-contract";
    }

    @Override
    public void loadMappingsInto(StubMappings stubs) {
      new JsonFileMappingsSource(
              new ClasspathFileSource(MockOptions.class, OURS + "/mappings"), new FilenameMaker())
          .loadMappingsInto(stubs);
    }
  }
}
