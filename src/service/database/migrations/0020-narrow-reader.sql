-- A second reader, for everyone who does not see everything: its condition has no "or", so that an index can answer it. An agent of one
-- queue then reads the rows of that queue, not the whole table [S16]. Whoever holds '*' is still read for as tierdesk_reader.
do $$
begin
  create role tierdesk_narrow_reader nologin nosuperuser nobypassrls noinherit;
exception
  -- The role belongs to the whole server: another database on it may have made it, even at this moment.
  when duplicate_object or unique_violation then null;
end
$$;
do $$
begin
  if not pg_has_role(current_user, 'tierdesk_narrow_reader', 'set') then
    execute format('grant tierdesk_narrow_reader to %I', current_user);
  end if;
end
$$;

grant select on rows, feed, workspace, client_results to tierdesk_narrow_reader;
create policy rows_as_seen_narrowly on rows for select to tierdesk_narrow_reader
  using (audience && (select held_scopes()));
create policy feed_as_seen_narrowly on feed for select to tierdesk_narrow_reader
  using (audience && (select held_scopes()) or was && (select held_scopes()));
create policy results_of_this_narrow_window on client_results for select to tierdesk_narrow_reader
  using (client_id = (select nullif(current_setting('tierdesk.client', true), '')::uuid));

-- An update that leaves the audience as it is touches no index still.
create index rows_audience on rows using gin (audience);
