package com.dayzero.customers.mock.answer;

import com.dayzero.customers.contract.ErrorBody;
import com.github.tomakehurst.wiremock.common.FileSource;
import com.github.tomakehurst.wiremock.common.InvalidInputException;
import com.github.tomakehurst.wiremock.common.filemaker.FilenameMaker;
import com.github.tomakehurst.wiremock.extension.requestfilter.AdminRequestFilterV2;
import com.github.tomakehurst.wiremock.extension.requestfilter.RequestFilterAction;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.standalone.JsonFileMappingsSource;
import com.github.tomakehurst.wiremock.stubbing.InMemoryStubMappings;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import java.util.Map;
import java.util.Set;

/**
 * Refuses to read the stubs again while a file of them cannot be read: WireMock forgets all stubs
 * before it finds that out.
 */
public final class ReloadCheck implements AdminRequestFilterV2 {
  /** Below the root of the admin API, where a request has lost it. */
  private static final Set<String> RELOADS = Set.of("/mappings/reset", "/reset");

  private static final int REFUSED = 422;

  private final FileSource root;
  private final StubCheck check;

  /** For the stubs below this folder. */
  public ReloadCheck(FileSource root, StubCheck check) {
    this.root = root;
    this.check = check;
  }

  /** What is wrong with a stub, for its author. */
  public static String words(RuntimeException e) {
    return "A stub cannot be read: "
        + (e instanceof InvalidInputException invalid
            ? invalid.getErrors().first().getDetail()
            : e.getMessage());
  }

  @Override
  public String getName() {
    return "reload-check";
  }

  @Override
  public RequestFilterAction filter(Request request, ServeEvent event) {
    if (request.getMethod().equals(RequestMethod.POST)
        && RELOADS.contains(request.getUrl().split("\\?", 2)[0])) {
      try {
        new JsonFileMappingsSource(root.child("mappings"), new FilenameMaker())
            .loadMappingsInto(new Trial());
      } catch (RuntimeException e) {
        ErrorBody refused = new ErrorBody.Sentence(words(e) + "\nThe stubs stay as they were.");
        return RequestFilterAction.stopWith(
            OnDemand.json(REFUSED, refused.toBytes(), Map.of()).build());
      }
    }
    return RequestFilterAction.continueWith(request);
  }

  /** Stubs that answer nobody. */
  private final class Trial extends InMemoryStubMappings {
    @Override
    public void addMapping(StubMapping stub) {
      check.beforeStubCreated(stub);
      super.addMapping(stub);
    }
  }
}
