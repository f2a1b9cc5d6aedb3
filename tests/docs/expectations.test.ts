import { expect, test } from 'vitest'
import { typescriptForm } from '../../docs/render/examples.ts'
import { expectationsPage } from '../../docs/render/expectations.ts'
import * as vocabulary from '../../expectations/index.ts'
import type { Relation } from '../../src/core/engine.ts'
import type { Expectation } from '../../src/core/expectation.ts'
import { yamlForm } from '../../src/suites/example-form.ts'
import { suiteFromYaml } from '../../src/suites/suite.ts'
import { checksFor } from '../../src/vitest/arguments.ts'
import { datasetFor } from '../../src/vitest/dataset.ts'

const expectations: readonly Expectation[] = Object.values(vocabulary)

test('docs/expectations.md says what the definitions say', async () => {
  await expect(expectationsPage(expectations)).toMatchFileSnapshot('../../docs/expectations.md')
})

const written = expectations.flatMap(expectation =>
  expectation.examples.map((example, index) => ({
    expectation,
    example,
    name: `${expectation.name} ${index + 1}`,
  })),
)

test.each(written)(
  'example $name asks for the same in YAML and in TypeScript',
  ({ expectation, example }) => {
    const suite = suiteFromYaml(yamlForm(expectation, example), {
      file: 'suite.yaml',
      expectations: vocabulary,
      params: {},
    })
    const statement = typescriptForm(expectation, example)
    expect(withoutOrigin(suite.checks)).toEqual(withoutOrigin(checksIn(statement)))
    expect(suite.checks[0]?.params).toEqual(expectation.params.parse(example.params ?? {}))
  },
)

/** The checks that a statement of a test file asks for. */
function checksIn(statement: string): readonly object[] {
  const asked: object[] = []
  const matchers = Object.fromEntries(
    expectations.map(expectation => [
      expectation.name,
      (...args: unknown[]) => void asked.push(...checksFor(expectation, args)),
    ]),
  )
  const reference = datasetFor('reference', { info: { label: 'reference' } } as Relation, {
    testId: '',
    suite: '',
  })
  new Function('expect', 'sample', 'reference', statement.replace('await ', ''))(
    () => matchers,
    {},
    reference,
  )
  return asked
}

function withoutOrigin(checks: readonly object[]): readonly object[] {
  return checks.map(check => ({ ...check, origin: undefined }))
}
