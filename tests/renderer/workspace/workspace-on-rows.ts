import { Workspace } from '#renderer/workspace/workspace.ts'
import type { Agent } from '#shared/domain/agent.ts'
import type { ArgsOf, MutationName } from '#shared/mutations/all-mutations.ts'
import type { AnyRow, WarmTable } from '#shared/tables.ts'
import { OnRows } from '#tests/shared/mutations/on-rows.ts'

/** A mutation that was named. */
export interface NamedHere {
  readonly opId: string
  readonly name: string
  readonly args: unknown
  readonly dependsOn: readonly string[]
}

/** The real workspace over rows and the real rules, as a window that is offline: nothing is kept, and nothing is sent. */
export function workspaceOnRows(me: Agent, rows: { readonly [T in WarmTable]?: readonly AnyRow[] }) {
  const desk = new OnRows({ agents: [me], ...rows })
  const named: NamedHere[] = []
  const never = () => () => undefined
  const mutate = <N extends MutationName>(name: N, args: ArgsOf<N>, dependsOn: readonly string[] = []) => {
    const refusal = desk.run(me, name, args)
    if (refusal !== null) return refusal
    const opId = `op ${named.length + 1}`
    named.push({ opId, name, args, dependsOn })
    return { opId, isSaved: Promise.resolve() }
  }
  const all = (table: WarmTable): AnyRow[] => {
    const ids = new Set([...(rows[table] ?? []).map(({ id }) => id), ...desk.rows.changedRows(table).keys()])
    return [...ids].flatMap((id) => desk.rows.get(table, id) ?? [])
  }
  const store = {
    actor: () => ({ kind: 'agent', agent: me }),
    get: (table: WarmTable, id: string) => desk.rows.get(table, id),
    children: (table: WarmTable, parentId: string) => desk.rows.children(table, parentId),
    all,
    mutate,
    subscribe: never,
    coldNow: (table: 'messages', parentId: string) => desk.rows.changedChildren(table, parentId),
    outbox: {
      entries: () => named,
      parked: () => [],
      draft: () => undefined,
      drafts: () => [],
      saveDraft: () => Promise.resolve(),
    },
  }
  const line = { subscribe: never, presence: { onTold: never, present: never, heard: { aheadMs: 0 } } }
  const told = { subscribe: never }
  const parts = { name: 'Test', store, line, incidents: told, files: told }
  return { workspace: new Workspace(parts as never), desk, named }
}
