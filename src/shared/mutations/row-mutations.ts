import { z } from 'zod'
import { isTableName, tables } from '../tables.ts'
import { type Change, defineMutation, refuse } from './define-mutation.ts'

/**
 * Whole rows from outside: an import, the demo workspace, a site's set-up. Only inside the service. Repeating it changes nothing,
 * because the importer makes the ids and the opId from the source's own identity.
 */
export const rowsWrite = defineMutation({
  name: 'rows.write',
  by: 'system',
  isFromOutside: true,
  args: z.strictObject({
    rows: z
      .array(z.strictObject({ table: z.string(), row: z.looseObject({ id: z.string() }) }))
      .min(1)
      .max(20_000),
  }),
  reads: () => ({}),
  apply(_rows, args) {
    const changes: Change[] = []
    for (const { table, row } of args.rows) {
      if (!isTableName(table)) return refuse('bad-row', table)
      const parsed = tables[table].schema.safeParse(row)
      if (!parsed.success) return refuse('bad-row', `${table}.${parsed.error.issues[0]?.path.join('.') ?? ''}`)
      changes.push({ do: 'put', table, row: parsed.data } as Change)
    }
    return { changes }
  },
})
