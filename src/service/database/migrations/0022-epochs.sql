-- Every history this database has been part of. One that a service remembers and that is missing here was made after the backup [S23].
create table epochs (
  epoch text primary key,
  since bigint not null,
  made_at timestamptz not null
);
insert into epochs (epoch, since, made_at) select epoch, 0, now() from workspace;
