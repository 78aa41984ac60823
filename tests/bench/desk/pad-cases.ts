import { readConfig } from '../../../src/service/config.ts'
import { openImportDatabase } from '../../../src/service/channels/import/open-database.ts'
import { type WorkloadRow, productCase, productMessages, productStaff } from '../product-rows.ts'
import { writeRows } from '../write-rows.ts'

const casesAtOnce = 500

/** Writes generated cases with their threads into the data folder of a running service, as an import does. */
export async function padCases(folder: string, count: number): Promise<void> {
  const database = await openImportDatabase(readConfig({ TIERDESK_DATA: folder }))
  try {
    await writeRows(database.pool, productStaff(0))
    for (let from = 0; from < count; from += casesAtOnce) {
      const numbers = Array.from({ length: Math.min(casesAtOnce, count - from) }, (_, at) => from + at)
      await writeRows(database.pool, numbers.flatMap(rowsOf))
    }
  } finally {
    await database.close()
  }
}

/** Numbers of one length: none is the beginning of another, so a search for one finds one. */
const rowsOf = (n: number): WorkloadRow[] => [
  { table: 'cases', row: { ...productCase(n), number: `B-${String(n).padStart(6, '0')}` } },
  ...productMessages(n).map((row) => ({ table: 'messages' as const, row })),
]
