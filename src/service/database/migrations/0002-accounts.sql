-- Signing in with a password. An agent whose identity comes from elsewhere has no row here.
create table accounts (
  login text primary key check (login = lower(login)),
  agent_id uuid not null,
  password_hash text not null
);

create table devices (
  device_id uuid primary key,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null
);

-- A session is known by the hash of its token; the token itself is never stored.
create table sessions (
  token_hash bytea primary key,
  agent_id uuid not null,
  device_id uuid not null references devices,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  last_seen_at timestamptz not null
);
create index sessions_agent on sessions (agent_id);
