import { expect, test } from 'vitest'
import { keyboardPage } from '#renderer/commands/keyboard-page.ts'

// Catches a key changed in the registry and not in the documentation. `npx vitest run keyboard-page -u` writes the page anew.
test('docs/keyboard.md is what the registry says', async () => {
  await expect(keyboardPage()).toMatchFileSnapshot('../../../docs/keyboard.md')
})
