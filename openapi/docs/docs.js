// The contract names production first, as published; "try it out" is for the host that serves this page.
window.docs = SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#docs',
  deepLinking: true,
  displayRequestDuration: true,
  persistAuthorization: true,
  tryItOutEnabled: true,
  validatorUrl: null,
  onComplete: () => window.docs.getSystem().oas3Actions.setSelectedServer('/'),
});
