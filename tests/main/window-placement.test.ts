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

const laptop = { x: 0, y: 0, width: 1366, height: 728 }
const left = { x: -2560, y: -200, width: 2560, height: 1400 }
const right = { x: 1366, y: 0, width: 3840, height: 2080 }

// Catches: a window that leaves the second monitor at each start, also one that stands left of or above the main one.
test.each([
  ['left', { ...saved, x: -2400, y: -150 }],
  ['right', { ...saved, x: 2000, y: 900 }],
])('on the monitor to the %s the window opens where it was', (_side, there) => {
  expect(openingPlacement(there, [laptop, left, right])).toEqual(there)
})

// Catches: a window of the large monitor's size that opens on a laptop, because some other monitor would have had room for it.
test('a window of a monitor that is gone fits the main one, however large others are', () => {
  const gone = { x: 6000, y: 0, width: 3000, height: 2000, isMaximized: true }
  expect(openingPlacement(gone, [laptop, left])).toEqual({ width: 1366, height: 728, isMaximized: true })
})

// Catches: a window across two monitors that is measured by the one that shows a strip of it.
test('across two monitors the one that shows most of the window counts', () => {
  const across = { x: -2500, y: 0, width: 2900, height: 1300, isMaximized: false }
  expect(openingPlacement(across, [laptop, left])).toEqual({ ...across, width: 2560 })
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
  '{"x":1,"y":1,"width":9,"height":9,"isMaximized":true,"zoomLevel":"big"}',
  '{"x":1,"y":1,"width":9,"height":9,"isMaximized":true,"zoomLevel":40}',
  '{"x":1e999,"y":1,"width":9,"height":9,"isMaximized":true}',
])('the saved text %j is no placement', (text) => {
  expect(readPlacement(text)).toBeNull()
})
