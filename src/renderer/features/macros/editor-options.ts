import type { MacroScope } from '#shared/domain/macro.ts'
import type { SelectOption } from '#renderer/ui/select-field.tsx'
import { nameOfLanguage } from '#renderer/words/name-of-language.ts'
import { say } from '#renderer/words/say.ts'
import { macroRights } from '#renderer/workspace/macro-writing.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'

/** What can be chosen while a macro is written. Scopes only as far as this agent may write for them. */
export interface EditorOptions {
  readonly scopes: readonly SelectOption[]
  readonly queues: readonly SelectOption[]
  readonly agents: readonly SelectOption[]
  readonly forms: readonly SelectOption[]
  readonly drivers: readonly SelectOption[]
  readonly languages: readonly SelectOption[]
  readonly markets: readonly SelectOption[]
}

// What the desk's own markets speak; any other tag can be typed.
const spoken = 'de en es fil fr id ja ko ms pl pt th vi zh-Hans zh-Hant'.split(' ')

const byLabel = (a: SelectOption, b: SelectOption): number => a.label.localeCompare(b.label)
const named = (rows: readonly { readonly id: string; readonly name: string }[]): SelectOption[] =>
  rows.map(({ id, name }) => ({ value: id, label: name })).sort(byLabel)

/** A scope as the value of an option. */
export const scopeValue = (scope: MacroScope): string => JSON.stringify(scope)

/** The scope of an option's value; null for a text that is none. */
export function scopeOfValue(value: string, options: readonly SelectOption[]): MacroScope | null {
  return options.some((option) => option.value === value) ? (JSON.parse(value) as MacroScope) : null
}

/** For whom a macro is, in words. */
export function scopeWords(workspace: Pick<Workspace, 'get' | 'me'>, scope: MacroScope): string {
  const nameOf = (table: 'sites' | 'teams' | 'queues' | 'agents', id: string): string =>
    workspace.get(table, id)?.name ?? say('macro.unknown')
  switch (scope.of) {
    case 'workspace':
      return say('macro-editor.for-workspace')
    case 'market':
      return say('macro-editor.for-market', { market: scope.market })
    case 'site':
      return say('macro-editor.for-site', { name: nameOf('sites', scope.siteId) })
    case 'team':
      return say('macro-editor.for-team', { name: nameOf('teams', scope.teamId) })
    case 'queue':
      return say('macro-editor.for-queue', { name: nameOf('queues', scope.queueId) })
    case 'agent':
      return scope.agentId === workspace.me.id
        ? say('macro-editor.for-me')
        : say('macro-editor.for-agent', { name: nameOf('agents', scope.agentId) })
  }
}

const marketsOf = (workspace: Workspace): string[] => {
  const codes = workspace.all('agents').flatMap(({ markets }) => markets)
  return [...new Set(codes.filter((code) => code !== '*'))].sort()
}

/** Everything that can be chosen, from the rows that are here. */
export function editorOptions(workspace: Workspace): EditorOptions {
  const { writeMacro } = macroRights(workspace)
  const markets = marketsOf(workspace)
  const scopes: MacroScope[] = [
    { of: 'agent', agentId: workspace.me.id },
    { of: 'workspace' },
    ...workspace.all('teams').map(({ id }) => ({ of: 'team' as const, teamId: id })),
    ...workspace.all('sites').map(({ id }) => ({ of: 'site' as const, siteId: id })),
    ...markets.map((market) => ({ of: 'market' as const, market })),
    ...workspace.all('queues').map(({ id }) => ({ of: 'queue' as const, queueId: id })),
  ]
  return {
    scopes: scopes
      .filter(writeMacro)
      .map((scope) => ({ value: scopeValue(scope), label: scopeWords(workspace, scope) })),
    queues: named(workspace.all('queues').filter(({ kind }) => kind === 'cases')),
    agents: named(workspace.all('agents').filter(({ active }) => active)),
    forms: named(workspace.all('forms').filter(({ active }) => active)),
    drivers: named(workspace.all('drivers').filter(({ active, parentId }) => active && parentId !== null)),
    languages: spoken.map((tag) => ({ value: tag, label: nameOfLanguage(tag) })).sort(byLabel),
    markets: markets.map((market) => ({ value: market, label: market })),
  }
}
