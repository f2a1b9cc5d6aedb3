import { expect, test } from 'vitest'
import { display, sentence } from '../../../reports/text/display.ts'

test.each([
  ['ordinary text is left alone', 'Hiphop, 30 % – größer', 'Hiphop, 30 % – größer'],
  ['controls become pictures', 'a\nb\t\u0000\u007f', 'a␊b␉␀␡'],
  ['an escape sequence does nothing', '\u001b[2J', '␛[2J'],
  ['C1 controls have no picture', '\u009b31m\u0085', '\\u009b31m\\u0085'],
  ['changes of direction are escapes', 'user\u202etxt.exe\u2066', 'user\\u202etxt.exe\\u2066'],
  ['what has no width is an escape', 'Hip\u200bhop\ufeff', 'Hip\\u200bhop\\ufeff'],
  ['a space that only looks like one is an escape', 'trap\u00a0metal', 'trap\\u00a0metal'],
  ['spaces at the ends are marked', ' a b  ', '␠a b␠␠'],
  ['text of spaces is marked', '   ', '␠␠␠'],
  ['no text is a word', '', '(empty)'],
  ['half of a surrogate pair is an escape', 'a\ud83d', 'a\\ud83d'],
  ['an emoji of several characters stays whole', '👨‍👩‍👧', '👨‍👩‍👧'],
  ['invisible tag characters are escapes', 'a\u{e0041}', 'a\\u{e0041}'],
])('%s', (_, text, shown) => {
  expect(display(text)).toBe(shown)
})

test('text is cut at 64 code points, never inside one', () => {
  expect(display(`${'a'.repeat(63)}😀${'b'.repeat(2311)}`)).toBe(`${'a'.repeat(63)}😀… +2,311 characters`)
  expect(display('a'.repeat(64))).toBe('a'.repeat(64))
  expect(display('a'.repeat(65))).toBe(`${'a'.repeat(64)}… +1 character`)
})

test('the limit counts characters of the data, not of their escapes', () => {
  expect(display('\u200b\u200b\u200b', 2)).toBe('\\u200b\\u200b… +1 character')
})

test('a sentence may be longer than a value', () => {
  expect(sentence('a'.repeat(501))).toBe(`${'a'.repeat(500)}… +1 character`)
})
