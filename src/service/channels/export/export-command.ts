import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Writable } from 'node:stream'
import type { Pool } from 'pg'
import { readConfig } from '#service/config.ts'
import { select } from '#service/database/pool.ts'
import { Agent } from '#shared/domain/agent.ts'
import { Macro } from '#shared/domain/macro.ts'
import { Queue } from '#shared/domain/queue.ts'
import type { TableName } from '#shared/tables.ts'
import { ImportRefused } from '../import/import-refused.ts'
import { openImportDatabase } from '../import/open-database.ts'
import { allMacroFormats } from './all-macro-formats.ts'
import type { Elsewhere, MacroFiles, NotCarried } from './macro-format.ts'

/** What was asked for on the command line. The path is absolute. */
export interface ExportRequest {
  readonly to: string
  readonly folder: string
}

/** Writes every macro of the workspace for another system, and says what that system cannot hold. Throws ImportRefused with a sentence. */
export async function exportMacrosCommand(
  request: ExportRequest,
  { environment, out }: { environment: NodeJS.ProcessEnv; out: Writable },
): Promise<void> {
  const format = allMacroFormats.get(request.to)
  if (format === undefined) {
    throw new ImportRefused(
      `"${request.to}" is no system that macros can be written for. Give one of: ${[...allMacroFormats.keys()].join(', ')}.`,
    )
  }
  const database = await openImportDatabase(readConfig(environment))
  try {
    const macros = await rowsOf(database.pool, 'macros', (row) => Macro.parse(row))
    const written = format.write(macros, await knownThere(database.pool, request.to))
    await writeAll(request.folder, written)
    out.write(`${told(macros.length, written, request.folder)}\n`)
  } finally {
    await database.close()
  }
}

/** The rows of a table in the order of their ids, so that two exports of the same macros are the same text. */
async function rowsOf<T>(pool: Pool, table: TableName, parse: (row: unknown) => T): Promise<T[]> {
  const found = await select<{ row: unknown }>(pool, 'select row from rows where tbl = $1 order by id', [table])
  return found.map(({ row }) => parse(row))
}

/** Queues and agents are known in a system by the ids they came with from there. */
async function knownThere(pool: Pool, system: string): Promise<Elsewhere> {
  const queues = await rowsOf(pool, 'queues', (row) => Queue.parse(row))
  const agents = await rowsOf(pool, 'agents', (row) => Agent.parse(row))
  const keys = new Map([...queues, ...agents].map((row) => [row.id, keyIn(system, row)] as const))
  const names = new Map(queues.map(({ id, name }) => [id, name]))
  return {
    queueKey: (id) => keys.get(id) ?? null,
    queueName: (id) => names.get(id) ?? null,
    agentKey: (id) => keys.get(id) ?? null,
  }
}

function keyIn(system: string, row: object): string | null {
  const source: unknown = 'source' in row ? row.source : null
  const isNamed = typeof source === 'object' && source !== null && 'system' in source && 'externalId' in source
  return isNamed && source.system === system ? String(source.externalId) : null
}

async function writeAll(folder: string, { files, notCarried }: MacroFiles): Promise<void> {
  try {
    await mkdir(folder, { recursive: true })
    for (const [name, text] of files) await writeFile(join(folder, name), text)
    await writeFile(join(folder, 'not-carried.json'), `${JSON.stringify(notCarried, null, 2)}\n`)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new ImportRefused(
      `The files could not be written to ${folder} (${reason}). Give a folder that may be written.`,
    )
  }
}

const shownLines = 40

function told(count: number, { files, notCarried }: MacroFiles, folder: string): string {
  const lines = notCarried.slice(0, shownLines).map(({ macro, what }: NotCarried) => `  ${macro}: ${what}`)
  const more = notCarried.length - lines.length
  return [
    `${count} macros, written to ${[...files.keys()].map((name) => join(folder, name)).join(', ')}.`,
    ...(notCarried.length === 0 ? ['Everything in them was carried over.'] : ['Not carried over:', ...lines]),
    ...(more > 0 ? [`  and ${more} more, in ${join(folder, 'not-carried.json')}`] : []),
  ].join('\n')
}
