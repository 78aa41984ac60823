import { type Fallen, type Stretch, runStretches, stretchesOf } from './campaign.ts'
import { type SwitchOff, switchOffs } from './switch-offs.ts'

/** What came of running schedules without a rule. */
interface Removed {
  readonly switchOff: SwitchOff
  readonly ran: number
  readonly caught: number
  /** The schedule with the lowest seed that noticed; null where none did. */
  readonly first: Fallen | null
}

const columns = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`

function lineOf({ switchOff, ran, caught, first }: Removed): string {
  const reason = first?.failures[0]
  return columns([
    switchOff.rule,
    switchOff.without,
    `${caught} of ${ran}`,
    first === null ? '-' : String(first.seed),
    reason === undefined ? 'nobody noticed' : `${reason.kind}: ${reason.what}`,
  ])
}

const ruleNumber = (rule: string): number => Number(rule.slice(1))

/** The line that ends a run of switch-offs; its form is a promise. A rule is caught if each way of taking it away was noticed. */
export function switchOffSummary(removed: readonly Pick<Removed, 'switchOff' | 'caught'>[]): string {
  const rules = new Set(removed.map(({ switchOff }) => switchOff.rule))
  const missed = new Set(removed.filter(({ caught }) => caught === 0).map(({ switchOff }) => switchOff.rule))
  return `rules ${rules.size}, caught ${rules.size - missed.size}, missed ${missed.size}`
}

/** Takes each rule away and runs schedules without it, on all cores; says a table and the summary. True where every removal was noticed. */
export async function runSwitchOffs(
  { schedules, seed }: { readonly schedules: number; readonly seed: number },
  say: (line: string) => void,
): Promise<boolean> {
  const order = switchOffs
    .map((switchOff, index) => ({ switchOff, index }))
    .sort((a, b) => ruleNumber(a.switchOff.rule) - ruleNumber(b.switchOff.rule))
  say(columns(['rule', 'taken away', 'noticed by', 'first seed', 'first reason']))
  say(columns(['---', '---', '---', '---', '---']))
  const parts = new Map(order.map(({ index }) => [index, newPart(stretchesOf(schedules, seed, index))]))
  const removed: Removed[] = []
  await runStretches(
    [...parts.values()].flatMap(({ stretches }) => stretches),
    ({ stretch, fallen }) => {
      const part = parts.get(stretch.switchOff ?? -1)
      part?.fallen.push(...fallen)
      if (part !== undefined) part.done += 1
      // Told in the order of the rules, as soon as each is through.
      for (let next = order[removed.length]; next !== undefined; next = order[removed.length]) {
        const { stretches, fallen: all, done } = parts.get(next.index) ?? newPart([])
        if (done < stretches.length) return
        const [first] = all.sort((a, b) => a.seed - b.seed)
        const one = { switchOff: next.switchOff, ran: schedules, caught: all.length, first: first ?? null }
        removed.push(one)
        say(lineOf(one))
      }
    },
  )
  say(switchOffSummary(removed))
  return removed.every(({ caught }) => caught > 0)
}

interface Part {
  readonly stretches: readonly Stretch[]
  readonly fallen: Fallen[]
  done: number
}

const newPart = (stretches: readonly Stretch[]): Part => ({ stretches, fallen: [], done: 0 })
