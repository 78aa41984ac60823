import { stripVTControlCharacters } from 'node:util'
import { Closing } from '#service/closing.ts'
import type { Attempt, FaultRow, RowDone } from './fault-row.ts'
import type { Stand } from './stand.ts'
import { within } from './until.ts'

/** After so many in a row that did not survive, more would say nothing new. */
const givesUpAfter = 3

/** The first lines of a message, without the colours that Playwright gives it. */
const reasonOf = (error: unknown): string =>
  stripVTControlCharacters(error instanceof Error ? error.message : String(error))
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(0, 4)
    .join(' ')

/** Runs one row. Whatever did not survive is cleared away, so that the next attempt starts on sound ground. */
export async function runRow(stand: Stand, row: FaultRow, planned: number): Promise<RowDone> {
  let attempt: Attempt | null = null
  let closing = new Closing()
  const reasons: string[] = []
  let [attempts, worstMs, inARow] = [0, 0, 0]
  while (attempts < planned && inARow < givesUpAfter) {
    attempts += 1
    try {
      attempt ??= await within(`${row.name} is ready`, row.prepare(stand, closing), row.patience)
      worstMs = Math.max(worstMs, await within(row.name, attempt(attempts), row.patience))
      inARow = 0
    } catch (error) {
      reasons.push([reasonOf(error), ...(await stand.screens())].join(' | '))
      inARow += 1
      await clear(stand, closing)
      attempt = null
      closing = new Closing()
    }
  }
  await clear(stand, closing)
  return { row, attempts, survived: attempts - reasons.length, worstMs, reasons }
}

async function clear(stand: Stand, closing: Closing): Promise<void> {
  await stand.heal()
  await closing.close()
}
