-- What went wrong with what windows keep on their computers, as they reported it; the same report again changes nothing.
create table incidents (
  id uuid primary key,
  agent_id uuid not null,
  device_id uuid not null,
  kind text not null,
  count bigint not null,
  at timestamptz not null,
  received_at timestamptz not null
);
create index incidents_received on incidents (received_at);

-- That a device is to let go of what its agent may no longer see, and when it said that it had [S17].
create table purges (
  device_id uuid not null,
  agent_id uuid not null,
  -- The mark of the audience that the device is to hold at most.
  audience text not null,
  ordered_at timestamptz not null,
  acknowledged_at timestamptz,
  primary key (device_id, agent_id)
);
