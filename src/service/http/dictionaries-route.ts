import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { refuseWith } from './refusal.ts'

export interface DictionaryPorts {
  /** Where the operator puts dictionaries for spelling, e.g. `en-US-10-1.bdic`. */
  readonly dictionariesFolder: string
}

/** A dictionary as Chromium names it: language, region, version. */
const fileName = /^[a-z]{2,3}(-[a-z0-9]{1,12}){0,4}\.bdic$/i

/**
 * `GET /dictionaries/NAME`: a dictionary for spelling. Nobody is asked who they are: it is fetched by the browser within the desktop, and
 * holds words of a language. Some versions ask in small letters only, so a name is found in whatever letters it has here.
 */
export function dictionariesRoute(server: FastifyInstance, { dictionariesFolder }: DictionaryPorts): void {
  server.get<{ Params: { name: string } }>('/dictionaries/:name', async (request, reply) => {
    const found = fileName.test(request.params.name) ? await fileIn(dictionariesFolder, request.params.name) : null
    if (found === null) {
      return refuseWith(reply, 404, 'not-found', 'There is no such dictionary here. The operator can put it there.')
    }
    return reply
      .header('cache-control', 'public, max-age=86400')
      .type('application/octet-stream')
      .send(createReadStream(found))
  })
}

async function fileIn(folder: string, name: string): Promise<string | null> {
  const wanted = name.toLowerCase()
  try {
    const found = (await readdir(folder)).find((one) => one.toLowerCase() === wanted)
    return found === undefined ? null : join(folder, found)
  } catch (error) {
    // An operator who has put none there has no such folder either.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}
