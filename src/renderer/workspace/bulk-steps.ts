import type { CaseStatus, Priority } from '#shared/domain/case.ts'
import { say } from '#renderer/words/say.ts'
import type { BulkStep, Solving } from './bulk-run.ts'
import { assign, changeTags, moveCase, setPriority, setStatus, snoozeCase, wakeCase } from './case-actions.ts'
import type { Workspace } from './workspace.ts'

type SettableStatus = Exclude<CaseStatus, 'new'>

/** Nothing makes a case new again: it goes back to open. */
const settable = (status: CaseStatus): SettableStatus => (status === 'new' ? 'open' : status)

export const statusStep = (workspace: Workspace, status: SettableStatus): BulkStep => ({
  title: say('bulk.status', { status: say(`status.${status}`) }),
  apply: ({ id }) => setStatus(workspace, id, status),
  back: (before, now) => (now.status === status ? setStatus(workspace, before.id, settable(before.status)) : null),
  ...(status === 'solved' || status === 'closed' ? { solving: solvingBy(status) } : {}),
})

const solvingBy = (status: SettableStatus): Solving => ({
  plan: ({ id: caseId }) => ({ mutation: { name: 'case.set-status', args: { caseId, status } }, dependsOn: [] }),
  answers: new Set(),
  setsDriver: false,
})

export const priorityStep = (workspace: Workspace, priority: Priority): BulkStep => ({
  title: say('bulk.priority', { priority: say(`priority.${priority}`) }),
  apply: ({ id }) => setPriority(workspace, id, priority),
  back: (before, now) => (now.priority === priority ? setPriority(workspace, before.id, before.priority) : null),
})

/** `name`: of the agent; empty for nobody. */
export const assignStep = (workspace: Workspace, assigneeId: string | null, name: string): BulkStep => ({
  title: assigneeId === null ? say('bulk.unassign') : say('bulk.assign', { name }),
  apply: ({ id }) => assign(workspace, id, assigneeId),
  back: (before, now) => (now.assigneeId === assigneeId ? assign(workspace, before.id, before.assigneeId) : null),
})

export const moveStep = (workspace: Workspace, queueId: string, name: string): BulkStep => ({
  title: say('bulk.move', { queue: name }),
  apply: ({ id }) => moveCase(workspace, id, queueId),
  back: (before, now) => {
    if (now.queueId !== queueId) return null
    const moved = moveCase(workspace, before.id, before.queueId)
    // Moving takes a case from whoever had it, so going back gives it to them again.
    if ('refused' in moved || before.assigneeId === null) return moved
    return assign(workspace, before.id, before.assigneeId)
  },
})

export const tagsStep = (workspace: Workspace, add: readonly string[], remove: readonly string[]): BulkStep => ({
  title: say('bulk.tags', { tags: [...add.map((tag) => `+${tag}`), ...remove.map((tag) => `−${tag}`)].join(' ') }),
  apply: ({ id }) => changeTags(workspace, id, [...add], [...remove]),
  back: (before) =>
    changeTags(
      workspace,
      before.id,
      remove.filter((tag) => before.tags.includes(tag)),
      add.filter((tag) => !before.tags.includes(tag)),
    ),
})

/** `words`: until when. */
export const snoozeStep = (workspace: Workspace, until: string | null, words: string): BulkStep => ({
  title: say('bulk.snooze', { until: words }),
  apply: ({ id }) => snoozeCase(workspace, id, until),
  back: (before, now) => {
    if (now.snooze?.until !== until) return null
    const was = before.snooze
    return was === null || was === undefined
      ? wakeCase(workspace, before.id)
      : snoozeCase(workspace, before.id, was.until)
  },
})

export const wakeStep = (workspace: Workspace): BulkStep => ({
  title: say('bulk.wake'),
  apply: ({ id }) => wakeCase(workspace, id),
  back: (before) => {
    const was = before.snooze
    return was === null || was === undefined ? null : snoozeCase(workspace, before.id, was.until)
  },
})
