import { expect, test } from 'vitest'
import { csv, workspace } from '../support/workspace.ts'

const numbers = (n: number, from = 0) => Array.from({ length: n }, (_, index) => from + index)
const good = csv({
  price: numbers(200, 10),
  room: numbers(200).map(index => (index % 2 ? 'private' : 'shared')),
})
const files = { 'train.csv': good, 'new.csv': good }
const against = ['--reference', 'train.csv', '--no-report'] as const

/** Exit code and everything that was said. */
async function outcome(given: Parameters<typeof workspace>[0], ...args: readonly string[]) {
  const { code, stdout, stderr } = await workspace(given).run(...args)
  return `exit code ${code}\n${stderr}${stdout}`
}

test('a missing file', async () => {
  expect(await outcome(files, ...against, '--sample', 'nwe.csv')).toMatchInlineSnapshot()
})

test('a directory', async () => {
  expect(
    await outcome({ ...files, 'data/a.csv': good }, ...against, '--sample', 'data'),
  ).toMatchInlineSnapshot()
})

test('an empty file', async () => {
  expect(
    await outcome({ ...files, 'new.csv': '' }, ...against, '--sample', 'new.csv'),
  ).toMatchInlineSnapshot()
})

test('a header and nothing else', async () => {
  expect(
    await outcome({ ...files, 'new.csv': 'price,room\n' }, ...against, '--sample', 'new.csv'),
  ).toMatchInlineSnapshot()
})

test('a ragged line', async () => {
  const ragged = 'price,room\n1,a\n2,b,c\n'
  expect(
    await outcome({ ...files, 'new.csv': ragged }, ...against, '--sample', 'new.csv'),
  ).toMatchInlineSnapshot()
})

test('bytes that are not UTF-8', async () => {
  const latin1 = Buffer.from('price,room\n1,café\n2,b\n', 'latin1')
  expect(
    await outcome({ ...files, 'new.csv': latin1 }, ...against, '--sample', 'new.csv'),
  ).toMatchInlineSnapshot()
})

test('an unknown artifact', async () => {
  const given = workspace(files)
  await given.run('artifact', 'put', 'train.csv', '--alias', 'prod')
  const { code, stderr } = await given.run('--reference', 'trian.csv:prod', '--sample', 'new.csv')
  expect({ code, stderr }).toMatchInlineSnapshot()
})

test('an unknown alias', async () => {
  const given = workspace(files)
  await given.run('artifact', 'put', 'train.csv', '--alias', 'prod')
  const { code, stderr } = await given.run('--reference', 'train.csv:pord', '--sample', 'new.csv')
  expect({ code, stderr }).toMatchInlineSnapshot()
})

test('no column in common', async () => {
  const other = csv({ age: [1, 2, 3] })
  expect(
    await outcome({ ...files, 'new.csv': other }, ...against, '--sample', 'new.csv'),
  ).toMatchInlineSnapshot()
})

test('a column that changed its type is pointed at cell by cell', async () => {
  const changed = csv({
    price: [...numbers(198, 10), 'free', '12 €'],
    room: numbers(200).map(() => 'private'),
  })
  expect(
    await outcome({ ...files, 'new.csv': changed }, ...against, '--sample', 'new.csv'),
  ).toMatchInlineSnapshot()
})

test('a column without a value', async () => {
  const empty = csv({ price: numbers(200).map(() => null), room: numbers(200).map(() => 'private') })
  expect(
    await outcome({ ...files, 'new.csv': empty }, ...against, '--sample', 'new.csv'),
  ).toMatchInlineSnapshot()
})

test.each(['0', '1', '-0.1', '5', 'abc', ''])('an alpha of %j', async level => {
  expect(await outcome(files, ...against, '--sample', 'new.csv', '--ks-alpha', level)).toMatchSnapshot()
})

test('an unknown option', async () => {
  expect(await outcome(files, '--refrence', 'train.csv', '--sample', 'new.csv')).toMatchInlineSnapshot()
})

test('an option without its value', async () => {
  expect(await outcome(files, '--sample', 'new.csv', '--reference')).toMatchInlineSnapshot()
})

test('an unknown correction', async () => {
  expect(
    await outcome(files, ...against, '--sample', 'new.csv', '--correction', 'sidac'),
  ).toMatchInlineSnapshot()
})

test('an unknown reporter', async () => {
  expect(
    await outcome(files, ...against, '--sample', 'new.csv', '--reporter', 'junitt=x.xml'),
  ).toMatchInlineSnapshot()
})

test('a missing suite', async () => {
  const given = { ...files, 'rentals.yaml': 'table:\n  - toHaveRowCount: { min: 1 }\n' }
  expect(await outcome(given, '--sample', 'new.csv', '--suite', 'rental.yaml')).toMatchInlineSnapshot()
})

test('an unknown expectation', async () => {
  const given = { ...files, 's.yaml': 'columns:\n  price:\n    - toHaveValuesBetwen: { min: 1 }\n' }
  expect(await outcome(given, '--sample', 'new.csv', '--suite', 's.yaml')).toMatchInlineSnapshot()
})

test('a parameter of the wrong type', async () => {
  const given = { ...files, 's.yaml': 'columns:\n  price:\n    - toHaveValuesBetween: { min: low }\n' }
  expect(await outcome(given, '--sample', 'new.csv', '--suite', 's.yaml')).toMatchInlineSnapshot()
})

test('an unknown parameter', async () => {
  const given = { ...files, 's.yaml': 'columns:\n  price:\n    - toHaveValuesBetween: { minimum: 1 }\n' }
  expect(await outcome(given, '--sample', 'new.csv', '--suite', 's.yaml')).toMatchInlineSnapshot()
})

test('a parameter that the command line does not give', async () => {
  const given = { ...files, 's.yaml': 'columns:\n  price:\n    - toHaveValuesBetween: { min: $min_prize }\n' }
  const args = ['--sample', 'new.csv', '--suite', 's.yaml', '--param', 'min_price=10']
  expect(await outcome(given, ...args)).toMatchInlineSnapshot()
})

test('YAML that cannot be read', async () => {
  const given = { ...files, 's.yaml': 'columns:\n  price:\n  - toHaveNoNulls\n - oops: [\n' }
  expect(await outcome(given, '--sample', 'new.csv', '--suite', 's.yaml')).toMatchInlineSnapshot()
})

test('a suite with nothing in it', async () => {
  const given = { ...files, 's.yaml': 'name: empty\n' }
  expect(await outcome(given, '--sample', 'new.csv', '--suite', 's.yaml')).toMatchInlineSnapshot()
})

test('a column that the suite misspells', async () => {
  const given = {
    ...files,
    's.yaml': 'columns:\n  prize:\n    - toHaveNoNulls\n  room:\n    - toHaveNoNulls\n',
  }
  expect(
    await outcome(given, '--sample', 'new.csv', '--suite', 's.yaml', '--no-report'),
  ).toMatchInlineSnapshot()
})

test('two columns of the same name', async () => {
  const twice = 'price,room,price\n1,a,2\n'
  expect(
    await outcome({ ...files, 'new.csv': twice }, ...against, '--sample', 'new.csv'),
  ).toMatchInlineSnapshot()
})

test('nothing to check against', async () => {
  expect(await outcome(files, '--sample', 'new.csv')).toMatchInlineSnapshot()
})

test('no sample', async () => {
  expect(await outcome(files, '--reference', 'train.csv')).toMatchInlineSnapshot()
})

test('an id that selects nothing', async () => {
  expect(
    await outcome(files, ...against, '--sample', 'new.csv', '--only', 'prise.range'),
  ).toMatchInlineSnapshot()
})
