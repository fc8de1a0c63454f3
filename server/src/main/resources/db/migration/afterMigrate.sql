-- What the server's role and the admin command's may do: granted after every migration, and at every start, because a
-- role may have been made since. A statement that needs more has to add it here; DatabaseRolesTest tells. Nothing is
-- revoked: an older server that starts beside a newer one would take what only the newer needs. A right that no
-- version in use needs any more is revoked by a migration.
do
$$
declare
  server constant name := '${server_role}';
  admin constant name := '${admin_role}';
  rights text;
begin
  -- Only the owner can grant. Who is not the owner starts on what the owner has migrated and granted before.
  if not pg_has_role(current_user, (select relowner from pg_class where oid = 'customers'::regclass), 'usage') then
    return;
  end if;
  -- PostgreSQL refuses two that grant at once.
  perform pg_advisory_xact_lock(hashtext('customers: what the roles may do'));

  if exists (select from pg_roles where rolname = server) and server <> current_user then
    foreach rights in array array[
      'select on flyway_schema_history, memberships, payment_terms',
      'select, update (last_used_at) on api_tokens',
      'select, insert on customers',
      'select, insert, update, delete on idempotency_keys'
    ] loop
      execute format('grant %s to %I', rights, server);
    end loop;
  end if;

  if exists (select from pg_roles where rolname = admin) and admin <> current_user then
    foreach rights in array array[
      'select on flyway_schema_history',
      'select, insert on businesses, payment_terms',
      -- The update is for a lock on the row: a user's tokens are counted one after the other.
      'select, insert, update (created_at) on users',
      'select, insert, update (role), delete on memberships',
      -- All but the hash can be read.
      'select (id, user_id, name, scopes, created_at, expires_at, revoked_at, last_used_at), insert, update (revoked_at)'
        ' on api_tokens',
      -- The time and the database's user are not the command's to say.
      'select, insert (id, actor, action, business_id, user_id, subject_id, details) on audit_log'
    ] loop
      execute format('grant %s to %I', rights, admin);
    end loop;
  end if;
end
$$;
