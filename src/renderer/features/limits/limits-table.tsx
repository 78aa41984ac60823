import { ActionKind, type ActionLimit, hasAmount } from '#shared/domain/desk-action.ts'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { say } from '#renderer/words/say.ts'
import {
  type LimitedRole,
  type LimitsSheet,
  cellFault,
  cellOf,
  inherited,
  limitedRoles,
  noLimit,
} from './limits-sheet.ts'

interface LimitsTableProps {
  readonly limits: readonly ActionLimit[]
  readonly market: string | null
  readonly sheet: LimitsSheet
  /** Whether this agent may say how far a role goes. */
  readonly maySet: (role: LimitedRole) => boolean
  /** Whether what is wrong is pointed at yet. */
  readonly isTried: boolean
  readonly onChange: (sheet: LimitsSheet) => void
}

/** What is written in a cell, in words. */
const ruleWords = (kind: ActionKind, written: string): string => {
  if (!hasAmount(kind)) return say(written === '0' ? 'limits.may-not' : 'limits.may')
  if (written === noLimit) return say('limits.no-limit')
  return written === '0' ? say('limits.nothing') : written
}

/** How far each role may go in one market: a line for each action, a column for each role. */
export function LimitsTable({ limits, market, sheet, maySet, isTried, onChange }: LimitsTableProps) {
  return (
    <table className="w-full min-w-160 table-fixed">
      <thead className="text-sm text-ink-3">
        <tr>
          <th scope="col" className="w-2/7 py-1 pr-2 text-start font-normal">
            {say('action.kind')}
          </th>
          {limitedRoles.map((role) => (
            <th key={role} scope="col" className="truncate px-3.5 py-1 text-end font-normal">
              {say(`role.${role}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {ActionKind.options.map((kind) => (
          <tr key={kind} className="border-t border-line-soft">
            <th scope="row" className="py-1 pr-2 text-start font-normal wrap-anywhere">
              {say(`action-kind.${kind}`)}
            </th>
            {limitedRoles.map((role) => {
              const key = cellOf(role, kind)
              const value = sheet.cells[key] ?? ''
              const cell = {
                'aria-label': say('limits.cell', { action: say(`action-kind.${kind}`), role: say(`role.${role}`) }),
                'aria-invalid': isTried && cellFault(kind, value) !== null ? (true as const) : undefined,
              }
              const below = inherited(limits, role, market, kind)
              const write = (text: string): void => onChange({ ...sheet, cells: { ...sheet.cells, [key]: text } })
              return (
                <td key={role} className="px-1 py-1">
                  {!maySet(role) ? (
                    <span className="block truncate px-2.5 text-end text-ink-2 tabular-nums">
                      {ruleWords(kind, value === '' ? below : value)}
                    </span>
                  ) : hasAmount(kind) ? (
                    <TextField
                      {...cell}
                      className="text-end tabular-nums"
                      inputMode="decimal"
                      maxLength={12}
                      placeholder={ruleWords(kind, below)}
                      value={value}
                      onChange={(event) => write(event.target.value)}
                    />
                  ) : (
                    <SelectField
                      {...cell}
                      value={value === '' ? 'inherited' : value}
                      options={[
                        {
                          value: 'inherited',
                          label: say('limits.as-everywhere', { rule: ruleWords(kind, below) }),
                        },
                        { value: noLimit, label: say('limits.may') },
                        { value: '0', label: say('limits.may-not') },
                      ]}
                      onChange={(next) => write(next === 'inherited' ? '' : next)}
                    />
                  )}
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
