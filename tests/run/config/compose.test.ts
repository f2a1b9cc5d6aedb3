// biome-ignore-all lint/suspicious/noTemplateCurlyInString: ${…} is an interpolation of the configuration.
import { describe, expect, test } from 'vitest'
import { compose } from '../../../src/run/config/compose.ts'
import { nodeAt } from '../../../src/run/config/keys.ts'
import { plainData } from '../../../src/run/config/node.ts'
import { composed, refusal, sourceOf } from './support.ts'

// Expected values are what hydra-core 1.3's compose('config', overrides) and OmegaConf.to_container(_, resolve=True) return.

describe('overrides of values', () => {
  const files = {
    config: 'defaults: [base, _self_]\na: ???\nb: {y: 2}\nc: null\nd: {x: 1}\nf: 3\n',
    base: 'a: 1\nb: {x: 1}\nc: {x: 1}\nd: 5\ne: [1,2]\nf: {k: 1}\n',
  }

  test.each([
    ['', '{"a":1,"b":{"x":1,"y":2},"c":null,"d":{"x":1},"e":[1,2],"f":3}'],
    ['e=[3]', '{"a":1,"b":{"x":1,"y":2},"c":null,"d":{"x":1},"e":[3],"f":3}'],
    ['e.0=9', '{"a":1,"b":{"x":1,"y":2},"c":null,"d":{"x":1},"e":[9,2],"f":3}'],
    ['b={x:9}', '{"a":1,"b":{"x":9,"y":2},"c":null,"d":{"x":1},"e":[1,2],"f":3}'],
    ['+b={z:9}', '{"a":1,"b":{"x":1,"y":2,"z":9},"c":null,"d":{"x":1},"e":[1,2],"f":3}'],
    ['b={}', '{"a":1,"b":{"x":1,"y":2},"c":null,"d":{"x":1},"e":[1,2],"f":3}'],
    ['b=5', '{"a":1,"b":5,"c":null,"d":{"x":1},"e":[1,2],"f":3}'],
    ['c={x:1}', '{"a":1,"b":{"x":1,"y":2},"c":{"x":1},"d":{"x":1},"e":[1,2],"f":3}'],
    ['+c=1', '{"a":1,"b":{"x":1,"y":2},"c":1,"d":{"x":1},"e":[1,2],"f":3}'],
    ['+d.x.y=1', '{"a":1,"b":{"x":1,"y":2},"c":null,"d":{"x":{"y":1}},"e":[1,2],"f":3}'],
    ['+d={y:2}', '{"a":1,"b":{"x":1,"y":2},"c":null,"d":{"x":1,"y":2},"e":[1,2],"f":3}'],
    ['++d=1', '{"a":1,"b":{"x":1,"y":2},"c":null,"d":1,"e":[1,2],"f":3}'],
    ['++n.m=1', '{"a":1,"b":{"x":1,"y":2},"c":null,"d":{"x":1},"e":[1,2],"f":3,"n":{"m":1}}'],
    ['~a', '{"b":{"x":1,"y":2},"c":null,"d":{"x":1},"e":[1,2],"f":3}'],
    ['~d.x=1', '{"a":1,"b":{"x":1,"y":2},"c":null,"d":{},"e":[1,2],"f":3}'],
    ['~d={x:1}', '{"a":1,"b":{"x":1,"y":2},"c":null,"e":[1,2],"f":3}'],
  ])('"%s" makes %s', (override, expected) => {
    expect(composed(files, ...(override === '' ? [] : [override]))).toBe(expected)
  })

  // compose() refuses all of these.
  test.each([
    [
      'n=1',
      'Could not override n. There is no key n in the config.\nDid you mean a? To append to your config use +n=1.',
    ],
    [
      'b={z:9}',
      'Could not override b. There is no key b.z in the config.\nDid you mean b.x? To append to your config use +b={z:9}.',
    ],
    [
      'd.x.y=1',
      'Could not override d.x.y. There is no key d.x.y in the config.\nDid you mean d.x? To append to your config use +d.x.y=1.',
    ],
    ['e.5=9', 'Could not override e.5. The list has 2 items.\nGive the whole list instead: key=[…].'],
    ['e={a:1}', 'e is a list and cannot be merged with a mapping.'],
    ['b=[1]', 'b is a mapping and cannot be merged with a list.'],
    [
      '+a=2',
      'Could not append to config. An item is already at a.\nUse a=2 to change it, or ++a=2 to add or override it.',
    ],
    ['~zz', '~zz: Could not delete from config. zz does not exist.'],
    ['~d.x=2', '~d.x=2: Could not delete from config. The value of d.x is 1 and not 2.'],
    ['b@x=1', 'b@x=1 looks like an override of a config group, and there is no group b.'],
    [
      'a=1,2',
      "Ambiguous value for argument a=1,2.\nTo use it as a list, write a=[1,2]; as text, a='1,2' with the quotes escaped from the shell; to sweep over it, add --multirun.",
    ],
    ['a=range(3)', 'The sweep a=range(3) requires --multirun.'],
  ])('%s is refused', (override, message) => {
    expect(refusal(() => composed(files, override))).toBe(message)
  })

  test('a key whose parts are swapped is told the right way round', () => {
    const config =
      'modeling:\n  random_forest_pipeline: {random_forest: {n_estimators: 100}, tfidf: {max_features: 5}}\n'
    const override = 'modeling.random_forest.random_forest_pipeline.n_estimators=10'
    expect(refusal(() => composed({ config }, override))).toContain(
      'Did you mean modeling.random_forest_pipeline.random_forest.n_estimators?',
    )
  })

  test('a key __proto__ pollutes nothing', () => {
    const text = composed({ config: '__proto__: {polluted: 1}\n' }, '+a.__proto__.b=1', '++__proto__.c=2')
    expect(text).toBe('{"__proto__":{"polluted":1,"c":2},"a":{"__proto__":{"b":1}}}')
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })
})

