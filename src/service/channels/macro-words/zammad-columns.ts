/** What Zammad itself knows of a ticket; whatever else a ticket has there an administrator has added. */
export const zammadColumns: ReadonlySet<string> = new Set(
  'id title action tags state_id priority_id group_id owner_id customer_id organization_id pending_time'.split(' '),
)
