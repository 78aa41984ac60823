import { copyText } from '#renderer/workspace/copy-text.ts'
import { say } from '#renderer/words/say.ts'
import type { Desk } from './define-command.ts'

/** Copies what somebody wrote, and tells what came of it. */
export function tellCopied(text: string, desk: Pick<Desk, 'tell'>): void {
  copyText(text).then(
    (how) => desk.tell(say(how === 'copied' ? 'waiting.copied' : 'policy.no-copying')),
    () => desk.tell(say('waiting.copy-failed'), { tone: 'bad' }),
  )
}
