-- Uploads that no message names are let go of after a time. What is named once is never looked at again.
alter table attachments add column is_named boolean not null default false;
-- Since when nothing names it, as far as somebody looked.
alter table attachments add column unused_since timestamptz;
alter table attachments drop constraint attachments_state_check;
-- `forgotten`: its bytes are gone and its name with them; the line stays, so that a reply that comes for it later does not wait in vain.
alter table attachments add constraint attachments_state_check
  check (state in ('arriving', 'unscanned', 'clean', 'refused', 'forgotten'));
create index attachments_unnamed on attachments (made_at) where not is_named and state <> 'forgotten';
