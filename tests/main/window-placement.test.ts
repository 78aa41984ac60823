import { expect, test } from 'vitest'
import { openingPlacement, readPlacement } from '#main/window-placement.ts'

const screen = { x: 0, y: 0, width: 1920, height: 1040 }
const saved = { x: 200, y: 100, width: 1300, height: 800, isMaximized: false }

// Catches: a window that forgets where it was.
test('the window opens where it was', () => {
  expect(openingPlacement(readPlacement(JSON.stringify(saved)), [screen])).toEqual(saved)
})

// Catches: a window opened on a monitor that is no longer there, or with its title bar out of reach.
test.each([
  { ...saved, x: 4000 },
  { ...saved, x: -1290 },
  { ...saved, y: -400 },
  { ...saved, y: 1030 },
])('a window at %j comes back to the middle, in its size', (lost) => {
  expect(openingPlacement(lost, [screen])).toEqual({ width: 1300, height: 800, isMaximized: false })
})

// Catches: a window larger than the laptop it is opened on after a day at a large monitor, or smaller than the frame needs.
test('the size fits the screen and never falls under the smallest', () => {
  expect(openingPlacement({ ...saved, width: 3000, height: 2000 }, [screen])).toMatchObject({
    width: 1920,
    height: 1040,
  })
  expect(openingPlacement({ ...saved, width: 10, height: 10 }, [screen])).toMatchObject({ width: 1024, height: 640 })
  expect(openingPlacement(null, [{ x: 0, y: 0, width: 1366, height: 728 }])).toEqual({
    width: 1366,
    height: 728,
    isMaximized: false,
  })
})

// Catches: a start that fails because a size file was damaged.
test.each([
  null,
  '',
  'null',
  '[]',
  '{',
  '{"x":1}',
  '{"x":1,"y":1,"width":"9","height":9,"isMaximized":true}',
  '{"x":1e999,"y":1,"width":9,"height":9,"isMaximized":true}',
])('the saved text %j is no placement', (text) => {
  expect(readPlacement(text)).toBeNull()
})
