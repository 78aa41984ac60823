import type { OutboxEntry, ParkedEntry } from '#renderer/workspace/workspace.ts'
import { type WordKey, say } from '#renderer/words/say.ts'

const steps: { readonly [name: string]: WordKey } = {
  'case.reply': 'step.case.reply',
  'case.note': 'step.case.note',
  'case.set-status': 'step.case.set-status',
  'case.set-priority': 'step.case.set-priority',
  'case.assign': 'step.case.assign',
  'case.change-tags': 'step.case.change-tags',
  'case.move': 'step.case.move',
  'macro.apply': 'step.macro.apply',
  'escalation.submit': 'step.escalation.submit',
  'escalation.resubmit': 'step.escalation.resubmit',
  'escalation.withdraw': 'step.escalation.withdraw',
  'escalation.accept': 'step.escalation.accept',
  'escalation.return': 'step.escalation.return',
  'escalation.hand-back': 'step.escalation.hand-back',
  'escalation.close': 'step.escalation.close',
}

/** What a mutation was meant to do, in words. */
export const stepWords = ({ name }: OutboxEntry | ParkedEntry): string => say(steps[name] ?? 'step.other')
