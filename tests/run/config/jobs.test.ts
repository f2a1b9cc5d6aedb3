import { describe, expect, test } from 'vitest'
import { sweepJobs } from '../../../src/run/config/jobs.ts'
import { refusal, sourceOf } from './support.ts'

const source = sourceOf({
  config: 'defaults:\n  - db: ???\na: 1\nb: 2\nz: 0\n',
  'db/mysql': 'v: m\n',
  'db/maria': 'v: a\n',
  'db/pg': 'v: p\n',
})

function jobs(...overrides: readonly string[]): readonly string[] {
  return sweepJobs({ source, name: 'config', overrides }).map(job => job.overrides.join(' '))
}

describe('a sweep', () => {
  // BasicSweeper.split_arguments(OverridesParser.create().parse_overrides(overrides), None)[0]
  test.each([
    [
      ['a=1,2', 'b=x,y'],
      ['a=1 b=x', 'a=1 b=y', 'a=2 b=x', 'a=2 b=y'],
    ],
    [
      ['b=x,y', 'a=1,2', 'b=z'],
      ['b=z a=1', 'b=z a=2'],
    ],
    [['a=range(1,4)'], ['a=1', 'a=2', 'a=3']],
    [['a=range(4)'], ['a=0', 'a=1', 'a=2', 'a=3']],
    [['a=range(0,1,0.25)'], ['a=0.0', 'a=0.25', 'a=0.5', 'a=0.75']],
    [
      ['a=range(0,1,0.1)'],
      [
        'a=0.0',
        'a=0.1',
        'a=0.2',
        'a=0.3',
        'a=0.4',
        'a=0.5',
        'a=0.6',
        'a=0.7000000000000001',
        'a=0.8',
        'a=0.9',
      ],
    ],
    [['a=range(5,1,-2)'], ['a=5', 'a=3']],
    [['a=range(1,0,-0.3)'], ['a=1.0', 'a=0.7000000000000001', 'a=0.4', 'a=0.10000000000000003']],
    [['a=range(0.1,1.0,0.3)'], ['a=0.1', 'a=0.4', 'a=0.7', 'a=1.0']],
    [
      ["a='x','y'", '+c=1'],
      ["a='x' +c=1", "a='y' +c=1"],
    ],
    [['a=[1,2],{b:1}'], ['a=[1,2]', 'a={b:1}']],
    [['a=1', "b='x'"], ["a=1 b='x'"]],
    [['a=sort(3,1,2,reverse=true)'], ['a=3', 'a=2', 'a=1']],
    [['a=sort(range(1,4),reverse=true)'], ['a=3', 'a=2', 'a=1']],
    [['a=float(1,2)'], ['a=1.0', 'a=2.0']],
    [['a=1e-5,1e-3'], ['a=1e-05', 'a=0.001']],
    [['a=', 'b=x'], ['a= b=x']],
  ])('%j has the runs %j', (overrides, expected) => {
    expect(jobs(...overrides)).toEqual(expected)
  })

  test('of text that looks like something else keeps it text', () => {
    // Hydra writes a=1 here, which the run reads as a number, and fails for the character #.
    expect(jobs("a=choice('1','#','a b')")).toEqual(["a='1'", "a='#'", 'a=a\\ b'])
  })

  test('over a glob takes the options of the group', () => {
    expect(jobs('db=glob(m*)')).toEqual(['db=maria', 'db=mysql'])
    expect(jobs('db=glob([m*,p?],exclude=[*y*])')).toEqual(['db=maria', 'db=pg'])
    expect(jobs("db=glob('[!m]*')")).toEqual(['db=pg'])
  })

  test('shuffles without losing a value', () => {
    expect([...jobs('a=shuffle(range(1,5))')].sort()).toEqual(['a=1', 'a=2', 'a=3', 'a=4'])
  })

  test('leaves overrides of hydra out of the name of its folder', () => {
    const overrides = [
      'hydra.sweep.dir=x',
      'z=1',
      'db=mysql,pg',
      'hydra.job.config.override_dirname.exclude_keys=[z]',
    ]
    expect(
      sweepJobs({ source, name: 'config', overrides }).map(({ overrideDirname }) => overrideDirname),
    ).toEqual(['db=mysql', 'db=pg'])
    expect(jobs(...overrides)[1]).toBe(
      'hydra.sweep.dir=x hydra.job.config.override_dirname.exclude_keys=[z] z=1 db=pg',
    )
  })

  test('takes parameters of the sweeper from the config', () => {
    const params = sourceOf({ config: 'hydra: {sweeper: {params: {a: "1,2", b: 3}}}\na: 0\nb: 0\n' })
    const words = (...overrides: readonly string[]) =>
      sweepJobs({ source: params, name: 'config', overrides }).map(job => job.overrides)
    expect(words()).toEqual([
      ['a=1', 'b=3'],
      ['a=2', 'b=3'],
    ])
    expect(words('a=7')).toEqual([['a=7', 'b=3']])
  })

  test.each([
    ['a=range(3,1)', 'The sweep over a has no values.'],
    ['a=range(0,1,1e-9)', 'The sweep over a has more than 100000 values.'],
    ['a=range(1e300)', 'The sweep over a has more than 100000 values.'],
    ['a=range(inf)', 'The sweep over a is a range of Infinity, which is no finite number.'],
    ['a=glob(*)', 'There is no config group a that a glob could choose from.'],
    ['db=glob(pgg)', 'The glob pgg matches no option of db.\nDid you mean pg?'],
    ['hydra.job.num=1,2', "Sweeping over Hydra's configuration is not supported: hydra.job.num=1,2."],
  ])('%s is refused', (override, message) => {
    expect(refusal(() => jobs(override))).toBe(message)
  })

  test('of too many runs is refused', () => {
    const many = ['a', 'b', 'z'].map(key => `${key}=range(100)`)
    expect(refusal(() => jobs(...many))).toBe('The sweep has 1000000 runs, more than 100000.')
  })
})
