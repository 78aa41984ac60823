-- Which macro was used on which case and when a party first wrote after it: gathered from messages (src/service/insight), so that what
-- comes of a macro can be counted without reading threads.
create table macro_uses (
  message_id uuid not null,
  macro_id uuid not null,
  case_id uuid not null,
  at timestamptz not null,
  is_reply boolean not null,
  next_party_at timestamptz,
  primary key (message_id, macro_id)
);
create index macro_uses_case on macro_uses (case_id);
create index macro_uses_at on macro_uses (at);

-- How far the messages were read: by their ids at first, then by the feed.
create table macro_uses_read (
  is_only boolean primary key default true check (is_only),
  -- The last message of the first reading; null once all were read.
  after_id uuid default '00000000-0000-0000-0000-000000000000',
  -- Below zero: not begun.
  head bigint not null default -1
);
insert into macro_uses_read default values;

-- Counted for an agent together with the cases that they may see, under the same policies.
grant select on macro_uses to tierdesk_reader, tierdesk_narrow_reader;
