-- Contact details of parties stay with the service: rows, and so every window, hold masks of them (src/shared/masked-fields.ts). Neither
-- reader is granted anything here.
create table private_values (
  tbl text not null,
  id uuid not null,
  field text not null,
  value text not null,
  primary key (tbl, id, field),
  foreign key (tbl, id) references rows (tbl, id) on delete cascade
);

-- Who had a value shown, of whom, through which case and what for: added in the transaction that reads the value, which it never holds.
create table reveals (
  number bigint generated always as identity primary key,
  at timestamptz not null,
  agent_id uuid not null,
  device_id uuid not null,
  case_id uuid not null,
  tbl text not null,
  id uuid not null,
  field text not null,
  purpose text not null
);
create index reveals_agent on reveals (agent_id, at);
create index reveals_row on reveals (tbl, id);

create or replace function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'The log "%" is only ever added to.', tg_table_name using errcode = 'insufficient_privilege';
end
$$;
create trigger reveals_are_kept before update or delete on reveals for each row execute function refuse_change();
create trigger reveals_are_not_emptied before truncate on reveals execute function refuse_change();

-- Keys that only the service and its importer use.
create table private_keys (
  name text primary key,
  key bytea not null
);
-- 32 bytes, 244 random bits.
insert into private_keys (name, key)
  values ('import-mark', decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'));

-- The masks of src/shared/domain/mask.ts and src/shared/masked-fields.ts, once more, for the rows there are; a test holds the two side by
-- side. In PL/pgSQL, which costs a tenth of the same in SQL for each row.
create function pg_temp.is_mask(value text) returns boolean language plpgsql immutable as $$
begin
  return value ~ '^(•••|[A-Za-z0-9]?•••@[A-Za-z0-9]?•••([.][A-Za-z]{2,4})?|••• ••• [0-9]{2})$';
end
$$;
create function pg_temp.first_of(part text) returns text language plpgsql immutable as $$
begin
  return case when part ~ '^[A-Za-z0-9].{3}' then left(part, 1) else '' end || '•••';
end
$$;
create function pg_temp.mask_email(value text) returns text language plpgsql immutable as $$
declare
  domain text := split_part(value, '@', 2);
begin
  if value = '' or pg_temp.is_mask(value) then return value; end if;
  if value !~ '^[^@]+@[^@]+$' then return '•••'; end if;
  return pg_temp.first_of(split_part(value, '@', 1)) || '@' || case
    when position('.' in domain) = 0 then '•••'
    else pg_temp.first_of(split_part(domain, '.', 1)) || coalesce(substring(domain from '[.][A-Za-z]{2,4}$'), '')
  end;
end
$$;
create function pg_temp.mask_phone(value text) returns text language plpgsql immutable as $$
declare
  places text;
begin
  if value = '' or pg_temp.is_mask(value) then return value; end if;
  places := regexp_replace(normalize(value, NFKC), '[^0-9•]', '', 'g');
  return case when length(places) >= 7 and places ~ '[0-9]{2}$' then '••• ••• ' || right(places, 2) else '•••' end;
end
$$;
-- A contact detail among what the source system knew beyond; null for what anybody may keep.
create function pg_temp.mask_field(name text, value json) returns text language plpgsql immutable as $$
declare
  kind text := json_typeof(value);
  written text := value #>> '{}';
begin
  if kind in ('object', 'array') then
    return case when written ~ '[^ @]+@[^ @]+[.][^ @]+' then '•••' end;
  end if;
  if kind not in ('string', 'number') or written = '' then return null; end if;
  if name !~* 'e-?mail|phone|mobile|whatsapp|(^|[^a-z])(tel|fax)([^a-z]|$)' and written !~ '[^ @]+@[^ @]+[.][^ @]+' then
    return null;
  end if;
  return case when position('@' in written) > 0 then pg_temp.mask_email(written) else pg_temp.mask_phone(written) end;
end
$$;

-- Hundreds of thousands of parties take a while.
set local statement_timeout = '600s';
create temporary table unmasked on commit drop as
  select r.id, field.key as field, field.value from rows r cross join lateral json_each_text(r.row) field
  where r.tbl = 'parties' and field.key in ('email', 'phone') and field.value <> '' and not pg_temp.is_mask(field.value)
  union all
  select r.id, 'fields.' || field.key, field.value #>> '{}'
  from rows r cross join lateral json_each(r.row -> 'fields') field
  where r.tbl = 'parties' and pg_temp.mask_field(field.key, field.value) is not null and not pg_temp.is_mask(field.value #>> '{}');
create unique index on unmasked (id, field);
analyze unmasked;
insert into private_values (tbl, id, field, value) select 'parties', id, field, value from unmasked;

-- What marks an imported row as unchanged was a hash over everything in it: whoever knows the rest could try out addresses on it. Of rows
-- with something private in them it is one under a key from now on; agents are imported with the party they also are.
create temporary table changed on commit drop as
  select tbl, id, (select head from workspace) + row_number() over (order by tbl, id) as version from (
    select 'parties' as tbl, id from unmasked
    union
    select r.tbl, r.id from rows r where r.tbl = 'agents' and exists (
      select 1 from unmasked join rows p on p.tbl = 'parties' and p.id = unmasked.id
      where p.row #>> '{source,system}' = r.row #>> '{source,system}'
        and p.row #>> '{source,externalId}' = r.row #>> '{source,externalId}'
    )
  ) found;

create unique index on changed (tbl, id);
analyze changed;

create function pg_temp.keyed_mark(mark text) returns text language plpgsql stable as $$
declare
  secret bytea := (select key from private_keys where name = 'import-mark');
begin
  return left(translate(encode(sha256(secret || convert_to(mark, 'UTF8')), 'base64'), '+/', '-_'), 11);
end
$$;
-- Objects as text, so that all else keeps its order and its form.
create function pg_temp.masked_part(part text, name text, value json) returns text language plpgsql stable as $$
declare
  written text := value #>> '{}';
  is_text boolean := json_typeof(value) = 'string';
begin
  return coalesce(to_json(case
    when part = 'row' and name = 'email' and is_text then pg_temp.mask_email(written)
    when part = 'row' and name = 'phone' and is_text then pg_temp.mask_phone(written)
    when part = 'fields' then pg_temp.mask_field(name, value)
    when part = 'source' and name = 'mark' and is_text then pg_temp.keyed_mark(written)
  end)::text, value::text);
end
$$;
create function pg_temp.masked_object(part text, whole json) returns text language plpgsql stable as $$
declare
  name text;
  value json;
  members text[] := '{}';
begin
  for name, value in select key, each.value from json_each(whole) each loop
    members := members || (to_json(name)::text || ':' || case
      when part <> 'agents' and part <> 'parties' then pg_temp.masked_part(part, name, value)
      when name = 'source' and json_typeof(value) = 'object' then pg_temp.masked_object('source', value)
      when part = 'agents' then value::text
      when name = 'fields' and json_typeof(value) = 'object' then pg_temp.masked_object('fields', value)
      else pg_temp.masked_part('row', name, value)
    end);
  end loop;
  return '{' || array_to_string(members, ',') || '}';
end
$$;
update rows set version = changed.version, row = pg_temp.masked_object(rows.tbl, rows.row)::json
  from changed where changed.tbl = rows.tbl and changed.id = rows.id;
-- Told like any change, so that every window puts the masks in the place of what it had.
insert into feed (number, tbl, id, audience, was, existed)
  select changed.version, tbl, id, rows.audience, rows.audience, true from changed join rows using (tbl, id);
update workspace set head = greatest(head, (select coalesce(max(version), 0) from changed));

-- Whatever writes rows from here on: what is not masked is refused, and the refusal does not say what it was.
create function refuse_unmasked() returns trigger language plpgsql as $$
begin
  if exists (
    select 1 from unnest(array[new.row ->> 'email', new.row ->> 'phone']) as field (value)
    where value !~ '^(|•••|[A-Za-z0-9]?•••@[A-Za-z0-9]?•••([.][A-Za-z]{2,4})?|••• ••• [0-9]{2})$'
  ) then
    raise exception 'A party is to be written with its contact details masked.' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger parties_are_masked before insert or update of row on rows
  for each row when (new.tbl = 'parties') execute function refuse_unmasked();
