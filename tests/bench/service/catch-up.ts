import { inflateRawSync } from 'node:zlib'
import { io } from 'socket.io-client'
import { openPool, select } from '../../../src/service/database/pool.ts'
import type { PackedPage, PullReply } from '../../../src/shared/sync/protocol.ts'
import type { Figures } from '../runs.ts'
import type { ChildServer } from './child-server.ts'
import type { SignedIn } from './sign-in-windows.ts'

/** Rows per second that come to a window which was away, over its socket, page by page. */
export async function tierdeskCatchUp({ url }: ChildServer, { auth, cursor }: SignedIn): Promise<Figures> {
  const socket = io(url, { transports: ['websocket'], reconnection: false, forceNew: true, auth })
  await new Promise<void>((connected, failed) => {
    socket.once('connect', connected)
    socket.once('connect_error', failed)
  })
  socket.emit('takes', { packed: 'deflate-raw' })
  const pull = (from: string): Promise<PullReply | PackedPage> =>
    new Promise((resolve) => socket.emit('pull', { clientId: auth.clientId, cursor: from }, resolve))
  const begun = performance.now()
  let rows = 0
  let at = cursor
  for (let isLast = false; !isLast;) {
    const page = await pull(at)
    if (!('changes' in page)) throw new Error(`The service said: ${JSON.stringify(page).slice(0, 200)}`)
    rows += (Array.isArray(page.changes) ? page.changes : unpacked(page.changes)).length
    at = page.to
    isLast = page.isLast
  }
  const took = performance.now() - begun
  socket.disconnect()
  return { 'catch-up-rows-per-s': (rows / took) * 1000 }
}

const unpacked = (changes: PackedPage['changes']): unknown[] =>
  JSON.parse(inflateRawSync(changes).toString()) as unknown[]

/** Rows per second that PostgreSQL itself gives for the same stretch: one statement, the rows' own text, no rights. */
export async function bareCatchUp(url: string, back: number): Promise<Figures> {
  const pool = openPool(url, () => undefined, 1)
  const begun = performance.now()
  const rows = await select<{ json: string }>(
    pool,
    `select r.row::text as json from (
       select tbl, id from feed where number > (select head - $1 from workspace) group by tbl, id
     ) f join rows r using (tbl, id)`,
    [back],
  )
  const took = performance.now() - begun
  await pool.end()
  return { 'catch-up-rows-per-s': (rows.length / took) * 1000 }
}
