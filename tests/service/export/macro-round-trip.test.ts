import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { allMacroFormats } from '#service/channels/export/all-macro-formats.ts'
import type { NotCarried } from '#service/channels/export/macro-format.ts'
import { allFormats } from '#service/channels/import/formats/all-formats.ts'
import { ImportReport } from '#service/channels/import/import-report.ts'
import { SourceFolder } from '#service/channels/import/source-folder.ts'
import { stableId } from '#service/stable-id.ts'
import { type MacroAction, knownActions, templateOfAction, withText } from '#shared/domain/macro-action.ts'
import type { Macro } from '#shared/domain/macro.ts'
import { fillMacro } from '#shared/macro-template.ts'
import { aCase, aMacro, anAgent, anOrder, idOf } from '#tests/builders.ts'
import { exportFolder } from '../import/export-folder.ts'

/** What a workspace knows of each system: a queue and an agent that came from there. */
const known: { readonly [system: string]: { queueKey: string; files: { readonly [name: string]: string } } } = {
  zendesk: {
    queueKey: '5',
    files: {
      'groups.json': '{"groups":[{"id":5,"name":"Known"}]}',
      'users.json': '{"users":[{"id":9,"name":"Ana","role":"agent"}]}',
    },
  },
  chatwoot: {
    queueKey: 'team:5',
    files: { 'teams.json': '[{"id":5,"name":"Known"}]', 'agents.json': '[{"id":9,"name":"Ana"}]' },
  },
  freshdesk: {
    queueKey: '5',
    files: {
      'groups.json': '[{"id":5,"name":"Known"}]',
      'agents.json': '[{"id":9,"contact":{"name":"Ana"}}]',
    },
  },
  zammad: {
    queueKey: '5',
    files: {
      'groups.json': '[{"id":5,"name":"Known"}]',
      'users.json': '[{"id":9,"firstname":"Ana","roles":["Agent"]}]',
    },
  },
  gorgias: {
    queueKey: '5',
    files: {
      'teams.json': '{"data":[{"id":5,"name":"Known"}]}',
      'users.json': '{"data":[{"id":9,"name":"Ana"}]}',
    },
  },
  libredesk: {
    queueKey: '5',
    files: {
      'teams.json': '{"data":[{"id":5,"name":"Known"}]}',
      'users.json': '{"data":[{"id":9,"first_name":"Ana"}]}',
    },
  },
  frappe: {
    queueKey: 'Known',
    files: {
      'teams.json': '{"data":[{"name":"Known","team_name":"Known"}]}',
      'agents.json': '{"data":[{"name":"9","agent_name":"Ana"}]}',
    },
  },
  osticket: { queueKey: '5', files: { 'departments.csv': 'id,name\n5,Known\n' } },
}

const strange = idOf(77)

/** What texts of macros are put together from. */
const written = [
  'Hello {{party.first_name}}',
  'order {{order.number}}',
  '{{ticket.requester.name}}',
  '{{case.number}}',
  '{{nobody.knows}}',
  '退款已处理',
  'مرحبا',
  '<script>x()</script> & "quotes"',
  'a, b; c\td',
  '#{x} %{y} {%z%}',
  '\n',
  '\n\n',
  ' ',
  '{{agent.name}}',
  '  two  spaces',
  '\n\n\n',
  '{{party.name | upcase}}',
  '=1+1',
  '"',
]

