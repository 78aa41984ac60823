/** An element of XML: its name, attributes, the text in it, and the name of the element that follows it. */
interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  text: string
  next: string | undefined
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const token = /<\?.*?\?>|<!DOCTYPE[^>]*>|<\/([\w:.-]+)\s*>|<([\w:.-]+)((?:\s+[\w:.-]+="[^"<]*")*)\s*(\/?)>|[^<]+/gsy

function read(text: string): string {
  return text.replace(/&([^;]*;?)/g, (_, entity: string) => {
    const mark = entity.endsWith(';') ? entities[entity.slice(0, -1)] : undefined
    if (mark === undefined) throw new Error(`not XML: &${entity}`)
    return mark
  })
}

function attributesOf(written: string): Record<string, string> {
  const found: Record<string, string> = {}
  for (const [, name = '', value = ''] of written.matchAll(/([\w:.-]+)="([^"]*)"/g)) {
    if (name in found) throw new Error(`not XML: ${name} twice`)
    found[name] = read(value)
  }
  return found
}

/** Reads one text; what it begins and ends is put in its place. */
class Reader {
  readonly all: XmlElement[] = []
  readonly #open: XmlElement[] = []
  #before: XmlElement | undefined

  begin(name: string, attributes: string, isEmpty: boolean): void {
    if (this.#open.length === 0 && this.all.length > 0) throw new Error(`not XML: a second root, ${name}`)
    const element: XmlElement = { name, attributes: attributesOf(attributes), text: '', next: undefined }
    if (this.#before !== undefined) this.#before.next = name
    this.all.push(element)
    this.#before = isEmpty ? element : undefined
    if (!isEmpty) this.#open.push(element)
  }

  end(name: string): void {
    this.#before = this.#open.pop()
    if (this.#before?.name !== name) throw new Error(`not XML: ${name} ends ${this.#before?.name ?? 'nothing'}`)
  }

  add(text: string): void {
    const inner = this.#open.at(-1)
    if (inner !== undefined) inner.text += read(text)
    else if (text.trim() !== '') throw new Error(`not XML: ${text} stands outside`)
  }

  finish(): readonly XmlElement[] {
    if (this.#open.length > 0 || this.all.length === 0) throw new Error('not XML: it does not end')
    return this.all
  }
}

/** The elements of a text of XML in the order in which they begin. Throws where it is not well-formed. */
export function elementsOf(xml: string): readonly XmlElement[] {
  const reader = new Reader()
  for (let at = 0; at < xml.length; at = token.lastIndex) {
    token.lastIndex = at
    const match = token.exec(xml)
    if (match === null) throw new Error(`not XML: ${xml.slice(at, at + 40)}`)
    const [whole, ended, begun, attributes = '', empty] = match
    if (ended !== undefined) reader.end(ended)
    else if (begun !== undefined) reader.begin(begun, attributes, empty === '/')
    else if (!whole.startsWith('<')) reader.add(whole)
  }
  return reader.finish()
}

/** The text within the first element. */
export const textOf = (xml: string): string => elementsOf(xml)[0]?.text ?? ''
