-- How runs of the desktop go, as their windows report it: what says whether a new version is let out further.
create table desk_figures (
  device_id uuid not null,
  start_id uuid not null,
  version text not null,
  ring text not null,
  crashes bigint not null,
  minutes bigint not null,
  -- The longest that something waited while the service could be reached.
  outbox_minutes bigint not null,
  first_at timestamptz not null,
  reported_at timestamptz not null,
  primary key (device_id, start_id)
);
create index desk_figures_reported on desk_figures (reported_at);
