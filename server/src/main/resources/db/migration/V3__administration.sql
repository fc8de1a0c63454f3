-- What the admin command changed, one row a change, written in the transaction of the change. No foreign keys: a row
-- outlives what it tells of. No secrets: of a token its id and its name.
create table audit_log (
  id uuid primary key,
  occurred_at timestamp(6) with time zone not null default now(),
  actor varchar not null,
  database_user varchar not null default current_user,
  action varchar not null,
  business_id uuid,
  user_id uuid,
  subject_id varchar not null,
  details json not null
);

create index audit_log_by_occurred_at on audit_log (occurred_at);
create index audit_log_by_business on audit_log (business_id, occurred_at);
create index audit_log_by_user on audit_log (user_id, occurred_at);
create index audit_log_by_subject on audit_log (subject_id, occurred_at);

-- Rights keep the server and the admin command from rewriting it; this keeps everybody, where one role does it all.
-- [jooq ignore start]
create function refuse_to_rewrite_audit_log() returns trigger language plpgsql as
$$
begin
  raise exception 'Rows of audit_log are neither changed nor deleted' using errcode = 'insufficient_privilege';
end
$$;

create trigger audit_log_is_only_added_to before update or delete or truncate on audit_log
  for each statement execute function refuse_to_rewrite_audit_log();
-- [jooq ignore stop]