/** Macros as they are made here, in the words of one system's queue and agent. */
function macrosFor(system: string): fc.Arbitrary<Macro[]> {
  const queueId = stableId('import', system, 'queues', known[system]?.queueKey ?? '')
  const agentId = stableId('import', system, 'agents', '9')
  const tags = fc.uniqueArray(fc.constantFrom('refund', 'late', 'two words', 'a,b', '退款', '<b>'), {
    minLength: 1,
    maxLength: 3,
  })
  const action: fc.Arbitrary<MacroAction> = fc.oneof(
    fc.record({
      do: fc.constant('set-status' as const),
      status: fc.constantFrom('open', 'pending', 'on-hold', 'solved', 'closed'),
    }),
    fc.record({
      do: fc.constant('set-priority' as const),
      priority: fc.constantFrom('low', 'normal', 'high', 'urgent'),
    }),
    fc.record({ do: fc.constant('add-tags' as const), tags }),
    fc.record({ do: fc.constant('remove-tags' as const), tags }),
    fc.constantFrom<MacroAction>({ do: 'assign-me' }, { do: 'unassign' }),
    fc.record({ do: fc.constant('set-tags' as const), tags }),
    fc.record({ do: fc.constant('assign' as const), agentId: fc.constantFrom(agentId, strange) }),
    fc.record({ do: fc.constant('follow' as const), agentId: fc.constantFrom('me' as const, agentId, strange) }),
    fc.record({ do: fc.constant('snooze' as const), hours: fc.constantFrom(null, 1, 48) }),
    fc.record({
      do: fc.constant('set-subject' as const),
      subject: fc.constantFrom('About {{case.number}}', 'x & y'),
    }),
    fc.record({
      do: fc.constant('set-field' as const),
      key: fc.constantFrom('type', 'ticket_type', 'cf_size', 'seat', '360001'),
      value: fc.constantFrom('12', 'for {{party.name}}', null),
    }),
    fc.record({
      do: fc.constant('add-note' as const),
      text: fc.constantFrom('Told {{party.first_name}}', 'x & y'),
    }),
    fc.record({ do: fc.constant('move-queue' as const), queueId: fc.constantFrom(queueId, strange) }),
  )
  const pieces = fc.constantFrom(...written)
  const macro = fc.record({
    title: fc.constantFrom('Refund::Done', 'US::Orders::Late, "very"', '退款', 'x'),
    template: fc.array(pieces, { maxLength: 6 }).map((list) => list.join('').trim()),
    kind: fc.constantFrom('reply' as const, 'note' as const),
    actions: fc.uniqueArray(action, { maxLength: 4, selector: (one) => one.do }),
    description: fc.constantFrom('', 'For late parcels'),
    nextCase: fc.constantFrom('stay' as const, 'next' as const, 'close-tab' as const),
    scope: fc.constantFrom<Macro['scope']>(
      { of: 'workspace' },
      { of: 'queue', queueId },
      { of: 'queue', queueId: strange },
      { of: 'agent', agentId },
      { of: 'agent', agentId: strange },
      { of: 'market', market: 'US' },
    ),
    locale: fc.constantFrom(null, 'fr', 'pt-BR'),
    active: fc.boolean(),
  })
  return fc.array(macro, { minLength: 1, maxLength: 5 }).map((list) =>
    // Each with a title of its own, so that the report says which it speaks of.
    list.map((one, n) => aMacro({ ...one, id: idOf(100 + n), title: `${one.title} ${n}` })),
  )
}

/** The macros that an import of the files comes to. */
async function readBack(system: string, files: ReadonlyMap<string, string>): Promise<Macro[]> {
  const folder = await exportFolder({ ...known[system]?.files, ...Object.fromEntries(files) })
  try {
    const macros: Macro[] = []
    const items = allFormats.get(system)?.read(await SourceFolder.open(folder.path), new ImportReport())
    for await (const { rows } of items ?? [])
      for (const { table, row } of rows) if (table === 'macros') macros.push(row)
    return macros
  } finally {
    await folder.remove()
  }
}

const context = {
  row: aCase({ partyName: 'Kim Lee', number: 'TD-1' }),
  party: undefined,
  order: anOrder(),
  agent: anAgent(),
}

/** What a macro says, filled in: names differ from system to system, what they stand for must not. */
const said = ({ template }: Macro): string => fillMacro(template, context).text
const spaced = (text: string): string => text.replace(/\s+/g, ' ').trim()

/** What it says, as exactly as what was expected of it: not at all, but for spaces, or to the letter. */
const saidLike = (macro: Macro, want: string | null): string | null =>
  want === null ? null : want === spaced(want) ? spaced(said(macro)) : said(macro)

const byName = (a: MacroAction, b: MacroAction): number => (a.do < b.do ? -1 : 1)
const spoken = (template: string): string => said({ ...aMacro(), template })
/** Actions with their placeholders filled: names differ from system to system. */
const meant = (actions: Macro['actions']): unknown[] =>
  knownActions(actions)
    .known.map((action) => {
      const text = templateOfAction(action)
      return text === null ? action : withText(action, spoken(text))
    })
    .sort(byName)

const localeOf = ({ locale }: Macro, isLost: (start: string) => boolean): string | null => {
  if (isLost('its language')) return null
  return isLost('the region of') ? (locale?.split('-')[0] ?? null) : locale
}

