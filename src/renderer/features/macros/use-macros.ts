import { useCallback } from 'react'
import { type FilledMacro, fillMacro } from '#shared/macro-template.ts'
import { macroPath } from '#shared/domain/macro.ts'
import type { Row } from '#shared/tables.ts'
import { tellOutcome } from '#renderer/commands/tell-outcome.ts'
import { notify } from '#renderer/ui/toast-store.ts'
import { say } from '#renderer/words/say.ts'
import { applyMacro } from '#renderer/workspace/case-actions.ts'
import { useComposeRequests } from '#renderer/workspace/compose-request.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { asksFirst } from '#renderer/workspace/solve-request.ts'
import { useRow, useRows, useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { rememberMacro } from './recent-macros.ts'

const activeMacros = (workspace: Workspace): readonly Row<'macros'>[] =>
  workspace.all('macros').filter(({ active }) => active)

/** The macros this agent may use. */
export const useActiveMacros = (): readonly Row<'macros'>[] => useRows(['macros'], activeMacros)

/** The open case with what macros are filled from. */
export interface OpenCase {
  readonly row: Row<'cases'>
  readonly fill: (macro: Row<'macros'>) => FilledMacro
}

/** Fills macros for the open case; null while none is open. */
export function useOpenCase(): OpenCase | null {
  const workspace = useWorkspace()
  const row = useRow(
    'cases',
    useScreen((screen) => screen.caseId),
  )
  const party = useRow('parties', row?.partyId)
  const order = useRow('orders', row?.orderIds[0])
  const fill = useCallback(
    (macro: Row<'macros'>): FilledMacro =>
      row === undefined
        ? { text: macro.template, unresolved: [] }
        : fillMacro(macro.template, { row, party, order, agent: workspace.me }),
    [workspace, row, party, order],
  )
  return row === undefined ? null : { row, fill }
}

/** What can be done with a macro on the open case. Both say in words how it went; `sendNow` answers whether it was sent. */
export function useMacroUse(open: OpenCase | null): {
  insert: (macro: Row<'macros'>) => void
  sendNow: (macro: Row<'macros'>) => boolean
} {
  const workspace = useWorkspace()
  const ask = useComposeRequests((requests) => requests.ask)
  const write = useScreen((screen) => screen.write)
  const insert = (macro: Row<'macros'>): void => {
    if (open === null) return notify(say('macro.no-case'))
    rememberMacro(workspace.me.id, macro.id)
    ask({ caseId: open.row.id, kind: macro.kind, text: open.fill(macro).text, macroId: macro.id, how: 'insert' })
    write(macro.kind)
  }
  const sendNow = (macro: Row<'macros'>): boolean => {
    if (open === null) return told(say('macro.no-case'))
    const { text, unresolved } = open.fill(macro)
    if (unresolved.length > 0) return told(say('macro.needs-values'))
    if (text.trim() === '') return told(say('macro.needs-text'))
    const { row } = open
    const apply = (): boolean => {
      const named = applyMacro(workspace, row.id, { macroId: macro.id, text, afterReplyId: row.lastReplyId })
      if (asksFirst(named, row.id, apply) || !tellOutcome({ tell: notify }, named)) return false
      rememberMacro(workspace.me.id, macro.id)
      notify(say('macro.sent', { macro: macroPath(macro.title).name }))
      return true
    }
    return apply()
  }
  return { insert, sendNow }
}

const told = (words: string): false => {
  notify(words, { tone: 'bad' })
  return false
}