describe('a config group', () => {
  const files = {
    config: 'defaults:\n  - db: mysql\n  - optional x: z\nport: 1\ndb: {port: 3}\n',
    'db/mysql': 'port: 1\nname: mysql\n',
    'db/pg': 'defaults: [base]\nport: 2\n',
    'db/base': 'user: root\nport: 0\n',
  }

  test.each([
    [[], '{"db":{"port":3,"name":"mysql"},"port":1}'],
    [['db=pg'], '{"db":{"user":"root","port":3},"port":1}'],
    [['db=[mysql,pg]'], '{"db":{"port":3,"name":"mysql","user":"root"},"port":1}'],
    [['db={port:7}'], '{"db":{"port":7,"name":"mysql"},"port":1}'],
    [['db=pg', 'db.port=9'], '{"db":{"user":"root","port":9},"port":1}'],
    [['+db@backup=pg'], '{"db":{"port":3,"name":"mysql"},"port":1,"backup":{"user":"root","port":2}}'],
    [['+db@=pg'], '{"db":{"port":3,"name":"mysql"},"port":2,"user":"root"}'],
    [['~db'], '{"port":1,"db":{"port":3}}'],
    [['~db=mysql'], '{"port":1,"db":{"port":3}}'],
  ])('%j gives %s', (overrides, expected) => {
    expect(composed(files, ...overrides)).toBe(expected)
  })

  test.each([
    ['db=nope', 'db=nope: Could not find db/nope.\nAvailable options in db are base, mysql, pg.'],
    ['db=mysq', 'db=mysq: Could not find db/mysq.\nDid you mean mysql?'],
    [
      '+db=pg',
      'config.yaml:2:5: There are two options of db: mysql and pg.\nTo choose another option in a defaults list use override db: mysql.',
    ],
    [
      'db@x=pg',
      'db@x=pg: Could not override db@x. No match in the defaults list.\nGroups are db. To append to your defaults list use +db@x=pg.',
    ],
    ['~db=pg', '~db=pg: Could not delete db. No match in the defaults list.'],
    ['++db=pg', '++db=pg is not possible: ++ does not work for config groups.\nUse db=pg or +db=pg.'],
    [
      'db=5',
      'db=5: The option of a group has to be text or a list of texts.\nPut a name that looks like a number or a boolean in quotes.',
    ],
    [
      'db=null',
      'db=null: The option of a group has to be text or a list of texts.\nTo choose no option use ~db.',
    ],
  ])('%s is refused', (override, message) => {
    expect(refusal(() => composed(files, override))).toBe(message)
  })

  test('has to be given where its option is ???', () => {
    const some = { config: 'defaults:\n  - db: ???\n', 'db/a': 'v: a\n' }
    expect(composed(some, 'db=a')).toBe('{"db":{"v":"a"}}')
    expect(refusal(() => composed(some))).toBe(
      'config.yaml:2:5: You must specify db, e.g. db=OPTION.\nAvailable options: a.',
    )
  })
})

