import { expect, test } from 'vitest'
import { renderJunit } from '../../reports/junit.ts'
import type { Result } from '../../src/core/result.ts'
import { anOutcome } from '../support/outcome.ts'
import { aResult } from '../support/result.ts'
import { elementsOf, parseXml } from '../support/xml.ts'
import { everyKind, genreShift, passedOutcomes, unknownGenres } from './outcomes.ts'

function totals(overrides: Partial<Result>): Readonly<Record<string, string>> {
  const { tests, failures, errors, skipped } = parseXml(renderJunit(aResult(overrides))).attributes
  return { tests, failures, errors, skipped } as Readonly<Record<string, string>>
}

test('the sample is a test suite, a column a class, an expectation a test case', () => {
  expect(renderJunit(aResult({ outcomes: [unknownGenres, anOutcome()] }))).toMatchInlineSnapshot(`
    "<?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="mlcheck" tests="2" failures="1" errors="0" skipped="0" time="1.834">
    <testsuite name="new_2026-W47.csv" timestamp="2026-11-23T06:12:04Z" tests="2" failures="1" errors="0" skipped="0" time="1.834">
    <properties>
    <property name="version" value="0.1.0"/>
    <property name="verdict" value="failed"/>
    <property name="sample.rows" value="4821"/>
    <property name="reference" value="data_train.csv:latest"/>
    <property name="reference.rows" value="29269"/>
    </properties>
    <testcase classname="genre" name="genre.in-set">
    <properties>
    <property name="status" value="failed"/>
    <property name="severity" value="error"/>
    <property name="unexpected.count" value="58"/>
    <property name="unexpected.of" value="4821"/>
    </properties>
    <failure message="58 of 4,821 values outside the set" type="toHaveValuesIn">58 of 4,821 values outside the set
    Expected genre to be one of 15 known labels
    Hip-Hop 37 (closest: Hiphop) · trap metal 19 (closest: Trap Metal) · 2 more distinct · lines 22, 67, 301, 328, 418 …
    hint: 56 of the 58 look like other spellings of known labels.
    note: The model has one output per label.
    at music.yaml:12</failure>
    </testcase>
    <testcase classname="tempo" name="tempo.range">
    <properties>
    <property name="status" value="passed"/>
    <property name="severity" value="error"/>
    </properties>
    </testcase>
    </testsuite>
    </testsuites>
    "
  `)
})

test('every state has its element', () => {
  const cases = elementsOf(parseXml(renderJunit(aResult({ outcomes: [...everyKind] }))), 'testcase')
  const states = cases.map(({ attributes, children }) => [
    attributes.name,
    children
      .map(child => child.name)
      .filter(name => name !== 'properties')
      .join(),
  ])
  expect(Object.fromEntries(states)).toEqual({
    'tempo.range': '',
    'genre.chi2': 'system-out',
    'mode.in-set': 'failure',
    'key.ks': 'failure',
    'genre.in-set': 'failure',
    'loudness.ks': 'failure',
    'key.range': 'skipped',
    'tracks › every track has an artist': 'failure',
    'tempoo.range': 'error',
  })
})

test('a warning is output and properties, no failure', () => {
  const [warning] = elementsOf(parseXml(renderJunit(aResult({ outcomes: [genreShift] }))), 'testcase')
  const properties = elementsOf(warning as never, 'property').map(({ attributes: { name, value } }) => [
    name,
    value,
  ])
  expect(Object.fromEntries(properties)).toMatchObject({ severity: 'warning', 'χ²': '42.5', p: '0.00012' })
  expect(totals({ outcomes: [genreShift] })).toEqual({ tests: '1', failures: '0', errors: '0', skipped: '0' })
})

test('a warning that fails the run is a failure', () => {
  const run: Result['run'] = { ...aResult().run, failOn: 'warning' }
  expect(totals({ outcomes: [genreShift], run })).toMatchObject({ failures: '1' })
})

test('a run that checked nothing is not green', () => {
  expect(totals({ outcomes: [] })).toEqual({ tests: '1', failures: '0', errors: '1', skipped: '0' })
})

test('an interrupted run is not green', () => {
  expect(totals({ outcomes: [...passedOutcomes(2)], verdict: 'interrupted' })).toMatchObject({ errors: '1' })
})

test('two ids that look alike get names of their own', () => {
  const outcomes = [anOutcome({ id: 'a\u0000' }), anOutcome({ id: 'a␀' })]
  const cases = elementsOf(parseXml(renderJunit(aResult({ outcomes }))), 'testcase')
  expect(cases.map(({ attributes }) => attributes.name)).toEqual(['a␀', 'a␀ (2)'])
})
