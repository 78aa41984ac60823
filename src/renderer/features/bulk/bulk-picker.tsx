import { Minus, Plus } from 'lucide-react'
import { useMemo, useState } from 'react'
import { stepOnSelected } from '#renderer/commands/bulk-commands.ts'
import { useCommands } from '#renderer/commands/use-commands.ts'
import { PickerDialog, type PickMany } from '#renderer/ui/picker-dialog.tsx'
import type { PickItem } from '#renderer/ui/picker-entries.ts'
import type { BulkStep } from '#renderer/workspace/bulk-run.ts'
import { assignStep, moveStep, priorityStep, statusStep, tagsStep } from '#renderer/workspace/bulk-steps.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { say } from '#renderer/words/say.ts'
import { CaseStatus, Priority } from '#shared/domain/case.ts'

/** What can be picked for many cases at once. */
export type BulkKind = 'status' | 'priority' | 'assign' | 'move'

const close = (): void => useScreen.getState().show(null)
const statuses = CaseStatus.exclude(['new', 'closed']).options
const priorities = [...Priority.options].reverse()
const nobody = 'nobody'
const answering: ReadonlySet<string> = new Set(['tier-1', 'tier-2', 'supervisor', 'admin'])

/** What is offered for each kind. */
const offers: { readonly [K in BulkKind]: (workspace: Workspace) => PickItem[] } = {
  status: () => statuses.map((id) => ({ id, label: say(`status.${id}`) })),
  priority: () => priorities.map((id) => ({ id, label: say(`priority.${id}`) })),
  assign: (workspace) => {
    const { me } = workspace
    const others = workspace
      .all('agents')
      .filter((agent) => agent.active && agent.id !== me.id && answering.has(agent.role))
      .sort((a, b) => a.name.localeCompare(b.name))
    return [
      { id: me.id, label: say('picker.assign-me', { name: me.name }), detail: say(`role.${me.role}`) },
      { id: nobody, label: say('picker.assign-nobody') },
      ...others.map(({ id, name, role }) => ({ id, label: name, detail: say(`role.${role}`) })),
    ]
  },
  move: (workspace) =>
    workspace
      .all('queues')
      .filter(({ kind }) => kind === 'cases')
      .sort((a, b) => a.position - b.position || a.name.localeCompare(b.name))
      .map(({ id, name }) => ({ id, label: name })),
}

/** The step that a choice stands for; null where there is no such choice. */
function stepOf(workspace: Workspace, kind: BulkKind, { id, label }: PickItem): BulkStep | null {
  switch (kind) {
    case 'status': {
      const status = statuses.find((one) => one === id)
      return status === undefined ? null : statusStep(workspace, status)
    }
    case 'priority': {
      const priority = priorities.find((one) => one === id)
      return priority === undefined ? null : priorityStep(workspace, priority)
    }
    case 'assign':
      return assignStep(workspace, id === nobody ? null : id, workspace.get('agents', id)?.name ?? '')
    case 'move':
      return moveStep(workspace, id, label)
  }
}

/** Runs a step on what was selected when the picker opened. */
function useBulkStep(): { n: number; run: (step: BulkStep) => void } {
  const commands = useCommands()
  // The picker takes the focus out of the list, and with it the selection's meaning.
  const [context] = useState(() => commands.contextNow())
  return {
    n: context.selected.size,
    run: (step) => {
      close()
      stepOnSelected(context, step)
    },
  }
}

/** Picks a status, a priority, an agent or a queue for every selected case. */
export function BulkPicker({ kind }: { kind: BulkKind }) {
  const workspace = useWorkspace()
  const { n, run } = useBulkStep()
  const items = useMemo(() => offers[kind](workspace), [workspace, kind])
  const title = say(`bulk.title-${kind}`, { n })
  return (
    <PickerDialog
      title={title}
      placeholder={title}
      items={items}
      emptyText={say('common.nothing-fits')}
      footer={say('picker.hint')}
      onPick={(item) => {
        const step = stepOf(workspace, kind, item)
        if (step !== null) run(step)
      }}
      onClose={close}
    />
  )
}

/** Every tag in use, the most used first. */
function tagsInUse(workspace: Workspace): string[] {
  const counts = new Map<string, number>()
  for (const { tags } of workspace.all('cases')) for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1)
  return [...counts].sort(([a, m], [b, n]) => n - m || a.localeCompare(b)).map(([tag]) => tag)
}

const longestTag = 60
const chosenOf = (chosen: ReadonlySet<string>, sign: '+' | '-'): string[] =>
  [...chosen].flatMap((id) => (id.startsWith(sign) ? [id.slice(1)] : []))

/** Ticks the tags that every selected case is to get, and those that it is to lose. */
export function BulkTagsPicker() {
  const workspace = useWorkspace()
  const { n, run } = useBulkStep()
  const items = useMemo(() => {
    const tags = tagsInUse(workspace)
    const offer = (tag: string, sign: '+' | '-'): PickItem => ({
      id: sign + tag,
      label: tag,
      icon: sign === '+' ? <Plus size={14} /> : <Minus size={14} />,
      group: say(sign === '+' ? 'bulk.group-add' : 'bulk.group-remove'),
      search: sign + tag,
    })
    return [...tags.map((tag) => offer(tag, '+')), ...tags.map((tag) => offer(tag, '-'))]
  }, [workspace])
  const many: PickMany = {
    chosen: new Set(),
    onDone: (chosen) => {
      const add = chosenOf(chosen, '+')
      const remove = chosenOf(chosen, '-').filter((tag) => !add.includes(tag))
      if (add.length + remove.length === 0) return close()
      run(tagsStep(workspace, add, remove))
    },
    doneLabel: say('common.apply'),
    doneKeys: 'Ctrl ↵',
    toNew: (query) => {
      const tag = query.replace(/^[+-]/, '').toLowerCase().trim().replace(/\s+/g, '-').slice(0, longestTag)
      if (tag === '' || query.startsWith('-') || items.some(({ id }) => id === `+${tag}`)) return null
      return { id: `+${tag}`, label: say('picker.tags-new', { tag }), group: say('bulk.group-add') }
    },
  }
  const title = say('bulk.title-tags', { n })
  return (
    <PickerDialog
      title={title}
      placeholder={say('bulk.tags-placeholder')}
      items={items}
      many={many}
      emptyText={say('common.nothing-fits')}
      footer={say('picker.hint-many')}
      onClose={close}
    />
  )
}
