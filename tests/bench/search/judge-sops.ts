import { plainText } from '../../../src/renderer/search/plain-text.ts'
import { SopIndex, type SopText } from '../../../src/renderer/search/sop-index.ts'
import { learntGroups } from '../../../src/renderer/search/sop-suggester.ts'
import { questionFeatures, questionOf } from '../../../src/shared/insight/case-so-far.ts'
import { type Model, emptyModel } from '../../../src/shared/insight/model.ts'
import { type Example, exampleOf, learn } from '../../../src/service/insight/learn.ts'
import { saidOf } from './conversations.ts'
import { foldOf, folds } from './folds.ts'
import type { Article, JudgedData, Query } from './judged-data.ts'
import { PlainMiniSearch } from './plain-minisearch.ts'
import { type Answered, answered, depth } from './ranking.ts'

/** How a set of queries was answered, by one subject. */
export interface SetAnswers {
  readonly subject: 'tierdesk' | 'minisearch' | 'tierdesk-untaught'
  readonly set: string
  readonly all: readonly Answered[]
  /** Milliseconds for each. */
  readonly took: readonly number[]
}

/** As many as the window asks for. */
const asked = 30

/** Judges the search for SOPs: the plain baseline, Tierdesk without history, and with the history of all tickets of other parts. */
export function judgeSops(data: JudgedData): SetAnswers[] {
  const models = learnParts(historyOf(data))
  const sets = Map.groupBy(data.queries, ({ set }) => set)
  const index = sopIndexOf(data.articles)
  const stubs = sopIndexOf(data.stubs)
  return [...sets].flatMap(([set, queries]) => {
    const isStubs = set === 'kb_link'
    return [
      baseline(set, queries, isStubs ? data.stubs : data.articles),
      tierdesk('tierdesk-untaught', set, queries, { index: isStubs ? stubs : index, modelOf: () => emptyModel }),
      tierdesk('tierdesk', set, queries, {
        index: isStubs ? stubs : index,
        modelOf: ({ ticket_id }) => models[foldOf(ticket_id ?? 0)] ?? emptyModel,
      }),
    ]
  })
}

function baseline(set: string, queries: readonly Query[], articles: readonly Article[]): SetAnswers {
  const index = new PlainMiniSearch(
    articles.map(({ id, title, body, body_format }) => ({
      id,
      title,
      body: body_format === 'html' ? plainText(body ?? '', body_format) : (body ?? ''),
    })),
  )
  return timed('minisearch', set, queries, ({ query }) => index.search(query))
}

function tierdesk(
  subject: SetAnswers['subject'],
  set: string,
  queries: readonly Query[],
  { index, modelOf }: { index: SopIndex; modelOf: (query: Query) => Model },
): SetAnswers {
  return timed(subject, set, queries, (query) => {
    const learnt = learntGroups(modelOf(query), query.query, query.locale)
    const hits = index.search(`${query.query} `, { locale: query.locale, market: null }, asked, learnt)
    return hits.map(({ sopId }) => Number(sopId))
  })
}

function timed(
  subject: SetAnswers['subject'],
  set: string,
  queries: readonly Query[],
  search: (query: Query) => number[],
): SetAnswers {
  const took: number[] = []
  const all = queries.map((query) => {
    const begun = performance.now()
    const found = search(query)
    took.push(performance.now() - begun)
    return answered(query.locale, found.slice(0, depth), new Set(query.relevant_article_ids))
  })
  return { subject, set, all, took }
}

/** An article as the window has it. Group and SOP go by the export's numbers. */
const sopTextOf = (article: Article): SopText => ({
  id: `${article.id}`,
  groupId: groupOf(article),
  title: article.title,
  locale: article.locale,
  section: article.section ?? '',
  labels: article.label_names ?? [],
  market: null,
  body: article.body,
  format: article.body_format ?? 'html',
  mark: '1',
})

const groupOf = ({ id, translation_group }: Article): string => `${translation_group ?? id}`

function sopIndexOf(articles: readonly Article[]): SopIndex {
  const index = new SopIndex()
  index.put(articles.map(sopTextOf))
  return index
}

/** For each part what was learnt from the tickets of all others: SOPs that were opened, and articles that were linked. */
const learnParts = (examples: readonly TicketExample[]): Model[] =>
  Array.from({ length: folds }, (_, part) =>
    learn(examples.flatMap(({ ticketId, example }) => (foldOf(ticketId) === part ? [] : [example]))),
  )

/** A ticket whose question is judged has its links there. */
function historyOf(data: JudgedData): TicketExample[] {
  const answered = answeredExamples(data)
  const judged = new Set(answered.map(({ ticketId }) => ticketId))
  return [...answered, ...linkedExamples(data).filter(({ ticketId }) => !judged.has(ticketId))]
}

interface TicketExample {
  readonly ticketId: number
  readonly example: Example
}

/** What was asked on a ticket, and what was opened or linked for it. Queries without a ticket are no history: nobody asked them. */
function answeredExamples({ queries, articles, stubs }: JudgedData): TicketExample[] {
  const groups = new Map([...articles, ...stubs].map((article) => [article.id, groupOf(article)]))
  return queries.flatMap(({ query, locale, ticket_id, relevant_article_ids }) => {
    if (ticket_id === null || ticket_id === undefined) return []
    const features = questionFeatures(query, locale)
    return relevant_article_ids.map((id) => ({
      ticketId: ticket_id,
      example: exampleOf(`${ticket_id}`, groups.get(id) ?? `${id}`, features),
    }))
  })
}

/** The links of the exported tickets, with what was written before them. */
function linkedExamples(data: JudgedData): TicketExample[] {
  const stubs = new Map(data.stubs.map((stub) => [stub.slug ?? '', groupOf(stub)]))
  const seen = new Set<string>()
  return data.links.flatMap(({ ticket_id, comment_id, slug }) => {
    const ticket = data.tickets.get(ticket_id)
    const group = stubs.get(slug)
    if (ticket === undefined || group === undefined || seen.has(`${ticket_id} ${slug}`)) return []
    seen.add(`${ticket_id} ${slug}`)
    const at = ticket.comments.findIndex(({ id }) => id === comment_id)
    const said = saidOf(ticket, at === -1 ? ticket.comments.length : at, data.agents)
    const question = questionOf(ticket.subject ?? '', said)
    const example = exampleOf(`${ticket_id}`, group, questionFeatures(question, ticket.x_locale ?? null))
    return [{ ticketId: ticket_id, example }]
  })
}
