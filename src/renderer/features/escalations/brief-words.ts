import type { BriefClock, CaseBrief, Happened, Promised, Tried } from '#shared/case-brief.ts'
import type { DeskAction } from '#shared/domain/desk-action.ts'
import { sayStanding } from '#renderer/words/clock-words.ts'
import { say, sayAt, sayList, sayMoney } from '#renderer/words/say.ts'

/** One line of the summary: what, and what came of it where that is another thing. */
export interface BriefLine {
  readonly text: string
  readonly result?: string
  /** Words of a party, in their own direction. */
  readonly quote?: string
}

function happenedLine(line: Happened): BriefLine {
  switch (line.is) {
    case 'came':
      return {
        text:
          line.channel === null
            ? say('brief.came', { at: sayAt(line.at) })
            : say('brief.came-by', { at: sayAt(line.at), channel: line.channel }),
      }
    case 'said':
      return {
        text: say(line.isLast ? 'brief.said-last' : 'brief.said', { by: line.by, at: sayAt(line.at) }),
        quote: line.text,
      }
    case 'talk':
      return {
        text: say('brief.talk', { parties: line.fromParties, desk: line.fromDesk }),
        result:
          line.firstReplyAt === null
            ? say('brief.no-reply')
            : say('brief.first-reply', { at: sayAt(line.firstReplyAt) }),
      }
    case 'waits':
      return { text: say('brief.waits', { at: sayAt(line.since) }) }
    case 'given-back': {
      const reason = line.reason === null ? '' : say(`return-reason.${line.reason}`)
      return { text: say(`brief.${line.kind}`, { at: sayAt(line.at), reason }), quote: line.sentence }
    }
    case 'decided':
      return { text: say('brief.decided', { at: sayAt(line.at) }), quote: line.decision }
  }
}

const actionName = ({ kind, amount, currency }: DeskAction): string => {
  const action = say(`action-kind.${kind}`)
  return amount === null ? action : say('action.of-amount', { action, amount: sayMoney(amount, currency) })
}

function actionResult({ state, executed, declined }: DeskAction): string {
  const word = say(`action-state.${state}`)
  if (executed !== null) return `${word}, ${sayAt(executed.at)} · ${executed.reference}`
  return declined === null ? word : `${word}: ${declined.why}`
}

/** A step without the number that many write before it: the list has its own. */
export const unnumbered = (step: string): string => step.replace(/^\s*\d{1,3}[.)]\s+/u, '')

function triedLine(line: Tried): BriefLine {
  switch (line.is) {
    case 'step':
      return { text: unnumbered(line.step), result: line.result }
    case 'macro':
      return {
        text: say('brief.macro', { title: line.title ?? say('brief.macro-unknown'), by: line.by, at: sayAt(line.at) }),
        result:
          line.answeredAt === null ? say('brief.not-answered') : say('brief.answered', { at: sayAt(line.answeredAt) }),
      }
    case 'run': {
      const steps = line.done.map(({ step, choice, note }) =>
        sayList([step, choice, note].filter((part) => part !== null)),
      )
      return {
        text: say('brief.run', { title: line.title, version: line.version, done: line.done.length, steps: line.steps }),
        result: [say(`brief.run-${line.state}`), line.why, ...steps].filter((part) => part !== null).join(' · '),
      }
    }
    case 'action':
      return { text: actionName(line.action), result: actionResult(line.action) }
  }
}

function promisedLine(line: Promised): BriefLine {
  if (line.is === 'ordered') {
    return { text: say('brief.ordered', { action: actionName(line.action), at: sayAt(line.at) }) }
  }
  const { what, dueAt } = line
  return { text: dueAt === null ? what : say('packet.promise-due', { what, at: sayAt(dueAt) }) }
}

function clockLine(line: BriefClock, now: number): BriefLine {
  switch (line.is) {
    case 'case':
      return {
        text: say(`clock.kind.${line.clock.kind}`),
        result: `${sayStanding(line.clock, now)} · ${say(`clock.holder.${line.holder}`)}`,
      }
    case 'escalation':
      return { text: say(`escalation-due.${line.by}`), result: sayAt(line.dueAt) }
    case 'dispute':
      return { text: say('brief.dispute'), result: sayAt(line.dueAt) }
    case 'named':
      return { text: say('packet.legal'), result: line.text }
  }
}

/** A part of the summary with its lines in words. */
export interface BriefPart {
  readonly part: 'happened' | 'tried' | 'promised' | 'clocks'
  readonly lines: readonly BriefLine[]
  /** What stands there where there are none. */
  readonly none: string
}

/** The summary in words. `now`: the service's time, milliseconds since 1970. */
export function briefParts(brief: CaseBrief, now: number): BriefPart[] {
  return [
    { part: 'happened', lines: brief.happened.map(happenedLine), none: '' },
    { part: 'tried', lines: brief.tried.map(triedLine), none: say('brief.none-tried') },
    { part: 'promised', lines: brief.promised.map(promisedLine), none: say('packet.promise-none') },
    { part: 'clocks', lines: brief.clocks.map((line) => clockLine(line, now)), none: say('brief.none-clocks') },
  ]
}
