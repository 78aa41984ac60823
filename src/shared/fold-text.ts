const marks = /[\u0300-\u036f]/g
const isPlain = /^[\0-\x7f]*$/

/** A text as it is searched: lower case, without accents, so that `hoan tien` finds `Hoàn tiền`. Quick where there is nothing to fold. */
export const foldText = (text: string): string =>
  isPlain.test(text)
    ? text.toLowerCase()
    : text.normalize('NFD').replace(marks, '').replaceAll('đ', 'd').replaceAll('Đ', 'd').toLowerCase()
