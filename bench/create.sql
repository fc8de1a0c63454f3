-- What has to be asked of the database for a create: who asks, and the insert, in autocommit, which is the least there is.
select api_tokens.id, api_tokens.user_id, api_tokens.scopes, memberships.role,
  (api_tokens.last_used_at is null or api_tokens.last_used_at < current_timestamp - interval '1 minute')
from api_tokens left join memberships
  on memberships.user_id = api_tokens.user_id and memberships.business_id = '01940000-0000-7000-8000-0000000000b0'
where api_tokens.sha256 = '\x31ab00e4a6adff059e1a208a6c3828b84952bb1b1694bfb1a099db71d4cb0450'
  and api_tokens.revoked_at is null and api_tokens.expires_at > current_timestamp;
insert into customers (business_id, id, name, email, address, phone, notes, credit_limit_cents, status,
  created_by_user_id, created_by_token_id, created_by_request_id)
values ('01940000-0000-7000-8000-0000000000b0', gen_random_uuid(), 'Acme Corp', 'billing@acme.com',
  '1 Main Street, Springfield', '+1 555 0100', 'Pays on the first of the month.', 500000, 'active',
  '01940000-0000-7000-8000-0000000000b0', '01940000-0000-7000-8000-0000000000b0',
  '2fcbb1ea-9559-4cf0-babf-1292131e5e7b')
returning *;
