import { orderText } from './query-fields.ts'
import type { CaseQuery, QueryNode } from './query-node.ts'
import { writeTime } from './query-time.ts'

const quoted = (text: string): string => `"${text}"`
const valueText = (value: string): string => (/^[^\s",()]+$/.test(value) ? value : quoted(value))

function wordText(text: string): string {
  const isPlain = /^[^\s"()]+$/.test(text) && !text.startsWith('-') && text.toLowerCase() !== 'or'
  return isPlain && !/^[a-z][a-z-]*:/i.test(text) ? text : quoted(text)
}

function nodeText(node: QueryNode, isInside: boolean): string {
  switch (node.is) {
    case 'all':
    case 'any': {
      const text = node.of.map((part) => nodeText(part, true)).join(node.is === 'all' ? ' ' : ' or ')
      return isInside ? `(${text})` : text
    }
    case 'not':
      // Two signs in a row would be read as a word.
      return node.of.is === 'not' ? `-(${nodeText(node.of, true)})` : `-${nodeText(node.of, true)}`
    case 'text':
      return wordText(node.text)
    case 'nothing':
      // In quotes it is not taken for a word that has just begun.
      return `${node.field}:${node.values.map(quoted).join(',')}`
    case 'field':
      return `${node.field}:${node.values.map(valueText).join(',')}`
    case 'rank':
      return `priority:${node.than}${node.value}`
    case 'time':
      return `${node.field}:${writeTime(node.range)}`
  }
}

/** A query as text that is read as the same query. */
export function printQuery({ root, order }: Pick<CaseQuery, 'root' | 'order'>): string {
  const text = nodeText(root, false)
  const sort = order === null ? '' : `sort:${orderText(order)}`
  const isAlternatives = root.is === 'any' && sort !== ''
  return [isAlternatives ? `(${text})` : text, sort].filter(Boolean).join(' ')
}
