import { expect, test } from 'vitest'
import { safeFileName } from '#main/safe-file-name.ts'

// Catches a file from a stranger that is proposed somewhere else than where downloads lie, hidden, or under the name of a device.
test.each([
  ['label.png', 'label.png'],
  ['../../.ssh/authorized_keys', '_.._.ssh_authorized_keys'],
  ['C:\\Windows\\win.ini', 'C__Windows_win.ini'],
  ['.profile', 'profile'],
  ['report\u202Efdp.exe', 'report_fdp.exe'],
  ['line\nbreak\u0000.txt', 'line_break_.txt'],
  ['nul', 'file_nul'],
  ['COM1.txt', 'file_COM1.txt'],
  [' . ', 'file_'],
  ['ein Bild "x".png', 'ein Bild _x_.png'],
  ['紫砂壶.png', '紫砂壶.png'],
])('%j is proposed as %j', (name, proposed) => {
  expect(safeFileName(name)).toBe(proposed)
})
