import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { allMutations } from '#shared/mutations/all-mutations.ts'
import { PROTOCOL_VERSION, wireSchemas } from '#shared/sync/protocol.ts'
import { tableNames, tables } from '#shared/tables.ts'

const pinned = { version: 3, fingerprint: '7d63657970893c19' }

const shapeOf = (schema: z.ZodType): unknown => z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' })

const shapes = (): unknown => [
  Object.entries(wireSchemas).map(([name, schema]) => [name, shapeOf(schema)]),
  tableNames.map((name) => [name, shapeOf(tables[name].schema)]),
  [...allMutations].map(([name, { by, args }]) => [name, by, shapeOf(args)]),
]

// Catches a message, a row or a mutation that changes shape while windows of the old build are out there with a full outbox.
test('what windows and service say to each other is what this version of the protocol says [S19]', () => {
  const fingerprint = createHash('sha256').update(JSON.stringify(shapes())).digest('hex').slice(0, 16)
  // If this fails: a new field that may be missing needs a new fingerprint only; anything else a new PROTOCOL_VERSION as well.
  expect({ version: PROTOCOL_VERSION, fingerprint }).toEqual(pinned)
})
