-- What an agent is doing, why parties get in touch, what is asked on a case, and lists by a filter that has a name.
alter table rows drop constraint rows_tbl_check;
alter table rows add constraint rows_tbl_check check (tbl in (
  'sites', 'teams', 'queues', 'agents', 'agentStatuses', 'drivers', 'forms', 'views', 'cases', 'escalations', 'macros', 'sops', 'parties',
  'orders', 'disputes', 'messages', 'sopBodies'
));
