// biome-ignore-all lint/suspicious/noTemplateCurlyInString: ${…} is an interpolation of the configuration.
import { describe, expect, test } from 'vitest'
import type { ConfigNode } from '../../../src/run/config/node.ts'
import type { Sweep } from '../../../src/run/config/override.ts'
import { readOverride } from '../../../src/run/config/override-reader.ts'
import { overrideValueText } from '../../../src/run/config/override-text.ts'
import { pythonText } from '../../../src/run/config/words.ts'

// Expected values are what hydra-core 1.3's OverridesParser.create().parse_override(text) returns, text in double quotes.
const values = [
  ["a=['','b']", '["","b"]'],
  ["a='',''", 'choice["",""]'],
  ['a= ', '""'],
  ['a=  b  c  ', '"b  c"'],
  ['a=01', '"01"'],
  ['a=+1', '1'],
  ['a=-1_000', '-1000'],
  ['a=1_', '"1_"'],
  ['a=1.', '1.0'],
  ['a=.5', '0.5'],
  ['a=-.5e3', '-500.0'],
  ['a=1e5', '100000.0'],
  ['a=-inf', '-inf'],
  ['a=NaN', 'nan'],
  ['a=nan_x', '"nan_x"'],
  ['a=3abc', '"3abc"'],
  ['a=a:b', '"a:b"'],
  ['a= a : ', '"a : "'],
  ['a=http://x.y:80/z?a', '"http://x.y:80/z?a"'],
  ['a={1:a, b :c}', '{"1":"a","b":"c"}'],
  ['a=[ ]', '[]'],
  ['a={ }', '{}'],
  ['a=[]', '[]'],
  ['a=${x.y}', '"${x.y}"'],
  ['a=${x:1,2}', '"${x:1,2}"'],
  ['a=x${y}z', '"x${y}z"'],
  [String.raw`a=\,`, '","'],
  [String.raw`a=a\ `, '"a "'],
  [String.raw`a=\\\\`, String.raw`"\\\\"`],
  [String.raw`a=\x`, String.raw`"\\x"`],
  [String.raw`a='a\'b'`, '"a\'b"'],
  [String.raw`a='a\\'`, String.raw`"a\\"`],
  [String.raw`a='a\\b'`, String.raw`"a\\\\b"`],
  [String.raw`a="x\\\"y"`, String.raw`"x\\\"y"`],
  ["a=[1,[2,{a:b}],'q']", '[1,[2,{"a":"b"}],"q"]'],
  ['a=choice(a,b)', 'choice["a","b"]'],
  ['a=choice(a)', 'choice["a"]'],
  ['a=choice([1,2],{a:1})', 'choice[[1,2],{"a":1}]'],
  ['a=range(4)', 'range[0,4,1]'],
  ['a=range(1,4)', 'range[1,4,1]'],
  ['a=range(0,1,0.25)', 'range[0,1,0.25]'],
  ['a=range(start=1,stop=10,step=3)', 'range[1,10,3]'],
  ['a=range(10,1,-2)', 'range[10,1,-2]'],
  ['a=range(1.0,3)', 'range[1.0,3,1]'],
  ['a=glob(*)', 'glob[["*"],[]]'],
  ['a=glob([a*,b*],exclude=c*)', 'glob[["a*","b*"],["c*"]]'],
  ['a=glob(include=[a],exclude=[b])', 'glob[["a"],["b"]]'],
  ['a=sort(3,1,2)', 'choice[1,2,3]'],
  ['a=sort(3,1,2,reverse=true)', 'choice[3,2,1]'],
  ['a=sort([3,1,2])', '[1,2,3]'],
  ['a=sort(range(1,4),reverse=true)', 'range[3,0,-1]'],
  ['a=sort(range(4,1,-1))', 'range[2,5,1]'],
  ['a=sort(choice(b,a))', 'choice["a","b"]'],
  ['a=shuffle(1,2)', 'choice[1,2]'],
  ['a=shuffle([1])', '[1]'],
  ['a=int(3.7)', '3'],
  ["a=int('5')", '5'],
  ['a=int(3.7,4.9)', 'choice[3,4]'],
  ['a=int(choice(1.5,2.5))', 'choice[1,2]'],
  ['a=float(3)', '3.0'],
  ['a=float(range(1,4))', 'range[1.0,4.0,1.0]'],
  ['a=int(range(1.0,4.0))', 'range[1,4,1]'],
  ['a=str(1)', '"1"'],
  ['a=str(1,2)', 'choice["1","2"]'],
  ['a=str(true)', '"true"'],
  ['a=str([1,true])', '["1","true"]'],
  ['a=bool(1)', 'True'],
  ["a=bool('True')", 'True'],
  ['a=bool(0.0)', 'False'],
  ['a=str(1.0)', '"1.0"'],
  ['a=str({a:1})', '{"a":"1"}'],
  ['a=choice (a , b)', 'choice["a","b"]'],
  ['a=tag(t1,choice(a,b))', 'choice["a","b"]'],
  ["a=1,2,'x y',[1,2]", 'choice[1,2,"x y",[1,2]]'],
  ['a=null', 'None'],
  ['a=NULL', 'None'],
  ['a=TRUE', 'True'],
  ['a=a b', '"a b"'],
  ['a=1 2', '"1 2"'],
  ['a=- 1', '"- 1"'],
  ['a=$', '"$"'],
  ['a=$x', '"$x"'],
  ['a=sort(b,a,C)', 'choice["C","a","b"]'],
  ['a=range(1,stop=4)', 'range[1,4,1]'],
  ['a=sort(a)', '"a"'],
  ["a='b\nc'", String.raw`"b\nc"`],
  ['a=1.5,2', 'choice[1.5,2]'],
  ['a=int(range(1,4))', 'range[1,4,1]'],
  ['a=float(1,2)', 'choice[1.0,2.0]'],
  ['a=bool(choice(0,1))', 'choice[False,True]'],
  ["a=choice('a b',c)", 'choice["a b","c"]'],
  ['a=0x10', '"0x10"'],
  ['a=1e400', 'inf'],
  ['a=123456789012345678901', '123456789012345678901'],
  ["a=str('a b')", '"a b"'],
  ['a=sort(range(0,10,3),reverse=true)', 'range[7,-3,-3]'],
  ["a=sort('b','a')", 'choice["a","b"]'],
] as const