describe('a defaults list', () => {
  test('puts the own content where _self_ is', () => {
    const rest = { 'db/mysql': 'port: 1\nname: mysql\n' }
    const first = composed({ config: 'defaults:\n  - _self_\n  - db: mysql\ndb: {port: 3}\n', ...rest })
    const last = composed({ config: 'defaults:\n  - db: mysql\ndb: {port: 3}\n', ...rest })
    expect([first, last]).toEqual(['{"db":{"port":1,"name":"mysql"}}', '{"db":{"port":3,"name":"mysql"}}'])
  })

  const packages = {
    config: 'defaults:\n  - db@src: a\n  - db@dst: b\n  - srv/api@here: x\n  - g\n  - /db@_global_.q: a\n',
    'db/a': 'v: a\n',
    'db/b': 'v: b\n',
    'srv/api/x': 'defaults: [/db@_here_: a, sub: s, /db@pp: b]\nv: x\n',
    'srv/api/sub/s': 'sv: 1\n',
    g: '# @package glob.al\ngv: 1\n',
  }

  test.each([
    [
      [],
      '{"src":{"v":"a"},"dst":{"v":"b"},"here":{"v":"x","sub":{"sv":1},"pp":{"v":"b"}},"glob":{"al":{"gv":1}},"q":{"v":"a"}}',
    ],
    [
      ['db@src=b', 'db@here.pp=a'],
      '{"src":{"v":"b"},"dst":{"v":"b"},"here":{"v":"x","sub":{"sv":1},"pp":{"v":"a"}},"glob":{"al":{"gv":1}},"q":{"v":"a"}}',
    ],
  ])('places packages: %j gives %s', (overrides, expected) => {
    expect(composed(packages, ...overrides)).toBe(expected)
  })

  test('names the packages of a group that is overridden without one', () => {
    expect(refusal(() => composed(packages, 'db=a'))).toBe(
      'db=a: Could not override db. No match in the defaults list.\nGroups are db@dst, db@here, db@here.pp, db@q, db@src. To append to your defaults list use +db=a.',
    )
  })

  test('overrides groups from within a group, and loses to the command line', () => {
    const files = {
      config: 'defaults:\n  - f: [a, b]\n  - e: x\n',
      'e/x': '# @package _global_\ndefaults:\n  - /h: i\n  - override /f: c\nz: 1\n',
      'f/a': 'a: 1\n',
      'f/b': 'b: 1\n',
      'f/c': 'c: 1\n',
      'h/i': 'i: 1\n',
    }
    expect(composed(files)).toBe('{"f":{"c":1},"h":{"i":1},"z":1}')
    expect(composed(files, 'f=[a]')).toBe('{"f":{"a":1},"h":{"i":1},"z":1}')
  })

  test('may take an option from those of other groups', () => {
    const files = {
      config: 'defaults:\n  - mix: ${db}_${m}\n  - db: a\n  - m: x\n  - optional o: ${db}\n',
      'db/a': 'v: a\n',
      'm/x': 'v: x\n',
      'mix/a_x': 'v: ax\n',
    }
    expect(composed(files)).toBe('{"mix":{"v":"ax"},"db":{"v":"a"},"m":{"v":"x"}}')
    expect(composed({ ...files, 'mix/b': 'v: b\n' }, 'mix=b')).toBe(
      '{"mix":{"v":"b"},"db":{"v":"a"},"m":{"v":"x"}}',
    )
  })

  // compose() refuses all of these, the circle with a RecursionError.
  test.each([
    [
      '- db: a\n- db: b',
      'config.yaml:2:3: There are two options of db: a and b.\nTo choose another option in a defaults list use override db: a.',
    ],
    ['- override db: a\n- db: b', 'config.yaml:2:3: Overrides must be at the end of the defaults list.'],
    [
      '- db: b\n- override dbb: a',
      'config.yaml:3:3: Could not override dbb. No match in the defaults list.\nDid you mean db?',
    ],
    ['- loops', 'config.yaml:2:3: Could not find loops.\nDid you mean loop?'],
    ['- loop', 'loop.yaml:1:12: The defaults go in a circle: config → loop → config.'],
    ['- _self_\n- _self_', 'config.yaml:2:1: The defaults list has _self_ more than once.'],
    [
      '- {a: b, c: d}',
      'config.yaml:2:3: An item of a defaults list is a file, _self_ or one pair group: option.',
    ],
    [
      '- db: 1',
      'config.yaml:2:3: The option of a group has to be text or a list of texts.\nPut a name that looks like a number or a boolean in quotes.',
    ],
    ['- list', 'list.yaml:1:1: A config has to be a mapping of keys to values.'],
    ['  a: b', 'config.yaml:2:3: The defaults have to be a list.'],
  ])('of %j is refused', (list, message) => {
    const files = {
      config: `defaults:\n${list}\n`,
      'db/a': 'v: a\n',
      'db/b': 'v: b\n',
      loop: 'defaults: [config]\n',
      list: '- 1\n',
    }
    const source = {
      ...sourceOf(files),
      list: (group: string) => (group === '' ? ['config', 'list', 'loop'] : sourceOf(files).list(group)),
    }
    expect(refusal(() => compose({ source, name: 'config' }))).toBe(message)
  })
})

