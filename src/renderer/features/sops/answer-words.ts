import { say } from '#renderer/words/say.ts'
import type { Row } from '#shared/tables.ts'

/** What came of what somebody said of an SOP, with who says so. */
export const answerWords = ({ byName, said }: NonNullable<Row<'sopFeedback'>['answer']>): string =>
  said === '' ? say('sop.say-dealt-with', { name: byName }) : say('sop-editor.answered', { name: byName, said })
