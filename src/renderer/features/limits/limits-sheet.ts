import { type ActionLimit, ActionKind, hasAmount, limitFor } from '#shared/domain/desk-action.ts'
import type { Role } from '#shared/domain/agent.ts'
import { newId } from '#shared/new-id.ts'
import { amountOf } from '#renderer/forms/money-field.tsx'

/** The roles that can order anything at all. */
export const limitedRoles = ['tier-1', 'tier-2', 'supervisor', 'admin'] as const satisfies readonly Role[]
export type LimitedRole = (typeof limitedRoles)[number]

/** Without a limit, as it is written. */
export const noLimit = '*'

type CellKey = `${LimitedRole} ${ActionKind}`

/** The limits of one market as they are being written. */
export interface LimitsSheet {
  readonly currency: string
  /** By role and action: an amount, `*`, 0 for nothing; empty: what holds in every market. */
  readonly cells: { readonly [C in CellKey]?: string }
}

export const cellOf = (role: LimitedRole, kind: ActionKind): CellKey => `${role} ${kind}`

const everyCell = limitedRoles.flatMap((role) => ActionKind.options.map((kind) => ({ role, kind })))

const writtenMost = ({ most }: ActionLimit): string => (most === null ? noLimit : String(most))

const ownRow = (limits: readonly ActionLimit[], role: Role, market: string | null, kind: ActionKind) =>
  limits.find((limit) => limit.active && limit.role === role && limit.market === market && limit.kind === kind)

/** What a market's sheet begins as; `market` null: what holds where a market has nothing of its own. */
export function sheetOf(limits: readonly ActionLimit[], market: string | null): LimitsSheet {
  const own = limits.filter((limit) => limit.active && limit.market === market)
  const cells = everyCell.flatMap(({ role, kind }) => {
    const row = ownRow(limits, role, market, kind)
    return row === undefined ? [] : [[cellOf(role, kind), writtenMost(row)] as const]
  })
  return { currency: own.find(({ currency }) => currency !== null)?.currency ?? '', cells: Object.fromEntries(cells) }
}

/** What holds for a cell that is left empty, as it would be written; 0: nothing does. */
export function inherited(
  limits: readonly ActionLimit[],
  role: LimitedRole,
  market: string | null,
  kind: ActionKind,
): string {
  const row = market === null ? undefined : limitFor(limits, role, { kind, market: noLimit })
  return row === undefined ? '0' : writtenMost(row)
}

/** What is wrong with a cell, or null. */
export function cellFault(kind: ActionKind, written: string): 'amount' | 'yes-or-no' | null {
  const text = written.trim()
  if (text === '' || text === noLimit || text === '0') return null
  if (!hasAmount(kind)) return 'yes-or-no'
  return Number.isNaN(amountOf(text)) ? 'amount' : null
}

const isSum = (text: string): boolean => text !== '' && text !== noLimit && Number(text.replace(',', '.')) !== 0

/** Whether the sheet names a sum and no currency to count it in. */
export const needsCurrency = ({ currency, cells }: LimitsSheet): boolean =>
  !/^[A-Z]{3}$/.test(currency) &&
  (currency !== '' || Object.values(cells).some((written) => isSum(written?.trim() ?? '')))

/** How many things are wrong in a sheet. */
export const sheetFaults = (sheet: LimitsSheet): number =>
  everyCell.filter(({ role, kind }) => cellFault(kind, sheet.cells[cellOf(role, kind)] ?? '') !== null).length +
  (needsCurrency(sheet) ? 1 : 0)

/** The rows that a sheet without faults changes, makes, or takes out of use. */
export function changedLimits(
  limits: readonly ActionLimit[],
  market: string | null,
  { currency, cells }: LimitsSheet,
): ActionLimit[] {
  return everyCell.flatMap(({ role, kind }) => {
    const text = (cells[cellOf(role, kind)] ?? '').trim()
    const before = ownRow(limits, role, market, kind)
    if (text === '') return before === undefined ? [] : [{ ...before, active: false }]
    const most = text === noLimit ? null : amountOf(text)
    const isCounted = most !== null && most > 0
    const after = { most, currency: isCounted ? currency : null }
    if (before?.most === after.most && (!isCounted || before.currency === currency)) return []
    const base = before ?? { id: newId(), role, market, kind, active: true }
    return [{ ...base, ...after }]
  })
}
