-- A reply is held for a while before it leaves, and can be taken back until then.
-- The message that an effect carries; null for those from before.
alter table effects add column about uuid;
create index effects_about on effects (about);

-- A reply is taken back in the transaction that takes back its delivery, or not at all: one that somebody has begun to deliver
-- meanwhile cannot be [S24].
create function all_cancelled(expected bigint, cancelled bigint) returns boolean language plpgsql as $$
begin
  if cancelled <> expected then
    raise exception '% of % deliveries had begun.', expected - cancelled, expected using errcode = 'TD002';
  end if;
  return true;
end
$$;
