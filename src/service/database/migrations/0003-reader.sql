-- Whatever is read for an agent is read as this role, so that a query without its condition still shows nothing it should not [S16].
do $$
begin
  create role tierdesk_reader nologin nosuperuser nobypassrls noinherit;
exception
  -- The role belongs to the whole server: another database on it may have made it, even at this moment.
  when duplicate_object or unique_violation then null;
end
$$;
do $$
begin
  if not pg_has_role(current_user, 'tierdesk_reader', 'set') then
    execute format('grant tierdesk_reader to %I', current_user);
  end if;
end
$$;

grant select on rows, feed, workspace, client_results to tierdesk_reader;

-- What the agent at hand holds, set for one transaction. Unset: nothing.
create function held_scopes() returns text[] language sql stable as $$
  select coalesce(nullif(current_setting('tierdesk.held', true), ''), '{}')::text[]
$$;

alter table rows enable row level security;
alter table feed enable row level security;
alter table client_results enable row level security;

-- The sub-selects are worked out once per query, not once per row.
create policy rows_as_seen on rows for select to tierdesk_reader
  using ((select '*' = any (held_scopes())) or audience && (select held_scopes()));
create policy feed_as_seen on feed for select to tierdesk_reader
  using (
    (select '*' = any (held_scopes())) or audience && (select held_scopes()) or was && (select held_scopes())
  );
create policy results_of_this_window on client_results for select to tierdesk_reader
  using (client_id = (select nullif(current_setting('tierdesk.client', true), '')::uuid));

-- The rows a batch loads for one agent: by their ids, and by the rows they belong to. One call, as the reader.
create function seen_rows(held text[], tables text[], ids uuid[], child_tables text[], parents uuid[]) returns setof rows
  language plpgsql security definer set search_path from current as $$
begin
  perform set_config('tierdesk.held', held::text, true);
  return query
    select r.* from unnest(tables, ids) as wanted (tbl, id) join rows r on r.tbl = wanted.tbl and r.id = wanted.id;
  return query
    select r.* from unnest(child_tables, parents) as wanted (tbl, parent)
      join rows r on r.tbl = wanted.tbl and r.parent = wanted.parent;
  perform set_config('tierdesk.held', '', true);
end
$$;
revoke execute on function seen_rows from public;
do $$
begin
  -- Only who may create in the schema can own a function there; the reader may not, but for this moment.
  execute format('grant create on schema %I to tierdesk_reader', current_schema());
  alter function seen_rows owner to tierdesk_reader;
  execute format('revoke create on schema %I from tierdesk_reader', current_schema());
  execute format('grant execute on function seen_rows to %I', current_user);
end
$$;
