-- What has to happen outside of the database because of a mutation, written with it and carried out after the commit [S24].
create table effects (
  -- Follows from the mutation and the kind: whoever receives the same one twice knows it by this.
  id uuid primary key,
  op_id uuid not null,
  kind text not null,
  payload json not null,
  -- Effects of one lane, such as the replies on one case, are carried out in the order of `place`.
  lane uuid not null,
  place bigint generated always as identity,
  state text not null check (state in ('waiting', 'no-channel', 'done')),
  attempts integer not null default 0,
  -- Not before this instant: the next attempt, or the end of the one under way.
  next_at timestamptz not null,
  made_at timestamptz not null,
  done_at timestamptz,
  -- Why the last attempt failed; never what somebody wrote.
  last_error text
);
create index effects_due on effects (next_at) where state = 'waiting';
create index effects_lane on effects (lane, place) where state = 'waiting';
create index effects_stranded on effects (id) where state = 'no-channel';
create index effects_done on effects (done_at) where state = 'done';