describe('the hydra part', () => {
  const config =
    'defaults:\n  - _self_\n  - override hydra/launcher: joblib\nhydra: {run: {dir: "x/${hydra.job.name}"}}\na: 1\n'
  const options = { source: sourceOf({ config }), name: 'config', facts: { job: { name: 'train' } } }

  test('has defaults that the config and overrides change', () => {
    const { root, hydraOverrides, taskOverrides, overrideDirname } = compose({
      ...options,
      overrides: ['hydra.launcher.n_jobs=2', 'a=2', '+b=1'],
    })
    const at = (key: string) => plainData(nodeAt(root, key.split('.')) ?? { kind: 'scalar', value: 'none' })
    expect(at('hydra.launcher.n_jobs')).toBe(2)
    expect(at('hydra.runtime.choices')).toEqual({ 'hydra/launcher': 'joblib', 'hydra/sweeper': 'basic' })
    // HydraConfig.get().job.override_dirname
    expect([hydraOverrides, taskOverrides, overrideDirname]).toEqual([
      ['hydra.launcher.n_jobs=2'],
      ['a=2', '+b=1'],
      '+b=1,a=2',
    ])
  })

  test('takes what the runner knows where nothing else is given', () => {
    const name = (...overrides: readonly string[]) =>
      plainData(
        nodeAt(compose({ ...options, overrides }).root, ['hydra', 'job', 'name']) ?? {
          kind: 'scalar',
          value: '',
        },
      )
    expect([name(), name('hydra.job.name=test')]).toEqual(['train', 'test'])
  })

  test('takes no unknown keys', () => {
    expect(refusal(() => compose({ ...options, overrides: ['hydra.run.dirr=y'] }))).toBe(
      'Could not override hydra.run.dirr. There is no key hydra.run.dirr in the config.\nDid you mean hydra.run.dir? To append to your config use +hydra.run.dirr=y.',
    )
  })
})
