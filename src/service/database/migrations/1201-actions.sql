-- Actions on cases and how far each role may go by itself are rows, too.
do $$
declare
  known text := (select pg_get_constraintdef(oid) from pg_constraint where conrelid = 'rows'::regclass and conname = 'rows_tbl_check');
  more text := replace(known, 'ARRAY[', 'ARRAY[''actions''::text, ''limits''::text, ');
begin
  if more = known then raise exception 'The constraint on the tables of rows is not what it was: %', known; end if;
  alter table rows drop constraint rows_tbl_check;
  execute 'alter table rows add constraint rows_tbl_check ' || more;
end
$$;

-- The book in which actions are carried out where the workspace has no other system for it: each once, and never changed.
create table action_ledger (
  -- Of the effect: whoever carries the same one out again finds it here.
  id uuid primary key,
  entry bigint generated always as identity unique,
  action_id uuid not null,
  case_id uuid not null,
  order_id uuid not null,
  party_id uuid not null,
  kind text not null,
  amount numeric(14, 2),
  currency text not null,
  reason text not null,
  ordered_by text not null,
  at timestamptz not null
);
create trigger action_ledger_is_kept before update or delete on action_ledger for each row execute function refuse_change();
create trigger action_ledger_is_not_emptied before truncate on action_ledger execute function refuse_change();