const keys = [
  ['@x=1', 'change', '', 'x'],
  ['a@=1', 'change', 'a', ''],
  ['~a', 'remove', 'a', undefined],
  ['~a=1', 'remove', 'a', undefined],
  ['~a=', 'remove', 'a', undefined],
  ['++a=1', 'force', 'a', undefined],
  ['g/h=x', 'change', 'g/h', undefined],
  ['g/h@p.q=x', 'change', 'g/h', 'p.q'],
  ['g/h@=x', 'change', 'g/h', ''],
  ['a$b=1', 'change', 'a$b', undefined],
  ['$a=1', 'change', '$a', undefined],
  ['a-b.c=1', 'change', 'a-b.c', undefined],
] as const

const unreadable = [
  'a="" "b"',
  'a.01=1',
  "a=it's",
  'a=b=c',
  "a={'a':1}",
  'a={a:}',
  'a=[b, ]',
  'a=${a.${b}}',
  'a=é',
  'a=a#b',
  '+++a=1',
  '+~a=1',
  'a=choice()',
  'a=choice(choice(a,b))',
  'a=range(a)',
  'a=bool(foo)',
  'a=int(abc)',
  'a=foo(1)',
  'a=1,',
  'a=,1',
  'a=(a)',
  'a=a]',
  'a=str(range(1,4))',
  'a=int(null)',
  'a=range(stop=4,1)',
  'a=glob(1)',
  'a=choice(a,b,)',
  'a=b\nc',
  'a=sort(1,a)',
] as const

describe('an override', () => {
  test.each(values)('%s has the value %s', (text, value) => {
    expect(shown(readOverride(text).value)).toBe(value)
  })

  test.each(keys)('%s: %s %s, package %s', (text, action, key, where) => {
    const override = readOverride(text)
    expect([override.action, override.key, override.package]).toEqual([action, key, where])
  })

  test.each(unreadable)('%s is refused', text => {
    expect(() => readOverride(text)).toThrow(expect.objectContaining({ name: 'UserError' }))
  })

  test.each([
    ['a=it is', 'it\\ is'],
    ["a=['it\\'s',\"a\\\\\"]", "['it\\'s',\"a\\\\\"]"],
    ['a={b:[1,2.0,true,null]}', '{b:[1,2.0,True,null]}'],
    [String.raw`a='a\b\\\'c\\'`, String.raw`'a\b\\\'c\\'`],
    ['a=1e-5', '1e-05'],
    ['a=1e16', '1e+16'],
  ])('%s is written back as %s', (text, written) => {
    // Override.get_value_element_as_str()
    const { value } = readOverride(text)
    expect(overrideValueText(value as ConfigNode)).toBe(written)
    expect(shown(readOverride(`a=${written}`).value)).toBe(shown(value))
  })
})

describe('the message about an override', () => {
  test.each([
    ['model.depth', 'The override model.depth has no value.'],
    ["a=it's", 'The override a=it\'s cannot be read at "\'" (character 5).'],
    ['a=[1,2', 'The override a=[1,2 ends too early.'],
    ['a="b', 'The override a="b has an opening " without a closing one.'],
    ['a=rang(3)', 'There is no function rang, which rang(3) calls.'],
    ['a=[choice(1,2)]', 'The override a=[choice(1,2)] has a sweep inside of a value.'],
    [
      'a=interval(0,1)',
      'interval(0,1) cannot be evaluated. An interval needs a sweeper that optimises; use range(start,stop,step) or choice(…).',
    ],
    ['=1', 'The override =1 has no key that can be read: "".'],
  ])('for %s is: %s', (text, message) => {
    expect(() => readOverride(text)).toThrow(message)
  })

  test('says that ten thousand brackets are too deep', () => {
    expect(() => readOverride(`a=${'['.repeat(10_000)}`)).toThrow('goes deeper than 100 levels.')
    expect(() => readOverride(`a${'.a'.repeat(10_000)}=1`)).toThrow('has more than 100 parts.')
  })
})

test('a key __proto__ is a key like any other', () => {
  expect(shown(readOverride('a={__proto__:{polluted:1}}').value)).toBe('{"__proto__":{"polluted":1}}')
})

function shown(value: ConfigNode | Sweep | undefined): string {
  if (value === undefined) return '-'
  if (value.kind === 'choice') return `choice${list(value.choices)}`
  if (value.kind === 'range') return `range${list([value.start, value.stop, value.step])}`
  if (value.kind === 'glob') return `glob[${JSON.stringify(value.include)},${JSON.stringify(value.exclude)}]`
  if (value.kind === 'list') return list(value.items)
  if (value.kind === 'map')
    return `{${[...value.entries].map(([key, item]) => `${JSON.stringify(key)}:${shown(item)}`).join(',')}}`
  return typeof value.value === 'string' ? JSON.stringify(value.value) : pythonText(value)
}

function list(nodes: readonly ConfigNode[]): string {
  return `[${nodes.map(shown).join(',')}]`
}
