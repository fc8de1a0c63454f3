-- The database users of the service, made once by the database's administrator, in the database of the service:
--
--   createdb customers
--   psql -d customers -f docs/database-roles.sql
--   psql -d customers -c '\password customers_owner'    (and customers_server, customers_admin)
--
-- customers_owner migrates, customers_server is the server's, customers_admin the admin command's. None of them owns
-- more than the tables, and the rights on these are given by the migrations, see db/migration/afterMigrate.sql.

create role customers_owner login nosuperuser nocreatedb nocreaterole noreplication nobypassrls;
create role customers_server login nosuperuser nocreatedb nocreaterole noreplication nobypassrls;
create role customers_admin login nosuperuser nocreatedb nocreaterole noreplication nobypassrls;

-- What everybody may do by default: connect, make temporary tables, and on databases older than PostgreSQL 15 tables.
do
$$
begin
  execute format('revoke all on database %I from public', current_database());
  execute format('grant connect on database %I to customers_owner, customers_server, customers_admin', current_database());
end
$$;
revoke all on schema public from public;
grant usage, create on schema public to customers_owner;
grant usage on schema public to customers_server, customers_admin;
