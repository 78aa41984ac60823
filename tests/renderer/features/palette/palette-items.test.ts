import { expect, test } from 'vitest'
import { allCommands } from '#renderer/commands/all-commands.ts'
import { rankCommands } from '#renderer/features/palette/palette-items.ts'
import { say } from '#renderer/words/say.ts'

const ranked = allCommands.map((command) => ({ command, title: say(command.title) }))
const idsFor = (query: string, recent: readonly string[] = []): string[] =>
  rankCommands(ranked, query, recent).map(({ command }) => command.id)

// Catches the command one always uses standing somewhere in the middle.
test('without a query the commands used last stand on top', () => {
  expect(idsFor('', ['case.tags', 'desk.sign-out']).slice(0, 2)).toEqual(['case.tags', 'desk.sign-out'])
})

// Catches recency lifting a poor fit above a good one.
test('use decides among commands that fit alike, never above a better fit', () => {
  expect(idsFor('set').slice(0, 2)).toEqual(['case.set-open', 'case.status'])
  expect(idsFor('set', ['case.set-solved'])[0]).toBe('case.set-solved')
  expect(idsFor('rep', ['case.set-open'])[0]).toBe('write.reply')
})

// Catches commands that nobody can find by the words on the screen.
test('every command is found by its own title', () => {
  for (const { command, title } of ranked) expect(idsFor(title)[0]).toBe(command.id)
})
