-- Who created a customer, for the audit trail; null for those that were there before. No foreign keys: the trail outlives
-- users and tokens. It needs a lock that waits for every transaction on the table and that every other waits for in turn,
-- so it waits for a moment only; the server tries again, see MIGRATION_PATIENCE.
-- [jooq ignore start]
set local lock_timeout = '500ms';
-- [jooq ignore stop]

alter table customers
  add column created_by_user_id uuid,
  add column created_by_token_id uuid,
  add column created_by_request_id text,
  add column created_for_email text;
