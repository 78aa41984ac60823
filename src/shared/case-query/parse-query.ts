import {
  type FieldsTaking,
  type ListOrder,
  type QueryField,
  fieldNamed,
  orderOf,
  queryFields,
  wordsOfField,
} from './query-fields.ts'
import type { CaseQuery, QueryNode, QueryProblem } from './query-node.ts'
import { readTime } from './query-time.ts'
import { type QueryToken, QueryTokens, longestQuery } from './query-tokens.ts'

type FieldToken = Extract<QueryToken, { kind: 'field' }>

const one = (nodes: readonly QueryNode[], is: 'all' | 'any'): QueryNode => {
  const [first] = nodes
  return first !== undefined && nodes.length === 1 ? first : { is, of: nodes }
}

/** Reads a search. Never throws: what is not understood is among the problems, and no case fits it. */
export const parseQuery = (text: string): CaseQuery => new QueryParser(text).parse()

class QueryParser {
  readonly #text: string
  readonly #tokens: readonly QueryToken[]
  readonly #problems: QueryProblem[] = []
  #at = 0
  #order: ListOrder | null = null

  constructor(text: string) {
    this.#text = text
    this.#tokens = new QueryTokens(text).all()
  }

  parse(): CaseQuery {
    if (this.#text.length > longestQuery) {
      this.#problems.push({ from: longestQuery, to: this.#text.length, why: 'too-long', field: '', value: '' })
    }
    const parts: QueryNode[] = []
    for (;;) {
      const part = this.#any()
      if (!isBlank(part)) parts.push(part)
      const token = this.#tokens[this.#at]
      if (token === undefined) break
      // Only a closing bracket ends a part before the text does.
      this.#at += 1
      this.#problem(token, 'extra-bracket', '', ')')
    }
    return { root: one(parts, 'all'), order: this.#order, problems: this.#problems }
  }

  #any(): QueryNode {
    const ways: QueryNode[] = []
    do {
      const way = this.#all()
      // A side that is not typed yet does not let everything through.
      if (!isBlank(way)) ways.push(way)
    } while (this.#take('or'))
    return ways.length === 0 ? blank : one(ways, 'any')
  }

  #all(): QueryNode {
    const parts: QueryNode[] = []
    for (let token = this.#tokens[this.#at]; token !== undefined; token = this.#tokens[this.#at]) {
      if (token.kind === ')' || token.kind === 'or') break
      const part = this.#part(token)
      if (!isBlank(part)) parts.push(part)
    }
    return one(parts, 'all')
  }

  #take(kind: QueryToken['kind']): boolean {
    if (this.#tokens[this.#at]?.kind !== kind) return false
    this.#at += 1
    return true
  }

  #part(token: QueryToken): QueryNode {
    this.#at += 1
    switch (token.kind) {
      case '-': {
        const next = this.#tokens[this.#at]
        if (next === undefined || next.kind === ')' || next.kind === 'or') return blank
        const denied = this.#part(next)
        return isBlank(denied) ? blank : { is: 'not', of: denied }
      }
      case '(': {
        const inner = this.#any()
        this.#take(')')
        return inner
      }
      case 'text':
        return this.#words(token)
      case 'field':
        return this.#field(token)
      default:
        return blank
    }
  }

  #words(token: Extract<QueryToken, { kind: 'text' }>): QueryNode {
    const text = token.text.trim().replace(/\s+/g, ' ')
    const [, name, value] = /^([a-z][a-z-]+):([^/].*)$/i.exec(text) ?? []
    const isQuoted = this.#text[token.from] === '"'
    if (name !== undefined && value !== undefined && !isQuoted) this.#problem(token, 'unknown-field', name, value)
    return text === '' ? blank : { is: 'text', text }
  }

  #field(token: FieldToken): QueryNode {
    const field = fieldNamed(token.name)
    if (field === undefined) return blank
    if (token.values.length === 0) {
      this.#problem(token, 'no-value', field, '')
      return blank
    }
    switch (queryFields[field].takes) {
      case 'text':
        return { is: 'field', field: field as 'tag', values: token.values }
      case 'time':
        return this.#time(token, field as FieldsTaking<'time'>)
      case 'order':
        return this.#sort(token)
      case 'rank':
        return this.#rank(token) ?? this.#oneOf(token, field)
      case 'word':
        return this.#oneOf(token, field)
    }
  }

  #oneOf(token: FieldToken, field: QueryField): QueryNode {
    const words = wordsOfField(field)
    const values = token.values.map((value) => value.toLowerCase())
    const wrong = values.find((value) => !words.includes(value))
    if (wrong === undefined) return { is: 'field', field: field as 'status', values }
    return this.#wrong(token, field, wrong)
  }

  /** A word that has just begun is no mistake yet. */
  #wrong(token: FieldToken, field: QueryField, wrong: string): QueryNode {
    const bare = wrong.replace(/^[<>]=?/, '')
    if (this.#isBeingTyped(token) && wordsOfField(field).some((word) => word.startsWith(bare))) {
      this.#problem(token, 'no-value', field, '')
      return blank
    }
    this.#problem(token, 'not-one-of', field, wrong)
    return { is: 'nothing', field, values: token.values }
  }

  #rank(token: FieldToken): QueryNode | null {
    const [value = ''] = token.values
    const [, than, word] = /^(<=|>=|<|>)(.*)$/.exec(value.toLowerCase()) ?? []
    if (than === undefined || word === undefined || token.values.length > 1) return null
    if (!wordsOfField('priority').includes(word)) return this.#wrong(token, 'priority', value.toLowerCase())
    return { is: 'rank', than: than as '<', value: word }
  }

  #time(token: FieldToken, field: FieldsTaking<'time'>): QueryNode {
    const ranges = token.values.map(readTime)
    const times = ranges.flatMap((range): QueryNode[] => (range === null ? [] : [{ is: 'time', field, range }]))
    if (times.length === ranges.length) return one(times, 'any')
    this.#problem(token, 'not-a-time', field, token.values[ranges.indexOf(null)] ?? '')
    return { is: 'nothing', field, values: token.values }
  }

  #sort(token: FieldToken): QueryNode {
    const [value = ''] = token.values
    const order = orderOf(value.toLowerCase())
    if (order === undefined) {
      const isBegun = this.#isBeingTyped(token) && wordsOfField('sort').some((word) => word.startsWith(value))
      this.#problem(token, isBegun ? 'no-value' : 'not-one-of', 'sort', value)
      return blank
    }
    this.#order = order
    return blank
  }

  #isBeingTyped({ to, values }: FieldToken): boolean {
    return to === this.#text.length && values.length === 1 && !this.#text.endsWith('"')
  }

  #problem({ from, to }: QueryToken, why: QueryProblem['why'], field: string, value: string): void {
    this.#problems.push({ from, to, why, field, value })
  }
}

/** Asks for nothing in particular. */
const blank: QueryNode = { is: 'all', of: [] }
const isBlank = (node: QueryNode): boolean => node.is === 'all' && node.of.length === 0
