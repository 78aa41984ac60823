import { say } from './say.ts'

/** What a list of values says of itself, in the language of the screens. */
export const valueListWords = () => ({
  takeOut: (value: string): string => say('macro-editor.take-out', { value }),
  typeAndEnter: say('macro-editor.type-and-enter'),
  addOne: say('macro-editor.add-one'),
})

/** What is read out of a line that two texts do not share. */
export const comparedLineWords = () => ({
  gone: say('macro-editor.line-gone'),
  new: say('macro-editor.line-new'),
})
