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

-- The masks of src/shared/domain/mask.ts, once more, for the rows there are; a test holds the two side by side.
create function pg_temp.is_mask(value text) returns boolean language sql immutable as $$
  select value ~ '^(•••|[A-Za-z0-9]?•••@[A-Za-z0-9]?•••([.][A-Za-z]{2,4})?|••• ••• [0-9]{2})$'
$$;
create function pg_temp.first_of(part text) returns text language sql immutable as $$
  select case when part ~ '^[A-Za-z0-9].{3}' then left(part, 1) else '' end || '•••'
$$;
create function pg_temp.mask_email(value text) returns text language sql immutable as $$
  select case
    when value = '' or pg_temp.is_mask(value) then value
    when value !~ '^[^@]+@[^@]+$' then '•••'
    else pg_temp.first_of(split_part(value, '@', 1)) || '@' || case
      when split_part(value, '@', 2) like '%.%' then pg_temp.first_of(split_part(split_part(value, '@', 2), '.', 1))
        || coalesce(substring(value from '[.][A-Za-z]{2,4}$'), '')
      else '•••'
    end
  end
$$;
create function pg_temp.mask_phone(value text) returns text language sql immutable as $$
  select case
    when value = '' or pg_temp.is_mask(value) then value
    when length(found) >= 7 and found ~ '[0-9]{2}$' then '••• ••• ' || right(found, 2)
    else '•••'
  end
  from (select regexp_replace(normalize(value, NFKC), '[^0-9•]', '', 'g') as found) places
$$;

create function pg_temp.mask_text(value text) returns text language sql immutable as $$
  select case when position('@' in value) > 0 then pg_temp.mask_email(value) else pg_temp.mask_phone(value) end
$$;
-- A contact detail among what the source system knew beyond; null for what anybody may keep.
create function pg_temp.mask_field(name text, value json) returns text language sql immutable as $$
  select case
    when kind in ('object', 'array') and value::text ~ '[^ @]+@[^ @]+[.][^ @]+' then '•••'
    when kind in ('string', 'number') and value #>> '{}' <> '' and (
      name ~* 'e-?mail|phone|mobile|whatsapp|(^|[^a-z])(tel|fax)([^a-z]|$)' or value #>> '{}' ~ '[^ @]+@[^ @]+[.][^ @]+'
    ) then pg_temp.mask_text(value #>> '{}')
  end
  from (select json_typeof(value) as kind) typed
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

create function pg_temp.keyed_source(source json) returns text language sql as $$
  select coalesce(
    '{' || string_agg(to_json(key)::text || ':' || case
      when key = 'mark' then to_json(left(translate(encode(sha256(
        (select k.key from private_keys k where name = 'import-mark') || convert_to(source ->> 'mark', 'UTF8')
      ), 'base64'), '+/', '-_'), 11))::text
      else value::text
    end, ',' order by place) || '}', '{}')
  from json_each(source) with ordinality as each (key, value, place)
$$;
create function pg_temp.masked_fields(fields json) returns text language sql as $$
  select coalesce('{' || string_agg(
    to_json(key)::text || ':' || coalesce(to_json(pg_temp.mask_field(key, value))::text, value::text), ',' order by place
  ) || '}', '{}')
  from json_each(fields) with ordinality as each (key, value, place)
$$;
update rows set version = changed.version, row = (
    -- As text, so that all else keeps its order and its form.
    select ('{' || string_agg(to_json(key)::text || ':' || case
      when rows.tbl = 'parties' and key = 'email' and json_typeof(value) = 'string' then to_json(pg_temp.mask_email(value #>> '{}'))::text
      when rows.tbl = 'parties' and key = 'phone' and json_typeof(value) = 'string' then to_json(pg_temp.mask_phone(value #>> '{}'))::text
      when rows.tbl = 'parties' and key = 'fields' and json_typeof(value) = 'object' then pg_temp.masked_fields(value)
      when key = 'source' and json_typeof(value) = 'object' then pg_temp.keyed_source(value)
      else value::text
    end, ',' order by place) || '}')::json
    from json_each(rows.row) with ordinality as each (key, value, place)
  )
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
