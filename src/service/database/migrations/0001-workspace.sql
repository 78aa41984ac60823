-- One workspace per database. `head` is the last feed number given; `oldest` the one that catch-up still reaches back to [S14].
create table workspace (
  id uuid primary key,
  name text not null,
  epoch text not null,
  head bigint not null default 0,
  oldest bigint not null default 0,
  is_only boolean not null default true unique check (is_only)
);

-- Every synced row. `row` is json, not jsonb: its text is kept as it was written, so that equal rows stay equal and pages are passed through.
create table rows (
  tbl text not null check (tbl in (
    'sites', 'teams', 'queues', 'agents', 'cases', 'escalations', 'macros', 'sops', 'parties', 'orders', 'disputes',
    'messages', 'sopBodies'
  )),
  id uuid not null,
  version bigint not null,
  -- Who may see it: see src/shared/audience.ts.
  audience text[] not null,
  row json not null,
  -- The row it belongs to.
  parent uuid,
  -- The id by which cases name it.
  through uuid,
  -- For cases: the ids they name.
  links uuid[],
  -- For cases: the number that people know them by.
  number text,
  primary key (tbl, id)
-- Room in each page, and no index on what changes with every write: an update then touches no index at all.
) with (fillfactor = 85);
create index rows_parent on rows (tbl, parent, id) where parent is not null;
create index rows_through on rows (through) where through is not null;
create index rows_links on rows using gin (links) where links is not null;
create index rows_number on rows (number) where number is not null;

-- One entry per row and batch, in commit order [S5].
create table feed (
  number bigint primary key,
  tbl text not null,
  id uuid not null,
  audience text[] not null,
  was text[] not null,
  existed boolean not null
);

-- Every mutation that ever ran, with its result: the audit trail [S2].
create table mutations (
  op_id uuid primary key,
  name text not null,
  args json,
  agent_id uuid,
  actor text not null,
  at timestamptz not null,
  named_at timestamptz not null,
  outcome json not null,
  number bigint not null
);
create index mutations_agent on mutations (agent_id, number);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'The log of mutations is only ever added to.' using errcode = 'insufficient_privilege';
end
$$;
create trigger mutations_are_kept before update or delete on mutations for each row execute function refuse_change();
create trigger mutations_are_not_emptied before truncate on mutations execute function refuse_change();

-- What each window is owed, and where the feed tells it so [S3][S4].
create table client_results (
  client_id uuid not null,
  mid bigint not null,
  op_id uuid not null,
  outcome json not null,
  number bigint not null,
  primary key (client_id, mid)
);
create index client_results_number on client_results (client_id, number);

create table clients (
  client_id uuid primary key,
  agent_id uuid not null,
  last_mid bigint not null
);
