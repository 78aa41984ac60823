import { z } from 'zod'
import { SnapshotPage } from '#shared/sync/protocol.ts'

/** A row that the service holds. */
export interface HeldRow {
  readonly t: string
  readonly row: { readonly [field: string]: unknown }
}

/** Everything the service holds, read as the supervisor with the widest view reads it: all but what others keep for themselves. */
export const widestView = (serviceUrl: string, password: string): Promise<HeldRow[]> =>
  viewOf(serviceUrl, 'siti', password)

/** Everything that somebody may see. */
export async function viewOf(serviceUrl: string, login: string, password: string): Promise<HeldRow[]> {
  const token = await tokenOf(serviceUrl, login, password)
  const rows: HeldRow[] = []
  let after: string | null = null
  do {
    const page: z.infer<typeof SnapshotPage> = SnapshotPage.parse(
      await ask(serviceUrl, '/api/snapshot', { clientId: crypto.randomUUID(), after }, token),
    )
    for (const change of page.changes) if ('row' in change) rows.push({ t: change.t, row: change.row })
    after = page.next
  } while (after !== null)
  return rows
}

/** Every text on one case. */
export async function textsOn(serviceUrl: string, password: string, caseNumber: string): Promise<string[]> {
  const rows = await widestView(serviceUrl, password)
  const found = rows.find(({ t, row }) => t === 'cases' && row['number'] === caseNumber)
  if (found === undefined) throw new Error(`There is no case ${caseNumber} in the demo.`)
  return rows
    .filter(({ t, row }) => t === 'messages' && row['caseId'] === found.row['id'])
    .map(({ row }) => String(row['text']))
}

async function tokenOf(serviceUrl: string, login: string, password: string): Promise<string> {
  const reply = await ask(serviceUrl, '/api/sign-in', { login, password, deviceId: crypto.randomUUID() })
  return z.object({ token: z.string() }).parse(reply).token
}

async function ask(serviceUrl: string, path: string, body: unknown, token?: string): Promise<unknown> {
  const response = await fetch(serviceUrl + path, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return response.json()
}
