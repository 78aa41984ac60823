-- What agents ask of whoever leads at their site are rows, too.
do $$
declare
  known text := (select pg_get_constraintdef(oid) from pg_constraint where conrelid = 'rows'::regclass and conname = 'rows_tbl_check');
  more text := replace(known, 'ARRAY[', 'ARRAY[''asks''::text, ');
begin
  if more = known then raise exception 'The constraint on the tables of rows is not what it was: %', known; end if;
  alter table rows drop constraint rows_tbl_check;
  execute 'alter table rows add constraint rows_tbl_check ' || more;
end
$$;
