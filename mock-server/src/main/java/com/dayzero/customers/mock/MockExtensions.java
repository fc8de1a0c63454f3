package com.dayzero.customers.mock;

import com.dayzero.customers.contract.Contract;
import com.dayzero.customers.mock.answer.ContractTransformer;
import com.dayzero.customers.mock.answer.MissingFiles;
import com.dayzero.customers.mock.answer.OtherRequests;
import com.dayzero.customers.mock.answer.ReloadCheck;
import com.dayzero.customers.mock.answer.RequestIdHeader;
import com.dayzero.customers.mock.answer.StaticFiles;
import com.dayzero.customers.mock.answer.StubCheck;
import com.dayzero.customers.mock.http.MockHttpServerFactory;
import com.dayzero.customers.mock.session.SessionAdmin;
import com.dayzero.customers.mock.session.SessionLog;
import com.dayzero.customers.mock.session.Sessions;
import com.github.tomakehurst.wiremock.common.ClasspathFileSource;
import com.github.tomakehurst.wiremock.common.FileSource;
import com.github.tomakehurst.wiremock.extension.Extension;
import com.github.tomakehurst.wiremock.extension.ExtensionFactory;
import com.github.tomakehurst.wiremock.extension.WireMockServices;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything that makes a WireMock answer by the contract. A stock WireMock finds it by itself. */
public final class MockExtensions implements ExtensionFactory {
  private final MockSettings settings;

  /** With the settings of a mock that nobody set. */
  public MockExtensions() {
    this(MockSettings.DEFAULT);
  }

  MockExtensions(MockSettings settings) {
    this.settings = settings;
  }

  @Override
  public List<Extension> create(WireMockServices services) {
    Contract contract = Contract.load();
    Sessions sessions = new Sessions(settings.seed());
    StubCheck check = new StubCheck(contract);
    StaticFiles files = new StaticFiles(userFiles(services.getOptions().filesRoot()), contract);
    return List.of(
        new ContractTransformer(contract, sessions, settings.delayMillis()),
        check,
        new ReloadCheck(services.getOptions().filesRoot(), check),
        new MissingFiles(services.getStores().getFilesBlobStore()),
        new OtherRequests(contract, files, services.getAdmin()),
        new RequestIdHeader(contract, sessions),
        new SessionLog(sessions, OtherRequests::isFile, settings.quiet() ? null : System.out),
        new SessionAdmin(sessions, contract),
        new MockHttpServerFactory(contract));
  }

  private static @Nullable Path userFiles(FileSource root) {
    return root instanceof ClasspathFileSource ? null : Path.of(root.getPath(), "__files");
  }
}
