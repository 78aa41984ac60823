/**
 * The demo accounts as lines of one aligned table, without a trailing blank.
 * @param {import('./service-process.mjs').DemoAccount[]} accounts
 */
export function accountTable(accounts) {
  const rows = [
    ['Name', 'Role', 'Site', 'Sign in as', 'Password'],
    ...accounts.map(({ name, role, site, login, password }) => [name, role, site, login, password]),
  ]
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? []
  return rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd())
}
