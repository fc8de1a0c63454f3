package com.dayzero.customers.mock.answer;

import com.dayzero.customers.contract.ErrorBody;
import com.dayzero.customers.mock.session.Reason;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.store.BlobStore;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import java.util.Map;
import java.util.Objects;

/** Says which stub names a file that is not there, which is its author's to mend. */
public final class MissingFiles implements ResponseDefinitionTransformerV2 {
  private final BlobStore files;

  /** Of the files that stubs may name. */
  public MissingFiles(BlobStore files) {
    this.files = files;
  }

  @Override
  public String getName() {
    return "missing-files";
  }

  @Override
  public ResponseDefinition transform(ServeEvent event) {
    ResponseDefinition answer = event.getResponseDefinition();
    String file = answer.getBodyFileName();
    if (file == null || file.contains("{{") || isThere(file)) {
      return answer;
    }
    StubMapping stub = event.getStubMapping();
    String reason =
        "The stub \"%s\" answers with the file __files/%s, which is missing"
            .formatted(Objects.requireNonNullElse(stub.getName(), stub.getId().toString()), file);
    Reason.add(event, reason);
    return OnDemand.json(500, new ErrorBody.Sentence(reason).toBytes(), Map.of()).build();
  }

  private boolean isThere(String file) {
    try {
      return files.get(file).isPresent();
    } catch (RuntimeException missing) {
      // So WireMock tells it of files in a jar, after it has logged the names of all of them.
      return false;
    }
  }
}
