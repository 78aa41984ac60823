-- A device's part of the key to what is sealed on it is released by the service. A wiped device is refused it until it is reinstated.
alter table devices
  -- Which share a device without a key gets; grows with each wipe, so that keys made later need a share that was never released before.
  add column generation integer not null default 1 check (generation > 0),
  add column wipe_ordered_at timestamptz,
  -- When the device said that it had forgotten.
  add column wiped_at timestamptz;
create index sessions_device on sessions (device_id);
