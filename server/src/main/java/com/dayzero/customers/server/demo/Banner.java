package com.dayzero.customers.server.demo;

import com.dayzero.customers.server.database.Database;
import com.dayzero.customers.server.web.TlsSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.stereotype.Component;

/** Makes the demo data where they are wanted, and says where the server is and how to call it. */
@Component
class Banner implements ApplicationListener<ApplicationReadyEvent> {
  private static final Logger LOG = LoggerFactory.getLogger(Banner.class);

  private final Database database;
  private final DemoData demo;
  private final DemoSettings settings;
  private final TlsSettings tls;

  Banner(Database database, DemoData demo, DemoSettings settings, TlsSettings tls) {
    this.database = database;
    this.demo = demo;
    this.settings = settings;
    this.tls = tls;
  }

  @Override
  public void onApplicationEvent(ApplicationReadyEvent ready) {
    String port = ready.getApplicationContext().getEnvironment().getProperty("local.server.port");
    String address = tls.scheme() + "://localhost:" + port;
    if (database.folder().isEmpty() && !settings.demoData()) {
      LOG.info("Ready at {}", address);
      return;
    }
    String token = demo.create();
    LOG.info(
        """
        Ready

          Address      {}
          Docs         {}/docs
          {}

        Create a customer:

        curl -i {}/api/v1/customers \\
          -H "Authorization: Bearer {}" \\
          -H 'x-business-id: {}' \\
          -H 'Content-Type: application/json' \\
          -d '{"name": "Acme Corp", "email": "billing@acme.com"}'
        """,
        address,
        address,
        database
            .folder()
            .map(folder ->
                "Database     its own, for trying it out, in "
                    + folder
                    + "; DATABASE_URL names another")
            .orElse("Database     " + database),
        address,
        // A log of a database that is not only for trying is no place for a token.
        database.folder().isPresent() ? token : "$(cat '" + demo.tokenFile() + "')",
        DemoData.BUSINESS_ID);
  }
}
