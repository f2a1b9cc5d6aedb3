import { expect, test } from 'vitest'
import { pythonPattern } from '../../expectations/parts/python-pattern.ts'
import { matches, value } from '../../src/core/expr.ts'
import { workbench } from '../engines/support.ts'

const { memory } = workbench()

// Whether a text is matched, as bool(re.search(pattern, text)) has it.
test.each<[pattern: string, matched: readonly string[], unmatched: readonly string[]]>([
  ['^\\d+$', ['12', '١٢', '12\n'], ['12\n\n', '1a']],
  ['[\\w-]+$', ['é-1'], ['!']],
  ['\\Aa\\Z', ['a'], ['a\n']],
  ['^\\s$', ['\u00a0', '\u001c', '\v'], ['x']],
  ['(?a)^\\d$', ['1'], ['١']],
  ['a.c', ['abc'], ['a\nc']],
  ['(?s)a.c', ['a\nc'], ['ac']],
  ['[$]', ['$'], ['a']],
  ['\\W', ['!'], ['é']],
  ['(?m)^b$', ['a\nb\nc'], ['ab']],
])('%j matches what it matches in Python', async (pattern, matched, unmatched) => {
  const relation = await memory({ text: [...matched, ...unmatched] })
  const { values } = await relation.failing({
    selection: { where: matches(value('text'), String(pythonPattern(pattern))) },
    columns: ['text'],
    valueLimit: 100,
    lineLimit: 1,
  })
  expect(values.flatMap(each => each.values).sort()).toEqual([...matched].sort())
})
