import { Command } from 'commander'
import * as vocabulary from '../../expectations/index.ts'
import { UserError } from '../core/errors.ts'
import type { Expectation } from '../core/expectation.ts'
import { typeWords } from '../core/schema.ts'
import { didYouMean } from '../core/suggest.ts'
import { yamlForm } from '../suites/example-form.ts'
import { type ParameterRow, parametersOf } from '../suites/parameter-rows.ts'
import { examples } from './artifactContext.ts'
import { docsBuildCommand } from './docsBuild.ts'
import type { Io } from './io.ts'
import { boundTo } from './usage.ts'

const expectations: readonly Expectation[] = Object.values(vocabulary)

/** The command `mlcheck explain`. Failures are thrown: a `UserError`, or a `CommanderError` after help. */
export function explainCommand(io: Io): Command {
  return boundTo(io, new Command('mlcheck explain'))
    .description('Say what an expectation means, which parameters it has, and show its examples.')
    .usage('[name]')
    .argument('[name]', 'an expectation, or its name in Great Expectations; all of them when absent')
    .addHelpText(
      'after',
      examples(['explain', 'all expectations'], ['explain toHaveValuesBetween', 'one of them']),
    )
    .action((name: string | undefined) =>
      io.stdout(name === undefined ? listText() : referenceText(find(name))),
    )
}

/** The command `mlcheck docs`: the reference of the whole vocabulary, and the site about all series. */
export function docsCommand(io: Io): Command {
  return boundTo(io, new Command('mlcheck docs'))
    .description('Print the reference of all expectations: meaning, parameters and examples of each.')
    .addHelpText(
      'after',
      examples(
        ['docs > expectations.txt', 'keep it'],
        ['explain NAME', 'one of them'],
        ['docs build', 'write a site about all series'],
      ),
    )
    .addCommand(docsBuildCommand(io))
    .action(() => io.stdout(expectations.map(referenceText).join('\n')))
}

function find(name: string): Expectation {
  const found = expectations.find(each => each.name === name || each.gx?.some(gx => gx.name === name))
  if (found) return found
  const names = expectations.flatMap(each => [each.name, ...(each.gx ?? []).map(gx => gx.name)])
  throw new UserError(`There is no expectation ${name}.`, {
    hint: didYouMean(name, names, 'Expectations are'),
  })
}

function listText(): string {
  const width = Math.max(...expectations.map(({ name }) => name.length))
  return expectations.map(({ name, summary }) => `${name.padEnd(width)}  ${summary}\n`).join('')
}

/** The reference of one expectation, from its definition alone. */
function referenceText(expectation: Expectation): string {
  const { name, summary, accepts, needsReference, gx = [] } = expectation
  const parts = [
    `${name}\n  ${summary}`,
    ...(accepts ? [`  For columns that hold ${accepts.map(type => typeWords[type]).join(' or ')}.`] : []),
    ...(needsReference ? ['  Compares with the reference.'] : []),
    ...gx.map(each => `  In Great Expectations: ${each.name}.`),
    '',
    'Parameters:',
    ...parametersOf(expectation).map(parameterText),
    ...expectation.examples.flatMap(example => [
      '',
      `${example.status}: ${example.found}`,
      indented(yamlForm(expectation, example)),
    ]),
  ]
  return `${parts.join('\n')}\n`
}

function parameterText({ name, type, byDefault, meaning, isShort }: ParameterRow): string {
  const kind = typeof type === 'string' ? type : type.join(', ')
  const facts = [
    kind,
    byDefault === undefined ? 'required' : byDefault === 'none' ? 'optional' : `default ${byDefault}`,
  ]
  return `  ${name} (${facts.join('; ')})\n      ${meaning}${isShort ? ' In YAML, a bare value sets it.' : ''}`
}

function indented(text: string): string {
  return text.replace(/^/gm, '  ')
}
