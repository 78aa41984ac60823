import { LocaleTag } from '#shared/domain/base.ts'
import type { ImportReport, Place } from './import-report.ts'

/** A value as JSON has it. */
export type Json = string | number | boolean | null | Json[] | { [name: string]: Json }

/**
 * One object of an export, read field by field in whatever form its values come. What had to be changed is reported, and so is every
 * field that nobody asked for.
 */
export class SourceRecord {
  readonly place: Place
  readonly noun: string
  readonly #value: { readonly [name: string]: unknown }
  readonly #report: ImportReport
  readonly #asked = new Set<string>()

  constructor(value: { readonly [name: string]: unknown }, place: Place, noun: string, report: ImportReport) {
    this.#value = value
    this.place = place
    this.noun = noun
    this.#report = report
  }

  /** The whole object as it stands there. */
  get value(): { readonly [name: string]: unknown } {
    return this.#value
  }

  coerced(what: string): void {
    this.#report.coerced(what, this.place)
  }

  unmapped(what: string): void {
    this.#report.unmapped(what, this.place)
  }

  unknownPlaceholder(written: string): void {
    this.#report.unknownPlaceholder(written, this.place)
  }

  leaveOut(why: string): void {
    this.#report.leaveOut([this.place], why)
  }

  raw(name: string): unknown {
    this.#asked.add(name)
    return Object.hasOwn(this.#value, name) ? this.#value[name] : undefined
  }

  /** An identity from the source, a number or a text there, as text; null where there is none. */
  id(name: string): string | null {
    const value = this.raw(name)
    if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value)
    if (typeof value === 'string' && value.trim() !== '') return this.#clean(value.trim(), name).slice(0, 180)
    if (value !== null && value !== undefined && value !== '')
      this.coerced(`${this.noun}.${name} is no identity: left out`)
    return null
  }

