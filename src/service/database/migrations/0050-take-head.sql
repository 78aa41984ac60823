-- A batch that was decided without the lock is written under it, and only where the head is still the one it was decided on: every batch
-- moves the head, so that then nothing else has changed either [S5]. Reads the head by a statement of its own, after the lock was had.
create function take_head(lock bigint, expected bigint) returns boolean language plpgsql as $$
declare
  standing bigint;
begin
  perform pg_advisory_xact_lock(lock);
  select head into standing from workspace;
  if standing is distinct from expected then
    raise exception 'The head is %, not %.', standing, expected using errcode = 'TD001';
  end if;
  return true;
end
$$;
