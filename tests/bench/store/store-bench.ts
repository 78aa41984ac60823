import type { BenchOptions } from '../bench-options.ts'
import { ensurePeers } from '../peers.ts'
import { type Variant, interleaved } from '../runs.ts'
import type { BenchRow } from '../statistics.ts'
import { buildPages } from './bundle.ts'
import { type Wire, servePages } from './page-server.ts'
import { servicePages } from './service-pages.ts'
import { runOnce } from './store-run.ts'
import { type Size, fullSize, quickSize } from './shapes.ts'
import { peerChunk } from './workload.ts'

/** Everyone who is measured, in the order of the runs. Those that take half a minute for a first sync run once. */
const subjects: readonly { readonly subject: string; readonly mostRuns?: number }[] = [
  { subject: 'raw-blobs' },
  { subject: 'raw-opfs' },
  { subject: 'tierdesk' },
  { subject: 'tierdesk-sealed' },
  { subject: 'tinybase' },
  { subject: 'replicache' },
  { subject: 'sqlite-opfs' },
  { subject: 'dexie-threads' },
  { subject: 'dexie-rows', mostRuns: 1 },
  { subject: 'rxdb-dexie', mostRuns: 1 },
  { subject: 'pouchdb', mostRuns: 1 },
]

const usualRuns = 5
const say = (text: string): boolean => process.stdout.write(`${text}\n`)

/** What a store in the window costs: filling it, opening it again, taking changes in, keeping what an agent does. */
export async function storeBench({ runs, only, isQuick }: BenchOptions): Promise<BenchRow[]> {
  await ensurePeers()
  const size = isQuick ? quickSize : fullSize
  const chosen = subjects.filter(({ subject }) => only === null || only.has(subject))
  say('Building the pages and the workload.')
  const pages = await buildPages(chosen.map(({ subject }) => subject))
  const server = await servePages(pages.folder, await wireOf(size))
  const asked = { ...size, forMs: isQuick ? 300 : 1000, latencies: isQuick ? 20 : 100 }
  const variants = chosen.map((one): Variant => ({ ...one, run: () => runOnce(server.origin, one.subject, asked) }))
  try {
    return await interleaved('store', runs ?? (isQuick ? 1 : usualRuns), variants)
  } finally {
    await server.close()
    await pages.remove()
  }
}

async function wireOf(size: Size): Promise<Wire> {
  const encoder = new TextEncoder()
  const peers = Array.from({ length: size.chunks }, (_, chunk) =>
    encoder.encode(JSON.stringify(peerChunk(size, chunk))),
  )
  return new Map([
    ['peers', peers],
    ['packs', await servicePages(size)],
  ])
}
