-- When a window last said that what an agent wrote on it still names this upload: it stays as long again as a new one.
alter table attachments add column wanted_at timestamptz;
