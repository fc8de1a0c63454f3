-- The statement of a create without an Idempotency-Key, in its transaction, as the server sends it for one that comes
-- alone; for those that come together the arrays are longer.
begin;
insert into customers (business_id, id, created_at, updated_at, name, email, address, phone, tax_id, website, notes,
  credit_limit_cents, default_payment_term_id, status, category, is_deleted, deleted_at, stripe_customer_id,
  invoice_footer, created_by_user_id, created_by_token_id, created_by_request_id, created_for_email)
select sent.*
from unnest(
  cast('{01940000-0000-7000-8000-0000000000b0}' as uuid[]), array[gen_random_uuid()], array[now()], array[now()],
  cast('{"Acme Corp"}' as text[]), cast('{"billing@acme.com"}' as text[]),
  cast('{"1 Main Street, Springfield"}' as text[]), cast('{"+1 555 0100"}' as text[]), cast('{null}' as text[]),
  cast('{null}' as text[]), cast('{"Pays on the first of the month."}' as text[]), cast('{500000}' as bigint[]),
  cast('{null}' as varchar[]), cast('{"active"}' as text[]), cast('{null}' as text[]), cast('{f}' as boolean[]),
  cast('{null}' as timestamptz[]), cast('{null}' as text[]), cast('{null}' as text[]),
  cast('{01940000-0000-7000-8000-0000000000b0}' as uuid[]), cast('{01940000-0000-7000-8000-0000000000b0}' as uuid[]),
  cast('{"2fcbb1ea-9559-4cf0-babf-1292131e5e7b"}' as text[]), cast('{null}' as text[])
) as sent (business_id, id, created_at, updated_at, name, email, address, phone, tax_id, website, notes,
  credit_limit_cents, default_payment_term_id, status, category, is_deleted, deleted_at, stripe_customer_id,
  invoice_footer, created_by_user_id, created_by_token_id, created_by_request_id, created_for_email),
  set_config('lock_timeout', '100ms', true)
where sent.default_payment_term_id is null or exists (
  select 1 from payment_terms
  where payment_terms.business_id = sent.business_id and payment_terms.id = sent.default_payment_term_id)
returning id;
commit;
