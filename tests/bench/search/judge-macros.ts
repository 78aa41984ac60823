import { MacroSuggester } from '../../../src/renderer/search/macro-suggester.ts'
import type { MacroText } from '../../../src/renderer/search/macro-text.ts'
import { type CaseSoFar, caseFeatures } from '../../../src/shared/insight/case-so-far.ts'
import { hashOf } from '../../../src/shared/insight/feature.ts'
import { type Model, emptyModel } from '../../../src/shared/insight/model.ts'
import { type Example, exampleOf, learn } from '../../../src/service/insight/learn.ts'
import { plainText } from '../../../src/renderer/search/plain-text.ts'
import { saidOf } from './conversations.ts'
import { foldOf, folds } from './folds.ts'
import type { JudgedData, Macro, Pick } from './judged-data.ts'
import { PlainMiniSearch } from './plain-minisearch.ts'
import { type Answered, answered, depth } from './ranking.ts'

/** How the picks of macros were foreseen, by one subject. */
export interface MacroAnswers {
  readonly subject: string
  /** Empty, or what the name of the measure ends with. */
  readonly suffix: '' | '-no-history'
  readonly all: readonly Answered[]
  readonly took: readonly number[]
}

interface Moment {
  readonly pick: Pick
  readonly about: CaseSoFar
  readonly locale: string
}

/** Judges what is suggested next: the plain baseline, Tierdesk without history, and with the history of all tickets of other parts. */
export function judgeMacros(data: JudgedData): MacroAnswers[] {
  const all = momentsOf(data)
  const models = learnParts(all)
  const moments = someOf(all)
  const suggester = new MacroSuggester()
  suggester.put(data.macros.map(macroText))
  const suggest = (modelOf: (moment: Moment) => Model) => (moment: Moment) =>
    suggester.suggest(modelOf(moment), moment.about, [], depth).map(({ macroId }) => Number(macroId))
  return [
    ...baselines(data, moments),
    timed(
      'tierdesk',
      '',
      moments,
      suggest(({ pick }) => models[foldOf(pick.ticket_id)] ?? emptyModel),
    ),
    timed(
      'tierdesk',
      '-no-history',
      moments,
      suggest(() => emptyModel),
    ),
  ]
}

/** How many picks are judged, at least, where there are so many: MiniSearch takes long for a whole thread. */
const enough = 4000

/** Whole tickets, whichever their numbers fall on, so that about so many are left. */
function someOf(moments: readonly Moment[]): Moment[] {
  const every = Math.max(1, Math.floor(moments.length / enough))
  return moments.filter(({ pick }) => hashOf(`judged ${pick.ticket_id}`) % every === 0)
}

/** MiniSearch over the macros: asked with all that was written, which finds more, and with what the party wrote last. */
function baselines(data: JudgedData, moments: readonly Moment[]): MacroAnswers[] {
  const index = new PlainMiniSearch(
    data.macros.map((macro) => ({ id: macro.id, title: macro.title, body: templateOf(macro) })),
  )
  const lastOf = ({ about }: Moment): string => about.said.findLast(({ by }) => by === 'party')?.text ?? ''
  const allOf = ({ about }: Moment): string => about.said.map(({ text }) => text).join(' ')
  return [
    timed('minisearch-last-entry', '', moments, (moment) => index.search(lastOf(moment))),
    timed('minisearch', '', moments, (moment) => index.search(allOf(moment))),
  ]
}

function timed(
  subject: string,
  suffix: MacroAnswers['suffix'],
  moments: readonly Moment[],
  search: (moment: Moment) => number[],
): MacroAnswers {
  const took: number[] = []
  const all = moments.map((moment) => {
    const begun = performance.now()
    const found = search(moment)
    took.push(performance.now() - begun)
    return answered(moment.locale, found.slice(0, depth), new Set([moment.pick.macro_id]))
  })
  return { subject, suffix, all, took }
}

function momentsOf({ picks, tickets, agents }: JudgedData): Moment[] {
  const macros = new Map(picks.map(({ comment_id, macro_id }) => [comment_id, `${macro_id}`]))
  return picks.flatMap((pick) => {
    const ticket = tickets.get(pick.ticket_id)
    if (ticket === undefined) return []
    const locale = ticket.x_locale ?? 'en-US'
    const author = ticket.comments.find(({ id }) => id === pick.comment_id)?.author_id ?? null
    const about: CaseSoFar = {
      queueId: ticket.group_id === null ? null : `${ticket.group_id}`,
      market: null,
      locale,
      agentId: author === null ? null : `${author}`,
      // What the desk wrote before is known with the macro it was written with; what is to be foreseen is not among it.
      said: saidOf(ticket, pick.prefix_comments, agents, (id) => macros.get(id) ?? null),
    }
    return [{ pick, about, locale }]
  })
}

function learnParts(moments: readonly Moment[]): Model[] {
  const examples = moments.map(({ pick, about }): [number, Example] => [
    foldOf(pick.ticket_id),
    exampleOf(`${pick.ticket_id}`, `${pick.macro_id}`, caseFeatures(about)),
  ])
  return Array.from({ length: folds }, (_, part) =>
    learn(examples.flatMap(([of, example]) => (of === part ? [] : [example]))),
  )
}

function templateOf({ actions }: Macro): string {
  const texts = actions.flatMap(({ field, value }) =>
    typeof value !== 'string'
      ? []
      : field === 'comment_value'
        ? [value]
        : field === 'comment_value_html'
          ? [plainText(value, 'html')]
          : [],
  )
  return texts.join('\n')
}

/** A macro as the window has it. How often it was used in all is not told: that counts what is to be foreseen. */
const macroText = (macro: Macro): MacroText => ({
  id: `${macro.id}`,
  title: macro.title,
  template: templateOf(macro),
  queueId: macro.restriction?.type === 'Group' ? `${macro.restriction.id ?? ''}` : null,
  market: null,
  locale: macro.locale ?? null,
  usageCount: 0,
})
