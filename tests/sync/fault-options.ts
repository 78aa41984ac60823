import { parseArgs } from 'node:util'
import { type FaultKind, faultKinds } from './fault-plan.ts'

/** What the person who started a campaign asked for. */
export interface FaultOptions {
  readonly schedules: number
  readonly seed: number
  /** Take the rules away one by one, instead of looking whether they hold. */
  readonly isSwitchOffs: boolean
  /** Tell everything that happens in each schedule. */
  readonly isTraced: boolean
  /** These faults and no others; null as they are drawn. */
  readonly only: readonly FaultKind[] | null
  /** Only these steps of each schedule happen; null: all. */
  readonly keep: readonly number[] | null
}

/** How to start a campaign, for whoever got it wrong. */
export const usage = `Use: npm run faults -- --schedules 10000 --seed 1
     npm run faults -- --switch-offs --schedules 1000 --seed 1
     npm run faults -- --schedules 1 --seed 7 --trace [--only cut,drop] [--keep 0,12,13]`

const wholeNumber = (name: string, text: string, least: number): number => {
  const number = /^\d{1,12}$/.test(text) ? Number(text) : Number.NaN
  if (!(number >= least)) throw new RangeError(`--${name} takes a whole number from ${least}, not "${text}".`)
  return number
}

const isFaultKind = (name: string): name is FaultKind => faultKinds.some((kind) => kind === name)

function namedKinds(text: string): FaultKind[] {
  const names = text.split(',').filter((name) => name !== 'none')
  const unknown = names.find((name) => !isFaultKind(name))
  if (unknown !== undefined)
    throw new RangeError(`--only knows no fault "${unknown}". There are: ${faultKinds.join(', ')}.`)
  return names.filter(isFaultKind)
}

/** Reads the words after the command. Throws with a sentence for the person where they make no sense. */
export function readFaultOptions(words: readonly string[]): FaultOptions {
  const { values } = parseArgs({
    args: [...words],
    options: {
      schedules: { type: 'string', default: '1000' },
      seed: { type: 'string', default: '1' },
      'switch-offs': { type: 'boolean', default: false },
      trace: { type: 'boolean', default: false },
      only: { type: 'string' },
      keep: { type: 'string' },
    },
  })
  return {
    schedules: wholeNumber('schedules', values.schedules, 1),
    seed: wholeNumber('seed', values.seed, 0),
    isSwitchOffs: values['switch-offs'],
    isTraced: values.trace,
    only: values.only === undefined ? null : namedKinds(values.only),
    keep: values.keep === undefined ? null : values.keep.split(',').map((text) => wholeNumber('keep', text, 0)),
  }
}
