-- Files that belong to messages: what each is and how far it has come. The bytes lie with the storage, under the id.
create table attachments (
  id uuid primary key,
  -- Who sees the case sees its files.
  case_id uuid not null,
  -- Null: a channel brought it.
  agent_id uuid,
  name text not null,
  type text not null,
  size bigint not null,
  sha256 text not null,
  state text not null check (state in ('arriving', 'unscanned', 'clean', 'refused')),
  made_at timestamptz not null,
  -- Of the scan: the next attempt, or the end of the one under way.
  next_at timestamptz not null,
  attempts integer not null default 0
);
create index attachments_unscanned on attachments (next_at) where state = 'unscanned';
create index attachments_of_agent on attachments (agent_id, made_at);
