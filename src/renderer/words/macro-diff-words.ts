import type { Case } from '#shared/domain/case.ts'
import type { TouchedFields } from '#shared/macro-touched.ts'
import type { Row, WarmTable } from '#shared/tables.ts'
import type { DryRun } from '#renderer/workspace/macro-work.ts'
import { nameOfLanguage } from './name-of-language.ts'
import { say, sayAt } from './say.ts'

/** Where names are looked up. */
interface Names {
  get<T extends WarmTable>(table: T, id: string): Row<T> | undefined
}

const nameOf = (
  names: Names,
  table: 'agents' | 'queues' | 'forms' | 'drivers',
  id: string | null | undefined,
): string =>
  id === null || id === undefined ? say('macro.nothing') : (names.get(table, id)?.name ?? say('macro.unknown'))

const value = (of: Case['fields'][string] | undefined): string =>
  of === undefined || of === null || of === '' ? say('macro.nothing') : typeof of === 'object' ? '…' : String(of)

const plus = (was: readonly string[] = [], set: readonly string[] = []): string =>
  [
    ...set.filter((one) => !was.includes(one)).map((one) => `+ ${one}`),
    ...was.filter((one) => !set.includes(one)).map((one) => `− ${one}`),
  ].join(', ')

function snoozeWords(snooze: Case['snooze']): string {
  if (snooze === null || snooze === undefined) return say('macro.nothing')
  return snooze.until === null ? say('macro.until-reply') : say('macro.until', { at: sayAt(snooze.until) })
}

/** From what to what, for the fields that have one value. */
function pairs(
  { was, set }: TouchedFields,
  names: Names,
): readonly (readonly [what: string, was: string, set: string])[] {
  const all: (readonly [string, string, string] | false | undefined)[] = [
    set.status !== undefined &&
      was.status !== undefined && [say('macro.of-status'), say(`status.${was.status}`), say(`status.${set.status}`)],
    set.priority !== undefined &&
      was.priority !== undefined && [
        say('macro.of-priority'),
        say(`priority.${was.priority}`),
        say(`priority.${set.priority}`),
      ],
    'queueId' in set && [
      say('macro.of-queue'),
      nameOf(names, 'queues', was.queueId),
      nameOf(names, 'queues', set.queueId),
    ],
    'assigneeId' in set && [
      say('macro.of-assignee'),
      nameOf(names, 'agents', was.assigneeId),
      nameOf(names, 'agents', set.assigneeId),
    ],
    'subject' in set && [say('macro.of-subject'), value(was.subject), value(set.subject)],
    'formId' in set && [say('macro.of-form'), nameOf(names, 'forms', was.formId), nameOf(names, 'forms', set.formId)],
    'driverId' in set && [
      say('macro.of-driver'),
      nameOf(names, 'drivers', was.driverId),
      nameOf(names, 'drivers', set.driverId),
    ],
    'locale' in set && [say('macro.of-language'), language(was.locale), language(set.locale)],
    'snooze' in set && [say('macro.of-snooze'), snoozeWords(was.snooze), snoozeWords(set.snooze)],
  ]
  return all.flatMap((one) => (one === false || one === undefined ? [] : [one]))
}

const language = (locale: string | null | undefined): string =>
  locale === null || locale === undefined ? say('macro.nothing') : nameOfLanguage(locale)

/** What changes on a case, a line for each field: `Status: Open → Solved`, `Tags: + refunded, − lost`. */
export function diffWords(names: Names, touched: TouchedFields): string[] {
  const { was, set } = touched
  const fields = Object.keys({ ...was.fields, ...set.fields })
  return [
    ...pairs(touched, names).map(([what, a, b]) => say('macro.changes', { what, was: a, set: b })),
    ...(set.tags === undefined
      ? []
      : [say('macro.changes-list', { what: say('macro.of-tags'), list: plus(was.tags, set.tags) })]),
    ...(set.followerIds === undefined
      ? []
      : [
          say('macro.changes-list', {
            what: say('macro.of-followers'),
            list: plus(agents(names, was.followerIds), agents(names, set.followerIds)),
          }),
        ]),
    ...fields.map((key) =>
      say('macro.changes', { what: key, was: value(was.fields?.[key]), set: value(set.fields?.[key]) }),
    ),
  ]
}

const agents = (names: Names, ids: readonly string[] | undefined): string[] =>
  (ids ?? []).map((id) => nameOf(names, 'agents', id))

/** What a dry run came to, a line for each change; the refusal where there is one; nothing where nothing changes. */
export function dryRunWords(names: Names, run: DryRun | null): string[] {
  if (run === null) return []
  if ('refusal' in run) return [say(`refused.${run.refusal.refused}`)]
  return [...diffWords(names, run.touched), ...run.notes.map((text) => say('macro.adds-note', { text }))]
}
