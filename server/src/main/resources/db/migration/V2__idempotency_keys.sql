-- The first answer to each Idempotency-Key, for as long as it may be asked for again. A row is inserted before the
-- operation is carried out, so that a second request waits for it, and gets its answer in the same transaction: to
-- anybody else no answer is ever null. The body is kept as the text that was sent.
create table idempotency_keys (
  business_id uuid not null references businesses (id),
  operation_id varchar not null,
  idempotency_key varchar not null,
  created_at timestamp(6) with time zone not null default now(),
  body_sha256 bytea not null check (octet_length(body_sha256) = 32),
  answer_location text,
  answer_body text,
  primary key (business_id, operation_id, idempotency_key)
);

create index idempotency_keys_by_created_at on idempotency_keys (created_at);
