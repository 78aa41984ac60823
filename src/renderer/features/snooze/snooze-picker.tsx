import { useState } from 'react'
import { stepOnSelected } from '#renderer/commands/bulk-commands.ts'
import type { CommandContext } from '#renderer/commands/define-command.ts'
import { tellOutcome } from '#renderer/commands/tell-outcome.ts'
import { useCommands } from '#renderer/commands/use-commands.ts'
import { PickerDialog } from '#renderer/ui/picker-dialog.tsx'
import { type PickItem, fittingItems } from '#renderer/ui/picker-entries.ts'
import { snoozeStep } from '#renderer/workspace/bulk-steps.ts'
import { snoozeCase, wakeCase } from '#renderer/workspace/case-actions.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { snoozeTimes, typedTime } from '#renderer/workspace/snooze-times.ts'
import { useNow } from '#renderer/workspace/use-now.ts'
import { say, sayAt, sayAtIn } from '#renderer/words/say.ts'
import type { Row } from '#shared/tables.ts'
import { zoneOfMarket } from '#shared/market-zones.ts'

type CaseRow = Row<'cases'>

const close = (): void => useScreen.getState().show(null)
const wakeId = 'wake'
const typedId = 'typed/'

/** When that is where the party is, as far as that is known and another time. */
function thereWords(at: number, market: string | undefined): string | undefined {
  const zone = market === undefined ? undefined : zoneOfMarket(market)
  if (zone === undefined || zone === Intl.DateTimeFormat().resolvedOptions().timeZone) return undefined
  return say('snooze.there', { there: sayAtIn(at, zone) })
}

const whenWords = (at: number, market: string | undefined): string =>
  [sayAt(at), thereWords(at, market)].filter(Boolean).join(' · ')

function itemsFor(query: string, now: number, row: CaseRow | undefined): readonly PickItem[] {
  const market = row?.market
  const until = row?.snooze?.until
  const wake: PickItem[] =
    row?.snooze === undefined || row.snooze === null
      ? []
      : [
          {
            id: wakeId,
            label: say('snooze.wake'),
            detail: typeof until === 'string' ? say('snooze.now', { at: sayAt(until) }) : say('snooze.now-reply'),
          },
        ]
  const offered = snoozeTimes(now).map(({ id, at }) => ({
    id: at === null ? 'reply' : String(at),
    label: say(`snooze.time.${id}`),
    detail: at === null ? say('snooze.reply-detail') : whenWords(at, market),
  }))
  const typed = typedTime(query, now)
  const own: PickItem[] =
    typed === null
      ? []
      : [
          {
            id: typedId + String(typed),
            label: say('snooze.time.typed', { at: sayAt(typed) }),
            detail: thereWords(typed, market),
          },
        ]
  return [...own, ...fittingItems([...wake, ...offered], query)]
}

/** The instant that was picked; null: until a reply. */
function pickedTime(id: string): string | null {
  const at = id.startsWith(typedId) ? id.slice(typedId.length) : id
  return at === 'reply' ? null : new Date(Number(at)).toISOString()
}

function snooze(context: CommandContext, until: string | null): void {
  const { workspace, desk, pointed } = context
  const words = until === null ? say('bulk.snooze-reply') : sayAt(until)
  if (stepOnSelected(context, snoozeStep(workspace, until, words)) || pointed === undefined) return
  const { id, number } = pointed
  const before = pointed.snooze
  if (!tellOutcome(desk, snoozeCase(workspace, id, until))) return
  const back = () =>
    before === null || before === undefined ? wakeCase(workspace, id) : snoozeCase(workspace, id, before.until)
  desk.tell(until === null ? say('snooze.done-reply', { number }) : say('snooze.done', { number, at: words }), {
    undo: () => tellOutcome(desk, back()),
  })
}

function wake({ workspace, desk, pointed }: CommandContext): void {
  if (pointed === undefined) return
  if (tellOutcome(desk, wakeCase(workspace, pointed.id))) desk.tell(say('snooze.wake-done', { number: pointed.number }))
}

/** Puts the case that is meant aside, or every selected one: until one of a few times, a typed one, or a reply. */
export function SnoozePicker() {
  const commands = useCommands()
  const now = useNow()
  // What was meant when the picker opened, before it took the focus.
  const [context] = useState(() => commands.contextNow())
  const n = context.selected.size
  const row = n > 0 ? undefined : context.pointed
  const title = n > 0 ? say('snooze.title-many', { n }) : say('snooze.title', { number: row?.number ?? '' })
  return (
    <PickerDialog
      title={title}
      placeholder={say('snooze.placeholder')}
      items={(query: string) => itemsFor(query, now, row)}
      emptyText={say('snooze.none')}
      footer={say('snooze.hint')}
      onPick={({ id }) => {
        close()
        if (id === wakeId) wake(context)
        else snooze(context, pickedTime(id))
      }}
      onClose={close}
    />
  )
}
