-- What is one agent's own is shown to nobody else: the widest view ends where a row bears the mark 'own' [S16]. Those who hold that view are
-- known by another audience from now on, so that their windows start anew and let go of what they had of others.
create function is_seen(audience text[], is_wide boolean, held text[]) returns boolean language sql immutable parallel safe as $$
  select is_wide and not audience && '{own}'::text[] or audience && held
$$;

-- As shared/audience.ts has it, sorted.
update rows set audience = audience || '{own}'::text[]
  where tbl = 'ownSettings' or tbl in ('views', 'macros') and row -> 'scope' ->> 'of' = 'agent'
    or tbl = 'macroVersions' and row -> 'content' -> 'scope' ->> 'of' = 'agent';

drop policy rows_as_seen on rows;
create policy rows_as_seen on rows for select to tierdesk_reader
  using ((select '*' = any (held_scopes())) and not audience && '{own}'::text[] or audience && (select held_scopes()));

-- An entry is seen where the row was seen before, or is after; one that is new was nobody's before, and one that is gone is nobody's after.
drop policy feed_as_seen on feed;
create policy feed_as_seen on feed for select to tierdesk_reader
  using (
    (select '*' = any (held_scopes())) and (
      not audience && '{own}'::text[] and not was && '{own}'::text[]
      or existed and not was && '{own}'::text[]
      or not audience && '{own}'::text[] and audience <> '{}'::text[]
    )
    or audience && (select held_scopes()) or was && (select held_scopes())
  );
