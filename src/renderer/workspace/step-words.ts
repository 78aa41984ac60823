import { foldedArgs } from './step-args.ts'
import { type WordKey, say } from '#renderer/words/say.ts'
import type { OutboxEntry, ParkedEntry, Workspace } from './workspace.ts'

type Entry = OutboxEntry | ParkedEntry

/** Steps that set nothing which has a name. */
const plainSteps = [
  'case.reply',
  'case.note',
  'case.claim',
  'case.release',
  'case.snooze',
  'case.wake',
  'agent.set-status',
  'agent.end-shift',
  'site.mark-down',
  'site.take-back',
  'case.set-fields',
  'case.set-form',
  'case.add-checks',
  'case.tick-checks',
  'case.remove-checks',
  'case.follow',
  'case.unfollow',
  'case.split',
  'form.save',
  'driver.save',
  'escalation.resubmit',
  'escalation.withdraw',
  'escalation.accept',
  'escalation.return',
  'escalation.hand-back',
  'escalation.close',
  'case.open-sop',
  'sop.mark',
  'sop.gate',
  'sop.feed-back',
  'sop.answer-feedback',
  'sop.save-draft',
  'sop.ask-review',
  'sop.send-back',
  'sop.publish',
  'sop.archive',
  'sop-run.start',
  'sop-run.step',
  'sop-run.stop',
  'dispute.open',
  'dispute.move',
  'dispute.add-evidence',
  'dispute.request-evidence',
  'dispute.decide',
  'dispute.appeal',
  'dispute.decide-appeal',
  'dispute.execute',
  'deadline.save',
  'limits.save',
  'escalation.reject',
  'escalation.redirect',
  'escalation.wait',
  'escalation.begin',
  'escalation.resolve',
  'coaching.read',
  'action.ask',
  'action.approve',
  'action.decline',
  'action.withdraw',
  'case.see',
  'own.set-favourite',
  'queue.order',
] as const

/** What a mutation was meant to do, in words, with what it sets. */
export function stepWords(workspace: Workspace, entry: Pick<Entry, 'name' | 'args'>): string {
  const { status, priority, assigneeId, agentId, add, remove, queueId, macroId, otherId, driverId } = foldedArgs(
    entry.args,
  )
  const whoId = assigneeId ?? agentId
  const agent = whoId === undefined ? undefined : workspace.get('agents', whoId)?.name
  const queue = queueId === undefined ? undefined : workspace.get('queues', queueId)?.name
  const macro = macroId === undefined ? undefined : workspace.get('macros', macroId)?.title
  const other = otherId === undefined ? undefined : workspace.get('cases', otherId)?.number
  const driver = driverId === undefined ? undefined : workspace.get('drivers', driverId)?.name
  const of = (key: WordKey, value: string | undefined): string => say(key, { value: value ?? '–' })
  const words: { readonly [name: string]: () => string } = {
    'case.reply': () => say('waits.case.reply'),
    'case.note': () => say('waits.case.note'),
    'case.take-back': () => say('waits.case.take-back'),
    'case.set-status': () => of('waits.case.set-status', status && say(`status.${status}`)),
    'case.set-priority': () => of('waits.case.set-priority', priority && say(`priority.${priority}`)),
    'case.assign': () => (assigneeId === undefined ? say('waits.case.unassign') : of('waits.case.assign', agent)),
    'case.change-tags': () =>
      of('waits.case.change-tags', [...add.map((tag) => `+${tag}`), ...remove.map((tag) => `−${tag}`)].join(' ')),
    'case.move': () => of('waits.case.move', queue),
    'case.set-driver': () => of('waits.case.set-driver', driver),
    'ask.submit': () => say('waits.ask.submit'),
    'ask.turn': () => say('waits.ask.turn'),
    'escalation.decide': () => say('waits.escalation.decide'),
    'escalation.take-back': () => say('waits.escalation.take-back'),
    'case.link': () => of('waits.case.link', other),
    'case.unlink': () => of('waits.case.unlink', other),
    'case.merge': () => of('waits.case.merge', other),
    'queue.save': () => of('waits.queue.save', queue),
    'agent.equip': () => of('waits.agent.equip', agent),
    'queue.set-form': () => of('waits.queue.set-form', queue),
    'macro.apply': () => of('waits.macro.apply', macro),
    'macro.undo': () => say('waits.macro.undo'),
    'macro.save-draft': () => of('waits.macro.save-draft', macro),
    'macro.ask-review': () => say('waits.macro.ask-review'),
    'macro.send-back': () => say('waits.macro.send-back'),
    'macro.publish': () => say('waits.macro.publish'),
    'macro.archive': () => say('waits.macro.archive'),
    'escalation.submit': () => of('waits.escalation.submit', queue),
  }
  const plain = plainSteps.find((name) => name === entry.name)
  return words[entry.name]?.() ?? say(plain === undefined ? 'waits.other' : `waits.${plain}`)
}
