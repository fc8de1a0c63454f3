-- The statement of a create without an Idempotency-Key, in its transaction, as the server sends it.
begin;
insert into customers (business_id, id, name, email, address, phone, tax_id, website, notes, credit_limit_cents,
  default_payment_term_id, status, category, invoice_footer, created_by_user_id, created_by_token_id,
  created_by_request_id, created_for_email)
select '01940000-0000-7000-8000-0000000000b0', gen_random_uuid(), 'Acme Corp', 'billing@acme.com',
  '1 Main Street, Springfield', '+1 555 0100', null, null, 'Pays on the first of the month.', 500000, null, 'active', null,
  null, '01940000-0000-7000-8000-0000000000b0', '01940000-0000-7000-8000-0000000000b0',
  '2fcbb1ea-9559-4cf0-babf-1292131e5e7b', null
returning created_at, updated_at, is_deleted, deleted_at, stripe_customer_id;
commit;
