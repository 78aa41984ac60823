import type { FaultRow, RowDone, Scene } from './fault-row.ts'
import type { Stand } from './stand.ts'
import { within } from './until.ts'

/** After so many in a row that did not survive, more would say nothing new. */
const givesUpAfter = 3

const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n').slice(0, 3).join(' ')

/** Runs one row. Whatever did not survive is cleared away, so that the next attempt starts on sound ground. */
export async function runRow(stand: Stand, row: FaultRow, planned: number): Promise<RowDone> {
  let scene: Scene | null = null
  const reasons: string[] = []
  let [attempts, worstMs, inARow] = [0, 0, 0]
  while (attempts < planned && inARow < givesUpAfter) {
    attempts += 1
    try {
      scene ??= await within(`${row.name} is ready`, row.prepare(stand), row.patience)
      worstMs = Math.max(worstMs, await within(row.name, scene.attempt(attempts), row.patience))
      inARow = 0
    } catch (error) {
      reasons.push(reasonOf(error))
      inARow += 1
      await clear(stand, scene)
      scene = null
    }
  }
  await clear(stand, scene)
  return { row, attempts, survived: attempts - reasons.length, worstMs, reasons }
}

async function clear(stand: Stand, scene: Scene | null): Promise<void> {
  await scene?.end()
  await stand.heal()
}