/** What of it is said: not told where words of theirs stand in it, and but for spaces where those are lost. */
const saidOf = (whole: Macro, isLost: (start: string) => boolean): string | null =>
  isLost('the words') ? null : isLost('spaces and') ? spaced(said(whole)) : said(whole)

/** What a macro is to come back as, by what the report says was not carried over; null: it was left out. */
function expected(macro: Macro, lost: readonly string[], system: string) {
  if (lost.some((what) => what.startsWith('the whole macro'))) return null
  const isLost = (start: string): boolean => lost.some((what) => what.startsWith(start))
  const isActionLost = (name: string): boolean =>
    lost.some((what) => what === `the action ${name}` || what.startsWith(`the action ${name} `))
  const { known: all } = knownActions(macro.actions)
  const kept = all.filter(({ do: name }) => !isActionLost(name))
  const isReply = macro.kind === 'reply' && macro.template !== '' && !isLost('that it writes a reply')
  // Beside a reply a note is an action; where there is none it is what the macro writes.
  const notes = isReply ? [] : kept.flatMap((action) => (action.do === 'add-note' ? [action.text] : []))
  const whole = { ...macro, template: [macro.template, ...notes].filter((text) => text !== '').join('\n\n') }
  // Without a text a scenario, a macro of Zammad and the like write nothing: what they would write is not told.
  const isSilent = whole.template === '' && !['zendesk'].includes(system)
  const isNote = notes.length > 0 || isLost('that it writes a reply')
  return {
    title: macro.title,
    said: saidOf(whole, isLost),
    kind: isSilent ? null : isNote ? 'note' : macro.kind,
    actions: meant(kept.filter((action) => isReply || action.do !== 'add-note')),
    scope: isLost('that it is for one') ? { of: 'workspace' } : macro.scope,
    locale: localeOf(macro, isLost),
    active: isLost('that it is switched off') ? true : macro.active,
    description: isLost('description') ? '' : macro.description,
    nextCase: isLost('nextCase') ? 'stay' : macro.nextCase,
  }
}

describe.each([...allMacroFormats.values()])('macros for $name', ({ name: system, write }) => {
  const elsewhere = {
    queueKey: (id: string) => (id === strange ? null : (known[system]?.queueKey ?? null)),
    queueName: (id: string) => (id === strange ? 'Strange' : 'Known'),
    agentKey: (id: string) => (id === strange ? null : '9'),
  }

  // Catches: an action, a text, a scope or a language that gets lost or changes on the way without a word in the report.
  test('come back as they were but for what the report names', async () => {
    await fc.assert(
      fc.asyncProperty(macrosFor(system), async (macros) => {
        const { files, notCarried } = write(macros, elsewhere)
        const back = await readBack(system, files)
        const lostOf = (macro: Macro): string[] =>
          notCarried.flatMap(({ macro: title, what }: NotCarried) => (title === macro.title ? [what] : []))
        const wanted = macros.flatMap((macro) => expected(macro, lostOf(macro), system) ?? [])
        const found = back.map((macro) => {
          const want = wanted.find(({ title }) => title === macro.title)
          return {
            title: macro.title,
            said: saidLike(macro, want?.said ?? null),
            kind: want?.kind === null ? null : macro.kind,
            actions: meant(macro.actions),
            scope: macro.scope,
            locale: macro.locale,
            active: macro.active,
            description: macro.description ?? '',
            nextCase: macro.nextCase ?? 'stay',
          }
        })
        const byTitle = (a: { title: string }, b: { title: string }): number => (a.title < b.title ? -1 : 1)
        expect(found.sort(byTitle)).toEqual(wanted.sort(byTitle))
      }),
      { numRuns: 60 },
    )
  })
})

// Catches: fields that a later build gives macros, such as conditions, and that no format below has heard of.
test('what a macro has beyond what a format knows is named as not carried over', () => {
  const macro = { ...aMacro(), conditions: [{ if: 'market', markets: ['MY'] }], reviewDueAt: null }
  for (const { write } of allMacroFormats.values()) {
    const { notCarried } = write([macro], { queueKey: () => null, queueName: () => null, agentKey: () => null })
    expect(notCarried).toContainEqual({ macro: macro.title, what: 'conditions' })
    expect(notCarried.map(({ what }) => what)).not.toContain('reviewDueAt')
  }
})
