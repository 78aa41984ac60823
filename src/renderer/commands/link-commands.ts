import { say } from '#renderer/words/say.ts'
import { linkTo } from '#renderer/workspace/outside.ts'
import { type Command, defineCommand } from './define-command.ts'

/** Commands about links into the desk. */
export const linkCommands: readonly Command[] = [
  defineCommand({
    id: 'case.copy-link',
    group: 'case',
    title: 'commands.copy-link',
    keys: [],
    unavailable: ({ pointed }) => (pointed === undefined ? 'commands.no-case' : null),
    run: ({ pointed, desk }) => {
      if (pointed === undefined) return
      const link = linkTo(pointed)
      navigator.clipboard.writeText(link).then(
        () => desk.tell(say('link.copied', { number: pointed.number })),
        () => desk.tell(say('link.copy-failed', { link }), { tone: 'bad' }),
      )
    },
  }),
]
