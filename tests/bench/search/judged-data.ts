import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { createGunzip, gunzip } from 'node:zlib'
import { z } from 'zod'

const Article = z.looseObject({
  id: z.number(),
  translation_group: z.number().optional(),
  title: z.string(),
  body: z.string().nullable(),
  body_format: z.enum(['html', 'markdown']).optional(),
  locale: z.string(),
  section: z.string().nullish(),
  label_names: z.array(z.string()).optional(),
  slug: z.string().optional(),
})
export type Article = z.infer<typeof Article>

const Query = z.looseObject({
  id: z.string(),
  set: z.string(),
  query: z.string(),
  locale: z.string(),
  relevant_article_ids: z.array(z.number()),
  ticket_id: z.number().nullish(),
})
export type Query = z.infer<typeof Query>

const Comment = z.looseObject({
  id: z.number(),
  author_id: z.number().nullable(),
  public: z.boolean(),
  body: z.string().optional(),
  html_body: z.string().optional(),
})
export type Comment = z.infer<typeof Comment>

const Ticket = z.looseObject({
  id: z.number(),
  subject: z.string().nullable(),
  requester_id: z.number().nullable(),
  group_id: z.number().nullable(),
  x_locale: z.string().nullish(),
  comments: z.array(Comment),
})
export type Ticket = z.infer<typeof Ticket>

const Macro = z.looseObject({
  id: z.number(),
  title: z.string(),
  actions: z.array(z.looseObject({ field: z.string(), value: z.json() })),
  restriction: z.looseObject({ type: z.string(), id: z.number().optional() }).nullish(),
  locale: z.string().nullish(),
  x_source: z.string().optional(),
})
export type Macro = z.infer<typeof Macro>

/** Given the first `prefix_comments` comments of a ticket, which macro the agent used in the comment `comment_id`. */
const Pick = z.looseObject({
  ticket_id: z.number(),
  comment_id: z.number(),
  prefix_comments: z.number(),
  macro_id: z.number(),
})
export type Pick = z.infer<typeof Pick>

const Link = z.looseObject({ ticket_id: z.number(), comment_id: z.number(), slug: z.string() })
export type Link = z.infer<typeof Link>

const User = z.looseObject({ id: z.number(), role: z.string() })

/** Everything that the judgments of search and suggestion need of a Zendesk export with judged queries. */
export interface JudgedData {
  readonly articles: readonly Article[]
  /** Titles of articles whose text could not be had. */
  readonly stubs: readonly Article[]
  readonly queries: readonly Query[]
  readonly links: readonly Link[]
  readonly macros: readonly Macro[]
  readonly picks: readonly Pick[]
  /** Those that picks or links are about. */
  readonly tickets: ReadonlyMap<number, Ticket>
  readonly agents: ReadonlySet<number>
}

/** Reads the judged data of a folder. Rejects where a file is missing or not as described in its README. */
export async function judgedData(folder: string): Promise<JudgedData> {
  const lines = <T>(name: string, schema: z.ZodType<T>): Promise<T[]> => readLines(join(folder, name), schema)
  const [articles, stubs, queries, kbQueries, links, picks, users] = await Promise.all([
    lines('articles.ndjson.gz', Article),
    lines('articles_stub.ndjson.gz', Article),
    lines('queries.ndjson.gz', Query),
    lines('queries_kb_link.ndjson.gz', Query),
    lines('kb_link_log.ndjson.gz', Link),
    lines('next_macro.ndjson.gz', Pick),
    lines('users.ndjson.gz', User),
  ])
  const text = (await promisify(gunzip)(await readFile(join(folder, 'macros.json.gz')))).toString()
  const { macros } = z.object({ macros: z.array(Macro) }).parse(JSON.parse(text))
  const wanted = new Set([...picks, ...links].map((one) => one.ticket_id))
  const tickets = await lines('tickets.ndjson.gz', Ticket)
  return {
    articles,
    stubs,
    queries: [...queries, ...kbQueries],
    links,
    macros,
    picks,
    tickets: new Map(tickets.flatMap((ticket) => (wanted.has(ticket.id) ? [[ticket.id, ticket]] : []))),
    agents: new Set(users.flatMap(({ id, role }) => (role === 'end-user' ? [] : [id]))),
  }
}

async function readLines<T>(path: string, schema: z.ZodType<T>): Promise<T[]> {
  const rows: T[] = []
  const stream = createReadStream(path)
  const unpacked = stream.pipe(createGunzip())
  stream.on('error', (error) => unpacked.destroy(error))
  for await (const line of createInterface({ input: unpacked, crlfDelay: Infinity })) {
    if (line !== '') rows.push(schema.parse(JSON.parse(line)))
  }
  return rows
}
