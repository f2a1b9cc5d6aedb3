import fc from 'fast-check'
import { expect, test } from 'vitest'
import { downstreamOf, inOrder, type Task, upstreamOf } from '../../../src/run/pipeline/order.ts'

const step = (name: string, takes: readonly string[], makes: readonly string[]): Task => ({
  name,
  takes,
  makes,
})

const music = [
  step('segregate', ['clean'], ['train', 'test']),
  step('check', ['clean', 'outside'], ['report']),
  step('preprocess', ['raw'], ['clean']),
  step('download', [], ['raw']),
]
const messageOf = (tasks: readonly Task[]) => {
  try {
    return inOrder(tasks).map(({ task }) => task.name)
  } catch (error) {
    return (error as Error).message
  }
}

test('the order follows from the artifacts, not from the list', () => {
  expect(inOrder(music).map(({ task, after }) => [task.name, ...after])).toEqual([
    ['download'],
    ['preprocess', 'download'],
    ['segregate', 'preprocess'],
    ['check', 'preprocess'],
  ])
  expect(inOrder([])).toEqual([])
})

test('what a step needs, and what a failed one stops', () => {
  const ordered = inOrder(music)
  expect([...upstreamOf('check', ordered)].sort()).toEqual(['check', 'download', 'preprocess'])
  expect([...downstreamOf('preprocess', ordered)].sort()).toEqual(['check', 'segregate'])
  expect([...downstreamOf('check', ordered)]).toEqual([])
})

test('names given twice and circles are told', () => {
  expect(messageOf([step('a', [], ['x']), step('a', [], ['y'])])).toMatchInlineSnapshot(
    `"Two steps are called a."`,
  )
  expect(messageOf([step('a', [], ['x']), step('b', [], ['x'])])).toMatchInlineSnapshot(
    `"a and b both make x."`,
  )
  expect(messageOf([step('a', ['x'], ['x'])])).toMatchInlineSnapshot(`"a takes what it makes itself."`)
  expect(
    messageOf([
      step('first', ['z'], []),
      step('a', ['z'], ['x']),
      step('b', ['x'], ['y']),
      step('c', ['y'], ['z']),
    ]),
  ).toMatchInlineSnapshot(`"The steps a, b and c wait for each other."`)
})

test('each step comes after all that it waits for, and only those come before it that it needs', () => {
  const pipelines = fc
    .array(fc.array(fc.nat(20), { maxLength: 4 }), { maxLength: 12 })
    .map(takes =>
      takes.map((from, at) => step(`s${at}`, at === 0 ? [] : from.map(each => `a${each % at}`), [`a${at}`])),
    )
    .chain(tasks => fc.shuffledSubarray(tasks, { minLength: tasks.length }))
  fc.assert(
    fc.property(pipelines, tasks => {
      const ordered = inOrder(tasks)
      expect(ordered.map(({ task }) => task.name).toSorted()).toEqual(
        tasks.map(({ name }) => name).toSorted(),
      )
      const places = new Map(ordered.map(({ task }, place) => [task.name, place]))
      for (const { task, after } of ordered)
        for (const name of after) expect(places.get(name)).toBeLessThan(places.get(task.name) ?? -1)
    }),
  )
})

const gate = (name: string, judged: string, takes: readonly string[] = []) => ({
  ...{ name, takes: [judged, ...takes], makes: [`${name} report`] },
  judges: [judged],
})

test('whoever takes what a gate judges waits for it, but for other gates and what it waits for itself', () => {
  const tasks = [
    { name: 'split', takes: ['clean'], makes: ['train'] },
    { name: 'prepare', takes: ['clean'], makes: ['reference'] },
    gate('check', 'clean', ['reference']),
    gate('audit', 'clean'),
    { name: 'clean', takes: ['raw'], makes: ['clean'] },
    { name: 'elsewhere', takes: ['raw'], makes: ['plot'] },
  ]
  const after = Object.fromEntries(inOrder(tasks).map(({ task, after }) => [task.name, after]))
  expect(after).toEqual({
    clean: [],
    elsewhere: [],
    prepare: ['clean', 'audit'],
    check: ['clean', 'prepare'],
    audit: ['clean'],
    split: ['clean', 'check', 'audit'],
  })
})
