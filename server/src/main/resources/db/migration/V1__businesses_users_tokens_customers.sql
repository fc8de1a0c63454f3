-- A business is a tenant: every table of its data has business_id in its primary key and in its foreign keys, so a row
-- of another business cannot be referenced, and the tables can be distributed by it. Text is varchar where it is a key,
-- for the sake of the code generator; to PostgreSQL the two are one.

create table businesses (
  id uuid primary key,
  name text not null,
  created_at timestamp(6) with time zone not null default now()
);

create table users (
  id uuid primary key,
  email varchar not null unique,
  created_at timestamp(6) with time zone not null default now()
);

create table memberships (
  business_id uuid not null references businesses (id),
  user_id uuid not null references users (id),
  role text not null check (role in ('owner', 'admin', 'accountant', 'viewer')),
  created_at timestamp(6) with time zone not null default now(),
  primary key (business_id, user_id)
);

create index memberships_by_user on memberships (user_id);

-- Only the SHA-256 of a token is known here.
create table api_tokens (
  id uuid primary key,
  user_id uuid not null references users (id),
  name text not null,
  sha256 bytea not null check (octet_length(sha256) = 32),
  scopes text array not null,
  created_at timestamp(6) with time zone not null default now(),
  expires_at timestamp(6) with time zone not null,
  revoked_at timestamp(6) with time zone,
  last_used_at timestamp(6) with time zone
);

-- [jooq ignore start]
create unique index api_tokens_by_sha256 on api_tokens (sha256);
-- [jooq ignore stop]

create index api_tokens_by_user on api_tokens (user_id);

create table payment_terms (
  business_id uuid not null references businesses (id),
  id varchar not null check (char_length(id) between 1 and 100),
  name text not null,
  due_days integer not null check (due_days >= 0),
  created_at timestamp(6) with time zone not null default now(),
  primary key (business_id, id)
);

-- The contract limits the values; here they would only be a second place to change.
create table customers (
  business_id uuid not null references businesses (id),
  id uuid not null,
  created_at timestamp(6) with time zone not null default now(),
  updated_at timestamp(6) with time zone not null default now(),
  name text not null,
  email text not null,
  address text,
  phone text,
  tax_id text,
  website text,
  notes text,
  credit_limit_cents bigint,
  default_payment_term_id varchar,
  status text not null,
  category text,
  is_deleted boolean not null default false,
  deleted_at timestamp(6) with time zone,
  stripe_customer_id text,
  invoice_footer text,
  primary key (business_id, id),
  foreign key (business_id, default_payment_term_id) references payment_terms (business_id, id)
);
