// biome-ignore-all lint/suspicious/noTemplateCurlyInString: ${…} is an interpolation of the configuration.
import { describe, expect, test } from 'vitest'
import { compose } from '../../../src/run/config/compose.ts'
import { plainData } from '../../../src/run/config/node.ts'
import { resolveConfig } from '../../../src/run/config/resolve.ts'
import { composed, refusal, sourceOf } from './support.ts'

const base = `
a: 1
b: {c: 2, d: '\${.c}', e: '\${..a}', f: {g: '\${..c}', h: '\${...a}'}}
l: [1, '\${.0}', '\${..a}', '\${l[0]}', '\${l.1}', {x: '\${..0}'}]
k: c
t: true
nul: null
fl: 1.0
d2: {a: 1}
m: \${b}
`

describe('an interpolation', () => {
  // OmegaConf.to_container(compose('config'), resolve=True) of omegaconf 2.3, NOPE not being set.
  test.each([
    ['${a}', '1'],
    ['x${a}y${b.c}', '"x1y2"'],
    ['${a}${b.c}', '"12"'],
    ['${b}', '{"c":2,"d":2,"e":1,"f":{"g":2,"h":1}}'],
    ['${l}', '[1,1,1,1,1,{"x":1}]'],
    ['${b.${k}}', '2'],
    ['${ a }', '1'],
    ['${[b].c}', '2'],
    ['${b[c]}', '2'],
    ['${m.f.g}', '2'],
    ['\\${a}', '"${a}"'],
    ['\\\\${a}', '"\\\\1"'],
    ['p\\q', '"p\\\\q"'],
    ['$x $ {y} $${a}', '"$x $ {y} $1"'],
    ['${t} ${nul} ${fl}', '"True None 1.0"'],
    ['${oc.env:SHELL}', '"/bin/sh"'],
    ['${oc.env:NOPE,5}', '"5"'],
    ['${oc.env:NOPE,null}', 'null'],
    ['${oc.env:NOPE,${a}}', '"1"'],
    ["${oc.env:NOPE,'a, b'}", '"a, b"'],
    ["${oc.env:NOPE,'it\\'s ${a}'}", '"it\'s 1"'],
    ['${oc.env:NOPE, a b }', '"a b"'],
    ['${oc.env:NOPE,}', '""'],
    ['${oc.env:NOPE,a:b}', '"a:b"'],
    ['${oc.env:NOPE,true}', '"True"'],
    ['${oc.env:NOPE,1.50}', '"1.5"'],
    ['${oc.decode:"[1,{x: 2}]"}', '[1,{"x":2}]'],
    ['${oc.select:nope,7}', '7'],
    ['${oc.select:b.c}', '2'],
    ['${oc.dict.keys:b}', '["c","d","e","f"]'],
    ['${oc.dict.values:d2}', '[1]'],
    ['${now:%Y-%m-%d_%H-%M-%S}', '"2024-02-03_04-05-06"'],
    ['${now:%j %y %f%%}', '"034 24 000000%"'],
    ['${hydra:job.config_name}', '"config"'],
    ['${hydra:overrides.task}', '[]'],
  ])('%s is %s', (text, expected) => {
    const config = `${base}z: '${text.replaceAll("'", "''")}'\n`
    const whole = JSON.parse(composed({ config }))
    expect(JSON.stringify(whole.z)).toBe(expected)
  })

  test.each([
    ['${nope.x}', 'config.yaml:11:4: z: ${nope.x} cannot be resolved. There is no key nope.x.'],
    ['${b.cc}', 'config.yaml:11:4: z: ${b.cc} cannot be resolved. There is no key b.cc. Did you mean b.c?'],
    ['${z}', 'config.yaml:11:4: The interpolations go in a circle: z → z.'],
    ['${..a}', 'config.yaml:11:4: z: ${..a} cannot be resolved. ..a leads above the root.'],
    ['${.}', 'config.yaml:11:4: z: ${.} cannot be resolved. It cannot be read at "}" (character 4).'],
    [
      'x${a',
      'config.yaml:11:4: z: x${a cannot be resolved. It has an interpolation without a closing brace.',
    ],
    ['x${b}', 'config.yaml:11:4: z: x${b} cannot be resolved. A mapping cannot stand within text.'],
    [
      '${oc.env:NOPE}',
      'config.yaml:11:4: z: ${oc.env:NOPE} cannot be resolved. Environment variable NOPE is not set, and there is no default.',
    ],
    [
      '${oc.env:__proto__}',
      'config.yaml:11:4: z: ${oc.env:__proto__} cannot be resolved. Environment variable __proto__ is not set, and there is no default.',
    ],
    [
      '${oc.en:NOPE}',
      'config.yaml:11:4: z: ${oc.en:NOPE} cannot be resolved. There is no resolver oc.en. Did you mean oc.env?',
    ],
    [
      '${now:%Q}',
      'config.yaml:11:4: z: ${now:%Q} cannot be resolved. %Q is no part of a date; these are: %Y %m %d %H %M %S %f %y %j %s %%.',
    ],
  ])('%s is refused', (text, message) => {
    expect(refusal(() => composed({ config: `${base}z: '${text}'\n` }))).toBe(message)
  })

  test('that leads in a circle tells its way', () => {
    const config = 'a: ${b.x}\nb: ${c}\nc: {x: "1 ${a}"}\n'
    expect(refusal(() => composed({ config }))).toBe(
      'config.yaml:1:4: The interpolations go in a circle: a → c.x → a.',
    )
    expect(refusal(() => composed({ config: 'a: ${b.x}\nb: ${a.y}\n' }))).toBe(
      'config.yaml:1:4: The interpolations go in a circle: a → b → a.',
    )
  })

  test('sees overrides', () => {
    expect(composed({ config: 'a: 1\nb: ${a}\n' }, 'a=2', '+c=${b}')).toBe('{"a":2,"b":2,"c":2}')
  })

  test('of interpolations of interpolations stops before memory does', () => {
    const names = Array.from({ length: 40 }, (_, index) => `a${index}`)
    const lines = names.map((name, index) => `${name}: ["\${a${index + 1}}", "\${a${index + 1}}"]\n`)
    expect(refusal(() => composed({ config: `${lines.join('')}a40: 1\n` }))).toBe(
      'The interpolations expand to too many parts.',
    )
    const chain = Array.from({ length: 1_000 }, (_, index) => `a${index}: \${a${index + 1}}\n`).join('')
    expect(refusal(() => composed({ config: `${chain}a1000: 1\n` }))).toContain(
      'It goes through too many interpolations.',
    )
  })
})

describe('keys without a value', () => {
  const config = 'a: ${b}\nb: ???\nc:\n  d: ???\ne: 1\n'

  test('are told all at once', () => {
    expect(refusal(() => composed({ config }))).toBe(
      '2 keys have no value: ???.\n  config.yaml:2:4: b\n  config.yaml:4:6: c.d\nGive them: b=VALUE c.d=VALUE.',
    )
    expect(composed({ config }, 'b=1', 'c.d=2')).toBe('{"a":1,"b":1,"c":{"d":2},"e":1}')
  })

  test('do not matter where they are not read', () => {
    const part = (at: string) =>
      resolveConfig(compose({ source: sourceOf({ config }), name: 'config' }), { at })
    expect(plainData(part('e'))).toBe(1)
    expect(refusal(() => part('a'))).toBe('config.yaml:2:4: b has no value: ???.\nGive them: b=VALUE.')
    expect(refusal(() => part('c.e'))).toBe('There is no key c.e in the config.\nDid you mean c.d?')
  })
})
