// What the web shop relies on. "npm install && npm test" writes ../../pacts/webshop-customers.json.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {MatchersV3, PactV4, SpecificationVersion} from '@pact-foundation/pact';

const {boolean, eachLike, integer, like, nullValue, regex, string} = MatchersV3;

const UUID = '^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$';
const ID = '01940000-0000-7000-8000-000000000001';
const TIME = '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z$';
const TOKEN = 'dz_webshop';
const BUSINESS = '01940000-0000-7000-8000-000000000777';
const CREATOR = {token: TOKEN, businessId: BUSINESS};

const pact = new PactV4({
  consumer: 'webshop',
  provider: 'customers',
  dir: fileURLToPath(new URL('../../pacts', import.meta.url)),
  spec: SpecificationVersion.SPECIFICATION_VERSION_V4,
  logLevel: 'warn',
});

// The shop's client.
async function createCustomer(address, customer, headers = {}) {
  const answer = await fetch(`${address}/api/v1/customers`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${TOKEN}`,
      'x-business-id': BUSINESS,
      'Content-Type': 'application/json',
      ...headers,
    },
    body: JSON.stringify(customer),
  });
  return {status: answer.status, headers: answer.headers, body: await answer.json()};
}

function asked(customer, headers = {}) {
  return (request) =>
    request
      .headers({
        Authorization: `Bearer ${TOKEN}`,
        'x-business-id': BUSINESS,
        'Content-Type': 'application/json',
        ...headers,
      })
      .jsonBody(customer);
}

function answered(fields, headers = {}) {
  return (response) =>
    response.headers({'Content-Type': 'application/json', ...headers}).jsonBody(fields);
}

test('a guest becomes a customer', async () => {
  const guest = {name: 'Zoë O\'Neil 🛒', email: 'zoe@shop.example'};
  await pact
    .addInteraction()
    .given('a user who may create customers', CREATOR)
    .uponReceiving('a guest')
    .withRequest('POST', '/api/v1/customers', asked(guest))
    .willRespondWith(
      201,
      answered(
        {
          id: regex(UUID, ID),
          business_id: BUSINESS,
          created_at: regex(TIME, '2026-03-01T09:30:00.123456Z'),
          name: guest.name,
          email: guest.email,
          status: 'active',
          phone: nullValue(),
          credit_limit_cents: nullValue(),
          is_deleted: boolean(false),
        },
        {Location: regex('^/api/v1/customers/.+$', `/api/v1/customers/${ID}`)},
      ),
    )
    .executeTest(async (api) => {
      const {status, body, headers} = await createCustomer(api.url, guest);
      assert.equal(status, 201);
      assert.equal(headers.get('Location'), `/api/v1/customers/${body.id}`);
      assert.equal(body.phone, null);
    });
});

test('fields that only the shop knows do no harm', async () => {
  const customer = {
    name: 'Ada',
    email: 'ada@shop.example',
    phone: '+49 30 1234',
    credit_limit_cents: 5000,
    newsletter: true,
    basket: {items: [1, 2]},
  };
  await pact
    .addInteraction()
    .given('a user who may create customers', CREATOR)
    .uponReceiving("a customer with fields of the shop's own")
    .withRequest('POST', '/api/v1/customers', asked(customer))
    .willRespondWith(
      201,
      answered({id: string(ID), phone: string('+49 30 1234'), credit_limit_cents: integer(5000)}),
    )
    .executeTest(async (api) => {
      const {status, body} = await createCustomer(api.url, customer);
      assert.equal(status, 201);
      assert.equal(body.credit_limit_cents, 5000);
    });
});

test('a double click makes one customer', async () => {
  const customer = {name: 'Ada', email: 'ada@shop.example'};
  const key = {'Idempotency-Key': 'webshop-basket-4711'};
  await pact
    .addInteraction()
    .given('a customer created with an idempotency key', {
      ...CREATOR,
      idempotencyKey: 'webshop-basket-4711',
      body: customer,
    })
    .uponReceiving('the second click')
    .withRequest('POST', '/api/v1/customers', asked(customer, key))
    .willRespondWith(
      201,
      answered({id: regex(UUID, ID), name: 'Ada'}, {'Idempotent-Replayed': 'true'}),
    )
    .executeTest(async (api) => {
      const {headers} = await createCustomer(api.url, customer, key);
      assert.equal(headers.get('Idempotent-Replayed'), 'true');
    });
});

test('a form that is not filled in shows what is wrong', async () => {
  await pact
    .addInteraction()
    .given('a user who may create customers', CREATOR)
    .uponReceiving('a form without an e-mail address')
    .withRequest('POST', '/api/v1/customers', asked({name: 'Ada', email: 'ada'}))
    .willRespondWith(
      422,
      answered({detail: eachLike({loc: ['body', 'email'], msg: like('value is not'), type: 'value_error'})}),
    )
    .executeTest(async (api) => {
      const {status, body} = await createCustomer(api.url, {name: 'Ada', email: 'ada'});
      assert.equal(status, 422);
      assert.equal(body.detail[0].loc[1], 'email');
    });
});

for (const {state, status, detail, headers} of [
  {
    state: 'an expired token',
    status: 401,
    detail: 'Not authenticated',
    headers: {'WWW-Authenticate': 'Bearer'},
  },
  {
    state: 'a token without the scope to create customers',
    status: 403,
    detail: 'Not enough permissions',
    headers: {},
  },
]) {
  test(`${state} is told`, async () => {
    const customer = {name: 'Ada', email: 'ada@shop.example'};
    await pact
      .addInteraction()
      .given(state, CREATOR)
      .uponReceiving(`a customer with ${state}`)
      .withRequest('POST', '/api/v1/customers', asked(customer))
      .willRespondWith(status, answered({detail}, headers))
      .executeTest(async (api) => {
        const answer = await createCustomer(api.url, customer);
        assert.equal(answer.status, status);
        assert.equal(answer.body.detail, detail);
      });
  });
}
