import { resolve } from 'node:path'
import type { BenchOptions } from '../bench-options.ts'
import { type BenchRow, benchRow } from '../statistics.ts'
import { type JudgedData, judgedData } from './judged-data.ts'
import { type MacroAnswers, judgeMacros } from './judge-macros.ts'
import { type SetAnswers, judgeSops } from './judge-sops.ts'
import { qualityByLanguage, qualityRows } from './ranking.ts'

const say = (text: string): boolean => process.stdout.write(`${text}\n`)

/**
 * How often what was looked for is among the first five: SOPs for questions, and the next macro for conversations. What Tierdesk knows of
 * a ticket's part of the history it did not learn from. Without the judged data there is nothing to measure.
 */
export async function searchBench({ data: folder, isQuick, only }: BenchOptions): Promise<BenchRow[]> {
  const whole = await judgedData(resolve(folder))
  const data = isQuick ? someOf(whole) : whole
  say(`${data.queries.length} queries, ${data.picks.length} picks of macros, ${data.articles.length} articles.`)
  const sops = judgeSops(data)
  say('SOPs are judged; now macros.')
  const macros = judgeMacros(data)
  const rows = [...sops.flatMap(sopRows), ...macros.flatMap(macroRows), ...timeRows([...sops, ...macros])]
  return rows.filter(({ subject }) => only === null || only.has(subject))
}

/** Every tenth ticket. */
function someOf(data: JudgedData): JudgedData {
  return {
    ...data,
    queries: data.queries.filter((_, at) => at % 10 === 0),
    picks: data.picks.filter(({ ticket_id }) => ticket_id % 10 === 0),
  }
}

const shortNames: ReadonlyMap<string, string> = new Map([['gnome_known_item', 'gnome']])

const sopRows = ({ subject, set, all }: SetAnswers): BenchRow[] => [
  ...qualityRows(subject, set, all),
  ...qualityByLanguage(subject, shortNames.get(set) ?? set, all),
]

function macroRows({ subject, suffix, all }: MacroAnswers): BenchRow[] {
  const rows = [...qualityRows(subject, 'macro', all), ...qualityByLanguage(subject, 'macro', all)]
  const ending = (end: string): BenchRow[] => rows.map((row) => ({ ...row, metric: `${row.metric}${end}` }))
  // The baseline knows no history, so it stands beside both.
  return subject === 'minisearch' ? [...rows, ...ending('-no-history')] : ending(suffix)
}

/** How long a query takes, over all sets. */
const timeRows = (all: readonly (SetAnswers | MacroAnswers)[]): BenchRow[] =>
  [...Map.groupBy(all, ({ subject }) => subject)].map(([subject, some]) =>
    benchRow(
      'search',
      subject,
      'query-ms',
      some.flatMap(({ took }) => took),
    ),
  )
