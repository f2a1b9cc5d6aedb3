import { expect, test } from 'vitest'
import { artifactName, freeAlias, parseArtifactReference, versionNumber } from '../../src/core/artifact.ts'

test.each([
  ['train.csv', { project: 'default', name: 'train.csv', alias: 'latest' }],
  ['train.csv:v3', { project: 'default', name: 'train.csv', alias: 'v3' }],
  ['ada/rentals/train.csv', { project: 'rentals', name: 'train.csv', alias: 'latest' }],
  ['rentals/train.csv:prod', { project: 'rentals', name: 'train.csv', alias: 'prod' }],
  ['музыка/жанры 2:ref', { project: 'музыка', name: 'жанры 2', alias: 'ref' }],
])('%s is a reference', (text, reference) => {
  expect(parseArtifactReference(text)).toEqual(reference)
})

test('a name without a project belongs to the current one', () => {
  expect(parseArtifactReference('train.csv', 'rentals').project).toBe('rentals')
})

test('a decomposed letter is the same name as a composed one', () => {
  expect(artifactName('artifact', 'cafe\u0301.csv')).toBe('caf\u00e9.csv')
})

test.each([
  '',
  ':v3',
  'a:',
  '/a',
  'a/',
  'a/b/c/d',
  '/a/b',
  '../x',
  '..',
  'a:b:c',
  'a:b/c',
  'a\\b',
  'a\0b',
  'a\nb',
  'a\u202eb',
  '\ud800',
  ' a',
  'a'.repeat(129),
])('%j is no reference', text => {
  expect(() => parseArtifactReference(text)).toThrow(expect.objectContaining({ exitCode: 2 }))
})

test('a name of 128 characters is possible, a longer one is shown in part', () => {
  expect(artifactName('artifact', 'x'.repeat(128))).toHaveLength(128)
  expect(() => artifactName('artifact', 'x'.repeat(129))).toThrowErrorMatchingInlineSnapshot(
    `[UserError: "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…" cannot be the name of an artifact: it has 129 characters, and 128 are the limit.]`,
  )
})

test('what is wrong with a name is said', () => {
  expect(() => artifactName('artifact', 'a/b')).toThrowErrorMatchingInlineSnapshot(
    `[UserError: "a/b" cannot be the name of an artifact: it contains /.]`,
  )
  expect(() => artifactName('project', 'a\0b')).toThrowErrorMatchingInlineSnapshot(
    `[UserError: "a\\u0000b" cannot be the name of a project: it contains an invisible character.]`,
  )
  expect(() => artifactName('alias', '')).toThrowErrorMatchingInlineSnapshot(
    `[UserError: "" cannot be the name of an alias: it is empty.]`,
  )
})

test('neither latest nor a version can be set as an alias', () => {
  expect(() => freeAlias('latest')).toThrowErrorMatchingInlineSnapshot(
    `[UserError: The alias latest always points at the newest content and cannot be set.]`,
  )
  expect(() => freeAlias('V12')).toThrowErrorMatchingInlineSnapshot(
    `[UserError: V12 cannot be an alias: it looks like a version, and versions do not move.]`,
  )
  expect(freeAlias('v12-beta')).toBe('v12-beta')
})

test('only the plain form is the number of a version', () => {
  expect(['v0', 'v12', 'v01', 'v', 'V1', 'v-1', 'v1.0'].map(versionNumber)).toEqual([
    0,
    12,
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ])
})
