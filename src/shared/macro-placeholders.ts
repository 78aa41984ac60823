/** A placeholder of a macro, e.g. `{{order.number}}`, with what stands within. Apart from the engine that fills them, which no rule needs. */
export const placeholder = /\{\{-?\s*([^{}]*?)\s*-?\}\}/g

/** The placeholders left in a text, e.g. `{{order.number}}`. */
export const unresolvedIn = (text: string): string[] => [...new Set(text.match(placeholder) ?? [])]
