import { type ListOrder, orderText } from '#shared/case-query/query-fields.ts'
import { type WordKey, say } from './say.ts'

/** An order of a list in words: "longest wait first". */
export const sayOrder = (order: ListOrder): string => say(`sort.by.${orderText(order)}` as WordKey)
