import { foldedArgs } from './step-args.ts'
import { type WordKey, say } from '#renderer/words/say.ts'
import type { OutboxEntry, ParkedEntry, Workspace } from './workspace.ts'

type Entry = OutboxEntry | ParkedEntry

/** What a mutation was meant to do, in words, with what it sets. */
export function stepWords(workspace: Workspace, entry: Entry): string {
  const { status, priority, assigneeId, add, remove, queueId, macroId } = foldedArgs(entry.args)
  const agent = assigneeId === undefined ? undefined : workspace.get('agents', assigneeId)?.name
  const queue = queueId === undefined ? undefined : workspace.get('queues', queueId)?.name
  const macro = macroId === undefined ? undefined : workspace.get('macros', macroId)?.title
  const of = (key: WordKey, value: string | undefined): string => say(key, { value: value ?? '–' })
  const words: { readonly [name: string]: () => string } = {
    'case.reply': () => say('waits.case.reply'),
    'case.note': () => say('waits.case.note'),
    'case.take-back': () => say('waits.case.take-back'),
    'case.set-status': () => of('waits.case.set-status', status && say(`status.${status}`)),
    'case.set-priority': () => of('waits.case.set-priority', priority && say(`priority.${priority}`)),
    'case.claim': () => say('waits.case.claim'),
    'case.release': () => say('waits.case.release'),
    'case.assign': () => (assigneeId === undefined ? say('waits.case.unassign') : of('waits.case.assign', agent)),
    'case.change-tags': () =>
      of('waits.case.change-tags', [...add.map((tag) => `+${tag}`), ...remove.map((tag) => `−${tag}`)].join(' ')),
    'case.move': () => of('waits.case.move', queue),
    'agent.set-status': () => say('waits.agent.set-status'),
    'agent.end-shift': () => say('waits.agent.end-shift'),
    'site.mark-down': () => say('waits.site.mark-down'),
    'site.take-back': () => say('waits.site.take-back'),
    'case.open-sop': () => say('waits.case.open-sop'),
    'macro.apply': () => of('waits.macro.apply', macro),
    'macro.undo': () => say('waits.macro.undo'),
    'macro.save-draft': () => of('waits.macro.save-draft', macro),
    'macro.ask-review': () => say('waits.macro.ask-review'),
    'macro.send-back': () => say('waits.macro.send-back'),
    'macro.publish': () => say('waits.macro.publish'),
    'macro.archive': () => say('waits.macro.archive'),
    'escalation.submit': () => of('waits.escalation.submit', queue),
    'escalation.resubmit': () => say('waits.escalation.resubmit'),
    'escalation.withdraw': () => say('waits.escalation.withdraw'),
    'escalation.accept': () => say('waits.escalation.accept'),
    'escalation.return': () => say('waits.escalation.return'),
    'escalation.hand-back': () => say('waits.escalation.hand-back'),
    'escalation.close': () => say('waits.escalation.close'),
  }
  return words[entry.name]?.() ?? say('waits.other')
}