  /** A text of at most `longest` characters; null where there is none. */
  text(name: string, longest: number): string | null {
    const value = this.raw(name)
    if (value === null || value === undefined) return null
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
      this.coerced(`${this.noun}.${name} is no text: left out`)
      return null
    }
    return this.#shortened(this.#clean(String(value), name), name, longest)
  }

  /** An instant in UTC; null where there is none or it cannot be read. One that names no time zone is taken as UTC, and reported. */
  instant(name: string): string | null {
    const value = this.raw(name)
    if (value === null || value === undefined || value === '') return null
    const at = new Date(this.#milliseconds(value, name))
    const year = at.getUTCFullYear()
    if (!Number.isNaN(year) && year >= 1 && year <= 9999) return at.toISOString()
    this.coerced(`${this.noun}.${name} is no date: left out`)
    return null
  }

  number(name: string): number | null {
    const value = this.raw(name)
    if (typeof value === 'number' && Number.isFinite(value)) return value
    if (value === null || value === undefined || value === '') return null
    const read = typeof value === 'string' ? Number(value.trim()) : Number.NaN
    this.coerced(
      `${this.noun}.${name} is ${Number.isFinite(read) ? 'a number written as text' : 'no number: left out'}`,
    )
    return Number.isFinite(read) ? read : null
  }

  /** Yes or no, also where it is written as text; null where it is neither. */
  flag(name: string): boolean | null {
    const value = this.raw(name)
    if (typeof value === 'boolean') return value
    // As databases write them, and as tables have everything: as text.
    const word = String(value).toLowerCase()
    if (word === 'true' || word === '1') return true
    if (word === 'false' || word === '0') return false
    if (value !== null && value !== undefined && value !== '')
      this.coerced(`${this.noun}.${name} is neither true nor false: left out`)
    return null
  }

  /** Texts, whether they come as a list or in one text with spaces between; each once. */
  words(name: string, longest = 100): string[] {
    const value = this.raw(name)
    const list = typeof value === 'string' ? value.split(/\s+/) : Array.isArray(value) ? (value as unknown[]) : []
    if (value !== null && value !== undefined && typeof value !== 'string' && !Array.isArray(value)) {
      this.coerced(`${this.noun}.${name} is no list: left out`)
    }
    const texts = list.filter((item) => typeof item === 'string' || typeof item === 'number').map(String)
    if (texts.length < list.length) this.coerced(`${this.noun}.${name} holds values that are no text: left out`)
    const cut = texts.map((item) => this.#shortened(this.#clean(item, name), name, longest))
    return [...new Set(cut.filter((item) => item !== ''))]
  }

  /** A language tag in its usual writing (`en-us` is `en-US`); null where there is none. */
  locale(name: string): string | null {
    const value = this.text(name, 100)
    if (value === null || value === '') return null
    const tag = canonicalTag(value)
    if (tag === null) this.coerced(`${this.noun}.${name} is no language tag: left out`)
    return tag
  }

  /** The objects of a list; what is no object there is reported. */
  records(name: string): SourceRecord[] {
    const value = this.raw(name)
    if (value === null || value === undefined) return []
    if (!Array.isArray(value)) {
      this.coerced(`${this.noun}.${name} is no list: left out`)
      return []
    }
    return (value as unknown[]).flatMap((item) => {
      if (isObject(item)) return new SourceRecord(item, this.place, `${this.noun}.${name}`, this.#report)
      this.coerced(`${this.noun}.${name} holds a value that is no object: left out`)
      return []
    })
  }

  /** An object within; null where there is none. */
  record(name: string): SourceRecord | null {
    const value = this.raw(name)
    if (isObject(value)) return new SourceRecord(value, this.place, `${this.noun}.${name}`, this.#report)
    if (!isEmpty(value) && value !== false) this.coerced(`${this.noun}.${name} is no object: left out`)
    return null
  }

  /** A value as it stands, with its texts made storable; undefined where there is nothing. */
  json(name: string): Json | undefined {
    const value = this.raw(name)
    return isEmpty(value) ? undefined : this.#cleanJson(value, name)
  }

  /** Fields that mean nothing outside of the system they come from: they are not reported as left out. */
  ignore(...names: readonly string[]): void {
    for (const name of names) this.#asked.add(name)
  }

  /** Reports the fields that nobody asked for and that hold something. */
  reportRest(): void {
    for (const [name, value] of Object.entries(this.#value)) {
      if (!this.#asked.has(name) && !isEmpty(value) && value !== false) this.unmapped(`${this.noun}.${name}`)
    }
  }

  /** The time that a value stands for; not a number where it stands for none. */
  #milliseconds(value: unknown, name: string): number {
    // A number counts seconds, as everywhere in these exports.
    if (typeof value === 'number') return value * 1000
    if (typeof value !== 'string') return Number.NaN
    const text = value.trim()
    if (/^\d{9,11}$/.test(text)) return Number(text) * 1000
    // A day alone is UTC to every reader; a time without a zone would be this machine's own.
    if (/^\d{4}-\d{2}-\d{2}$/.test(text) || /(?:z|utc|gmt|[+-]\d{2}:?\d{2})$/i.test(text)) return Date.parse(text)
    const at = Date.parse(`${text.replace(/^(\d{4}-\d{2}-\d{2}) /, '$1T')}${/^\d{4}-/.test(text) ? 'Z' : ' UTC'}`)
    if (!Number.isNaN(at)) this.coerced(`${this.noun}.${name} names no time zone: taken as UTC`)
    return at
  }

  /** Text that PostgreSQL and a window can keep: no character 0, no half of a surrogate pair. */
  #clean(value: string, name: string): string {
    if (value.isWellFormed() && !value.includes('\0')) return value
    this.coerced(`${this.noun}.${name} held characters that are no text: replaced`)
    return value.replaceAll('\0', '\uFFFD').toWellFormed()
  }

  #shortened(value: string, name: string, longest: number): string {
    if (value.length <= longest) return value
    this.coerced(`${this.noun}.${name} was longer than ${longest} characters: cut`)
    return value.slice(0, longest).toWellFormed()
  }

  #cleanJson(value: unknown, name: string): Json {
    if (typeof value === 'string') return this.#clean(value, name)
    if (Array.isArray(value)) return (value as unknown[]).map((item) => this.#cleanJson(item, name))
    if (isObject(value)) {
      const entries = Object.entries(value)
      return Object.fromEntries(entries.map(([key, item]) => [this.#clean(key, name), this.#cleanJson(item, name)]))
    }
    return typeof value === 'number' || typeof value === 'boolean' ? value : null
  }
}

const isObject = (value: unknown): value is { [name: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isEmpty = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  value === '' ||
  (Array.isArray(value) && value.length === 0) ||
  (isObject(value) && Object.keys(value).length === 0)

/** A language tag in its usual writing, or null. */
function canonicalTag(text: string): string | null {
  try {
    const [tag] = Intl.getCanonicalLocales(text.replaceAll('_', '-'))
    return LocaleTag.safeParse(tag).data ?? null
  } catch {
    // Not a language tag at all: the caller reports it.
    return null
  }
}
